"""The job as somebody who knows DuckDB and the data writes it, for these tables and no others."""

from pathlib import Path

import duckdb

from benchmarks.job import Tables
from benchmarks.nation import ASSOCIATIONS, FIRST_YEAR, LAST_YEAR

_OF = f"'forbund-' || (substr(intervention, 8)::INTEGER % {ASSOCIATIONS})"
_AGE = """
    CASE WHEN age_at_start <= 29 THEN 'up_to_29' WHEN age_at_start <= 44 THEN '30_44'
        WHEN age_at_start <= 59 THEN '45_59' ELSE '60_plus' END
"""
_ENROLLED = f"""
    (SELECT *, {_OF} AS association, {_AGE} AS age FROM participations WHERE kind = 'enrolled')
"""
_ENDED = f"""
    (SELECT *, year(ended_on) AS year FROM {_ENROLLED}
        WHERE year(ended_on) BETWEEN {FIRST_YEAR} AND {LAST_YEAR})
"""
_CURRENT = f"""
    {_ENROLLED} JOIN (SELECT unnest(range({FIRST_YEAR}, {LAST_YEAR + 1})) AS year)
        ON year BETWEEN year(started_on) AND coalesce(year(ended_on), 9999)
"""
_KNOWN = "exit_reason NOT IN ('transferred', 'unknown')"
QUERIES = {
    "current": f"""
        SELECT association, year, gender, age, count(*), count(DISTINCT person) FROM {_CURRENT}
        GROUP BY ALL
    """,
    "new": f"""
        SELECT association, year(started_on) AS year, gender, referrer_formal, count(*),
            count(DISTINCT person)
        FROM {_ENROLLED} WHERE year(started_on) BETWEEN {FIRST_YEAR} AND {LAST_YEAR} GROUP BY ALL
    """,
    "ended": f"""
        SELECT association, year, gender, age, count(*), count(DISTINCT person) FROM {_ENDED}
        GROUP BY ALL
    """,
    "mean": f"""
        SELECT association, year, gender, sum(1 + date_diff('day',
            greatest(started_on, make_date(year, 1, 1)),
            least(coalesce(ended_on, DATE '9999-12-31'), make_date(year, 12, 31)))),
            count(DISTINCT person)
        FROM {_CURRENT} GROUP BY ALL
    """,
    "persons": f"""
        SELECT association, year, gender, count(DISTINCT person) FILTER (identified),
            count(DISTINCT person) FILTER (NOT identified)
        FROM {_CURRENT} GROUP BY ALL
    """,
    "reasons": f"""
        SELECT association, year, exit_reason, gender, count(*), count(DISTINCT person)
        FROM {_ENDED}
        GROUP BY ALL
    """,
    "steps": f"""
        SELECT association, year, coalesce(code, 'unknown') AS step, gender, count(*),
            count(DISTINCT person)
        FROM {_ENDED} LEFT JOIN (SELECT DISTINCT row, code, state FROM next_steps) USING (row)
        GROUP BY ALL
    """,
    "to_work": f"""
        SELECT association, year, gender, education,
            count(*) FILTER (exit_reason IN ('work', 'studies')), count(*) FILTER ({_KNOWN}),
            count(*) FILTER (NOT ({_KNOWN})),
            count(DISTINCT person) FILTER (exit_reason IN ('work', 'studies'))
        FROM {_ENDED} GROUP BY ALL
    """,
    "weeks": f"""
        SELECT association, year, gender, age, median(ended_on - started_on + 1), count(*),
            count(DISTINCT person)
        FROM {_ENDED} GROUP BY ALL
    """,
    "support": f"""
        SELECT association, year, code, gender, count(*), count(DISTINCT person)
        FROM {_ENDED} JOIN (SELECT DISTINCT row, code FROM support WHERE moment = 'end')
            USING (row)
        WHERE support_end_known GROUP BY ALL
    """,
}


def run(folder: Path) -> Tables:
    """Every table of the job."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        for name in ("participations", "next_steps", "support"):
            file = folder / f"{name}.parquet"
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{file}')")
        return {name: connection.execute(query).fetchall() for name, query in QUERIES.items()}

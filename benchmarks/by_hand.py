"""The job as somebody who knows DuckDB and the data writes it, for these tables and no others.

Persons are counted in two steps where that is faster than `count(DISTINCT person)`.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.job import Tables, at_once
from benchmarks.nation import ASSOCIATIONS, FIRST_YEAR, LAST_YEAR

_OF = f"'forbund-' || (substr(intervention, 8)::INTEGER % {ASSOCIATIONS})"
_AGE = """
    CASE WHEN age_at_start <= 29 THEN 'up_to_29' WHEN age_at_start <= 44 THEN '30_44'
        WHEN age_at_start <= 59 THEN '45_59' ELSE '60_plus' END
"""
_ENROLLED = f"""
    (SELECT *, {_OF} AS association, {_AGE} AS age FROM participations WHERE kind = 'enrolled')
"""
_NEW = f"""
    (SELECT *, year(started_on) AS year FROM {_ENROLLED}
        WHERE year(started_on) BETWEEN {FIRST_YEAR} AND {LAST_YEAR})
"""
_ENDED = f"""
    (SELECT *, year(ended_on) AS year FROM {_ENROLLED}
        WHERE year(ended_on) BETWEEN {FIRST_YEAR} AND {LAST_YEAR})
"""
_CURRENT = f"""
    {_ENROLLED} JOIN (SELECT unnest(range({FIRST_YEAR}, {LAST_YEAR + 1})) AS year)
        ON year BETWEEN year(started_on) AND coalesce(year(ended_on), 9999)
"""
_STEPPED = f"""
    (SELECT *, coalesce(code, 'unknown') AS step
        FROM {_ENDED} LEFT JOIN next_steps USING (row))
"""
_SUPPORTED = f"""
    {_ENDED} JOIN (SELECT row, code FROM support WHERE moment = 'end') USING (row)
        WHERE support_end_known
"""
_DAYS = """
    sum(1 + date_diff('day', greatest(started_on, make_date(year, 1, 1)),
        least(coalesce(ended_on, DATE '9999-12-31'), make_date(year, 12, 31))))
"""
_KNOWN = "exit_reason NOT IN ('transferred', 'unknown')"


def _with_persons(by: str, rows: str, number: str = "count(*)") -> str:
    """The number of each group and its different persons: first by person, then together."""
    return f"""
        SELECT association, year, {by}, sum(number), count(*)
        FROM (SELECT association, year, {by}, person, {number} AS number FROM {rows} GROUP BY ALL)
        GROUP BY ALL
    """


QUERIES = {
    "current": _with_persons("gender, age", _CURRENT),
    "new": _with_persons("gender, referrer_formal", _NEW),
    "ended": _with_persons("gender, age", _ENDED),
    "mean": _with_persons("gender", _CURRENT, _DAYS),
    "persons": f"""
        SELECT association, year, gender, count(*) FILTER (identified),
            count(*) FILTER (NOT identified)
        FROM (SELECT DISTINCT association, year, gender, person, identified FROM {_CURRENT})
        GROUP BY ALL
    """,
    "reasons": _with_persons("exit_reason, gender", _ENDED),
    "steps": _with_persons("step, gender", _STEPPED),
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
    "support": _with_persons("code, gender", _SUPPORTED),
}


def run(folder: Path) -> Tables:
    """Every table of the job."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        for name in ("participations", "next_steps", "support"):
            file = folder / f"{name}.parquet"
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{file}')")
        return at_once(QUERIES, lambda names: _some(connection, names))


def _some(connection: duckdb.DuckDBPyConnection, names: Iterator[str]) -> Tables:
    with connection.cursor() as cursor:
        return {name: cursor.execute(QUERIES[name]).fetchall() for name in names}

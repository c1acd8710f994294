"""From extracts to the tables of a snapshot: numbers drawn anew, lists taken apart.

Who is in an earlier snapshot cannot be followed into a later one, and nobody knows who was
registered first: rows are numbered by intervention and first year, within them in random
order, and persons by their first row. What is asked together lies together that way: on a nation's
million participations the statements take a third less of the processor than in random order.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from stegvis.core.codes import PARTY, PARTY_OF_REFERRER
from stegvis.measures.extract import COLUMNS
from stegvis.measures.tables import SNAPSHOT, columns_in_duckdb

ROW_GROUP = 100_000

# Drawn first and ordered by afterwards: a window cannot be ordered by what changes as it looks.
NUMBERED = """
    SELECT * EXCLUDE (number, first) REPLACE (
        number AS row, dense_rank() OVER (ORDER BY first) AS person
    ), row AS extracted
    FROM (
        SELECT *, min(number) OVER (PARTITION BY person) AS first
        FROM (
            SELECT * EXCLUDE (draw),
                row_number() OVER (ORDER BY intervention, year(started_on), draw) AS number
            FROM (SELECT *, random() AS draw FROM {rows})
        )
    )
"""
_ANEW = f"CREATE TEMP TABLE numbered AS {NUMBERED.format(rows='participations_extract')}"
_AS_THEY_ARE = (
    "CREATE TEMP TABLE numbered AS SELECT *, row AS extracted FROM participations_extract"
)
_REFERRERS = """
    CREATE TEMP TABLE referred AS
        SELECT row, code, position, coalesce(parties.party, 'other') AS party
        FROM (
            SELECT row, unnest(list.codes) AS code, generate_subscripts(list.codes, 1) AS position
            FROM (SELECT row, from_json(referrers, '["VARCHAR"]') AS codes FROM numbered) list
        )
        LEFT JOIN parties USING (code)
"""
# Of those who started before, the last one out; of those who started later, the first one in.
RECURS_IN_YEAR = """
    coalesce(max(year(coalesce(ended_on, DATE '9999-12-31'))) OVER (
        PARTITION BY person ORDER BY started_on, row
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) >= year(started_on), false)
    OR coalesce(year(lead(started_on) OVER (PARTITION BY person ORDER BY started_on, row))
        <= year(coalesce(ended_on, DATE '9999-12-31')), false)
"""
_PARTICIPATIONS = """
    SELECT n.row, n.person, n.identified, count(*) OVER (PARTITION BY n.person) > 1 AS recurs,
        {recurs_in_year} AS recurs_in_year,
        n.intervention, n.site, n.kind, n.gender,
        n.age_at_start, n.origin, coalesce(n.municipality, '') AS municipality, n.started_on,
        n.ended_on, n.planned_end_on, n.completed, coalesce(n.exit_reason, '') AS exit_reason,
        coalesce(n.next_intervention, '') AS next_intervention, n.education, n.time_in_support,
        n.employment_form, coalesce(first.code, 'unknown') AS referrer_formal,
        coalesce(first.party, 'unknown') AS referrer_party,
        coalesce(together.combination, 'unknown') AS referrer_combination,
        n.referred_on, coalesce(n.agreement, '') AS agreement, n.hours_start, n.hours_end,
        n.support_start IS NOT NULL AS support_start_known,
        n.support_end IS NOT NULL AS support_end_known,
        n.occupation_start IS NOT NULL AS occupation_start_known,
        n.occupation_end IS NOT NULL AS occupation_end_known
    FROM numbered n
    LEFT JOIN (SELECT * FROM referred WHERE position = 1) first USING (row)
    LEFT JOIN (
        SELECT row, string_agg(party, '+' ORDER BY place) AS combination
        FROM (SELECT DISTINCT row, party FROM referred) JOIN party_order USING (party)
        GROUP BY row
    ) together USING (row)
"""
_STATES = """
    SELECT row, '{moment}' AS moment, state.code AS code, sum(state.percent) AS percent
    FROM (
        SELECT row, unnest(from_json({column}, '[{{"code": "VARCHAR", "percent": "DOUBLE"}}]'))
            AS state
        FROM numbered
    )
    GROUP BY ALL
"""
# What an item knows of an answer to it; where the instrument is not known, numbers and yes or no
# are answers and everything else might be words about a person.
_FITS = """
    CASE i.kind
        WHEN 'scale' THEN regexp_full_match(a.value, '-?[0-9]{1,6}')
            AND try_cast(a.value AS INTEGER) BETWEEN i.lowest AND i.highest
        WHEN 'number' THEN try_cast(a.value AS DOUBLE) BETWEEN i.lowest AND i.highest
        WHEN 'yes_no' THEN a.value IN ('yes', 'no')
        WHEN 'choice' THEN list_contains(i.options, a.value)
        WHEN 'choices' THEN list_has_all(i.options, string_split(a.value, ' '))
        ELSE i.kind IS NULL AND regexp_full_match(a.value, '-?[0-9]{1,6}|yes|no')
    END AS fits
"""
_LISTED = "CASE WHEN fits THEN value ELSE '' END"
_POSITIVE = """
    CASE WHEN fits AND len(good) > 0 THEN list_has_any(good, string_split(value, ' ')) END
"""
_ANSWERED = f"""
    CREATE TEMP TABLE known_items AS
        SELECT * REPLACE (from_json(positive, '["VARCHAR"]') AS positive,
            from_json(options, '["VARCHAR"]') AS options)
        FROM items_extract;
    CREATE TEMP TABLE judged AS
        SELECT a.*, i.kind, i.better, i.positive AS good, i.options, n.row AS numbered, {_FITS}
        FROM answers_extract a
        JOIN numbered n ON n.extracted = a.row
        LEFT JOIN known_items i USING (instrument, version, item);
"""  # noqa: S608
_ANSWERS = f"""
    SELECT numbered AS row, turn, instrument, version, occasion, respondent, answered_on, item,
        {_LISTED} AS value,
        {_POSITIVE} AS positive,
        CASE
            WHEN NOT fits THEN NULL
            WHEN better <> 0 AND kind IN ('scale', 'number')
                THEN try_cast(round(100 * better * value::DOUBLE) AS INTEGER)
            WHEN better <> 0 AND kind = 'yes_no' THEN 100 * better * (value = 'yes')::INTEGER
            WHEN better <> 0 AND kind = 'choice' THEN 100 * better * list_position(options, value)
            WHEN len(good) > 0 THEN 100 * list_has_any(good, string_split(value, ' '))::INTEGER
        END AS grade
    FROM judged
"""  # noqa: S608
_FORM_ANSWERS = f"""
    SELECT form, item, value, {_LISTED} AS listed, {_POSITIVE} AS positive
    FROM (
        SELECT a.*, i.positive AS good, {_FITS}
        FROM (
            SELECT form, instrument, version, item,
                coalesce(json_extract_string(pattern, '$."' || item || '"'), '') AS value
            FROM (SELECT *, unnest(json_keys(pattern)) AS item FROM numbered_forms)
        ) a
        LEFT JOIN known_items i USING (instrument, version, item)
    )
"""  # noqa: S608
_TABLES = {
    "participations": _PARTICIPATIONS.format(recurs_in_year=RECURS_IN_YEAR),
    "referrers": "SELECT DISTINCT row, code FROM referred",
    "target_groups": """
        SELECT DISTINCT row, unnest(from_json(target_groups, '["VARCHAR"]')) AS code FROM numbered
    """,
    "next_steps": """
        SELECT *, count(*) OVER (PARTITION BY row, code) > 1 AS repeated
        FROM (
            SELECT DISTINCT row, step.code AS code, coalesce(step.state, 'started') AS state
            FROM (
                SELECT row, unnest(
                    from_json(next_steps, '[{"code": "VARCHAR", "state": "VARCHAR"}]')
                ) AS step
                FROM numbered
            )
        )
    """,
    "support": " UNION ALL ".join(
        _STATES.format(moment=moment, column=f"support_{moment}") for moment in ("start", "end")
    ),
    "occupation": " UNION ALL ".join(
        _STATES.format(moment=moment, column=f"occupation_{moment}") for moment in ("start", "end")
    ),
    "follow_ups": """
        SELECT n.row, f.months, f.reached, f.occupied, coalesce(f.plan, '') AS plan
        FROM follow_ups_extract f JOIN numbered n ON n.extracted = f.row
    """,
    "left_alone": """
        SELECT n.row FROM left_alone_extract l JOIN numbered n ON n.extracted = l.row
    """,
    "head_counts": "SELECT * FROM head_counts_extract",
    "answers": _ANSWERS,
    "unanswered": """
        SELECT n.row, u.* EXCLUDE (row) FROM unanswered_extract u
        JOIN numbered n ON n.extracted = u.row
    """,
    "asked": """
        SELECT n.row, a.* EXCLUDE (row) FROM asked_extract a JOIN numbered n ON n.extracted = a.row
    """,
    "uses": "SELECT * FROM uses_extract",
    "forms": """
        SELECT f.* EXCLUDE (pattern) REPLACE (coalesce(intervention, '') AS intervention),
            coalesce(i.respondent, 'participant') AS respondent
        FROM numbered_forms f
        LEFT JOIN (SELECT DISTINCT instrument, version, respondent FROM known_items) i
            USING (instrument, version)
    """,
    "form_answers": _FORM_ANSWERS,
    "interventions": """
        SELECT * REPLACE (coalesce(part_of, '') AS part_of) FROM interventions_extract
    """,
}


def build(
    connection: duckdb.DuckDBPyConnection, *, extracts: Path, number_anew: bool = True
) -> None:
    """Fill `connection` with the tables of a snapshot, from the extracts in that folder."""
    with connection.cursor() as work:
        for statement in _preparations(extracts):
            work.execute(statement)
        work.execute(_ANEW if number_anew else _AS_THEY_ARE)
        work.execute(_REFERRERS)
        work.execute(_ANSWERED)
        for name, query in _TABLES.items():
            typed = ", ".join(
                f'"{column}"::{kind} AS "{column}"'
                for column, kind in columns_in_duckdb(name).items()
            )
            order = "row" if name == "participations" else "ALL"
            # In an order that follows from its content: not as it was registered.
            made = f"CREATE TABLE {name} AS SELECT {typed} FROM ({query}) ORDER BY {order}"  # noqa: S608
            work.execute(made)


def write(connection: duckdb.DuckDBPyConnection, *, folder: Path) -> None:
    """Write each table of the snapshot to `folder` as Parquet."""
    for name in SNAPSHOT:
        file = str(folder / f"{name}.parquet").replace("'", "''")
        connection.execute(f"COPY {name} TO '{file}' (FORMAT parquet, ROW_GROUP_SIZE {ROW_GROUP})")


def _preparations(extracts: Path) -> Iterator[str]:
    for name, columns in COLUMNS.items():
        file = str(extracts / f"{name}.csv").replace("'", "''")
        yield (
            f"CREATE TEMP TABLE {name}_extract AS FROM read_csv('{file}', header = false,"
            f" delim = ',', quote = '\"', escape = '\"', auto_detect = false,"
            f" columns = {dict(columns)})"
        )
    parties = ", ".join(f"('{code}', '{party}')" for code, party in PARTY_OF_REFERRER.items())
    yield f"CREATE TEMP TABLE parties AS FROM (VALUES {parties}) listed (code, party)"
    order = ", ".join(f"('{party.code}', {place})" for place, party in enumerate(PARTY))
    yield f"CREATE TEMP TABLE party_order AS FROM (VALUES {order}) listed (party, place)"
    yield (
        "CREATE TEMP TABLE numbered_forms AS"
        " SELECT row_number() OVER (ORDER BY draw) AS form, * EXCLUDE (draw)"
        " FROM (SELECT *, random() AS draw FROM forms_extract)"
    )

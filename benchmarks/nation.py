"""A made-up nation, as a snapshot: the same numbers at every run."""

from pathlib import Path

import duckdb

from stegvis.measures.build import NUMBERED, RECURS_IN_YEAR
from stegvis.measures.tables import SNAPSHOT, columns_in_duckdb

ASSOCIATIONS = 75
INTERVENTIONS = 20
FIRST_YEAR, LAST_YEAR = 2003, 2022
PARTICIPATIONS = 1_000_000

# One participation in six is by somebody who has been in the same association before.
# hash() gives each row its own dice: the same row throws the same in every run and every order.
_DICE = "CREATE MACRO dice(row, throw, sides) AS (hash(row * 64 + throw) % sides)::INTEGER"
_CODES = "CREATE MACRO one_of(codes, row, throw) AS codes[1 + dice(row, throw, len(codes))]"
_PEOPLE = """
    CREATE TABLE drawn AS
        SELECT row::INTEGER AS row, person, dice(person, 2, 50) > 0 AS identified,
            count(*) OVER (PARTITION BY person) > 1 AS recurs,
            'insats-' || (dice(row // 6, 1, {associations}) + {associations} * dice(row, 3, {each}))
                AS intervention, 'main' AS site,
            CASE WHEN dice(row, 4, 20) = 0 THEN 'consultation' ELSE 'enrolled' END AS kind,
            one_of(['woman', 'woman', 'woman', 'man', 'man', 'other', 'unknown'], row, 5)
                AS gender,
            17 + dice(row, 6, 50) AS age_at_start,
            one_of(['sweden_nordic', 'abroad', 'unknown'], row, 7) AS origin,
            '14' || (80 + dice(row, 8, 19)) AS municipality,
            DATE '{first}-01-01' + dice(row, 9, {days}) AS started_on,
            CASE WHEN dice(row, 10, 10) > 0
                THEN DATE '{first}-01-01' + dice(row, 9, {days}) + 20 + dice(row, 11, 700) END
                AS ended_on,
            NULL::DATE AS planned_end_on,
            one_of(['completed', 'left_early', 'unknown'], row, 12) AS completed,
            CASE WHEN dice(row, 10, 10) > 0 THEN one_of(['work', 'studies', 'job_seeking',
                'continued_rehabilitation', 'continued_rehabilitation', 'illness', 'moved',
                'transferred', 'unknown'], row, 13) ELSE '' END AS exit_reason,
            '' AS next_intervention,
            one_of(['compulsory', 'upper_secondary', 'higher', 'unknown'], row, 14) AS education,
            one_of(['up_to_1_year', 'up_to_3_years', 'unknown'], row, 15) AS time_in_support,
            'unknown' AS employment_form, one_of(['fk', 'af', 'municipality'], row, 16)
                AS referrer_formal,
            one_of(['fk', 'af', 'municipality'], row, 16) AS referrer_combination,
            one_of(['fk', 'af', 'municipality'], row, 16) AS referrer_party,
            NULL::DATE AS referred_on, '' AS agreement, NULL::DOUBLE AS hours_start,
            NULL::DOUBLE AS hours_end, true AS support_start_known,
            dice(row, 17, 8) > 0 AS support_end_known, false AS occupation_start_known,
            false AS occupation_end_known
        FROM (SELECT row, CASE WHEN row % 6 = 5 THEN row - 5 ELSE row END::INTEGER AS person
            FROM range({count}) rows (row))
"""
_MENTIONS = {
    "referrers": "SELECT row, referrer_formal AS code FROM participations",
    "target_groups": "SELECT row, 'pain' AS code FROM participations WHERE dice(row, 20, 3) = 0",
    "next_steps": """
        SELECT DISTINCT row, one_of(
            ['work', 'studies', 'work_training', 'back_to_referrer', 'illness'],
            row, 21 + mention) AS code, 'started' AS state, false AS repeated
        FROM participations, range(2) mentions (mention)
        WHERE ended_on IS NOT NULL AND dice(row, 25 + mention, 3) > mention
    """,
    "support": """
        SELECT row, moment, one_of(['sickness_benefit', 'social_assistance', 'wages', 'none'],
            row, CASE moment WHEN 'start' THEN 30 ELSE 31 END) AS code, 100.0 AS percent
        FROM participations, (VALUES ('start'), ('end')) moments (moment)
        WHERE moment = 'start' OR (support_end_known AND ended_on IS NOT NULL)
    """,
    "interventions": """
        SELECT 'insats-' || place AS intervention, '' AS part_of,
            DATE '{first}-01-01' AS starts_on, NULL::DATE AS ends_on, 'Insats ' || place AS name
        FROM range({places}) places (place)
    """,
}


def make(folder: Path, *, participations: int = PARTICIPATIONS) -> None:
    """Write the nation's snapshot to `folder`, as Parquet."""
    facts = {
        "count": participations,
        "places": ASSOCIATIONS * INTERVENTIONS,
        "associations": ASSOCIATIONS,
        "each": INTERVENTIONS,
        "first": FIRST_YEAR,
        "days": (LAST_YEAR + 1 - FIRST_YEAR) * 365,
    }
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(_DICE)
        connection.execute(_CODES)
        connection.execute(_PEOPLE.format(**facts))
        rows = NUMBERED.format(rows="drawn").replace("random()", "hash(row)")  # the same every time
        connection.execute(
            f"CREATE TABLE participations AS SELECT *, {RECURS_IN_YEAR} AS recurs_in_year"
            f" FROM ({rows})"
        )
        for name in SNAPSHOT:
            columns = columns_in_duckdb(name)
            if name != "participations":
                listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
                connection.execute(f"CREATE TABLE {name} ({listed})")
            if name in _MENTIONS:
                query = _MENTIONS[name].format(**facts)
                connection.execute(f"INSERT INTO {name} BY NAME FROM ({query})")
            kept = ", ".join(
                f'"{column}"::{kind} AS "{column}"' for column, kind in columns.items()
            )
            connection.execute(
                f"COPY (SELECT {kept} FROM {name} ORDER BY ALL) TO '{folder / name}.parquet'"
                " (FORMAT parquet, ROW_GROUP_SIZE 100000)"
            )


def association_of(place: int) -> str:
    """Interventions are dealt out to the associations in turn."""
    return f"forbund-{place % ASSOCIATIONS}"

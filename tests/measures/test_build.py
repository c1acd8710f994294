"""What a snapshot says of persons who come back, against the same in plain Python."""

from datetime import date, timedelta

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from stegvis.measures.build import RECURS_IN_YEAR

DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))
STAYS = st.tuples(st.integers(1, 3), DAYS, st.none() | st.integers(0, 900))
NEVER = date(9999, 12, 31)


@given(st.lists(STAYS, max_size=12))
def test_somebody_recurs_in_a_year_that_two_of_her_participations_touch(stays):
    rows = [
        (row, person, start, None if days is None else start + timedelta(days))
        for row, (person, start, days) in enumerate(stays)
    ]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE p (row INT, person INT, started_on DATE, ended_on DATE)")
        if rows:
            connection.executemany("INSERT INTO p VALUES (?, ?, ?, ?)", rows)
        found = connection.execute(f"SELECT row, {RECURS_IN_YEAR} FROM p ORDER BY row").fetchall()
    assert found == [(each[0], any(share_a_year(each, other) for other in rows)) for each in rows]


def share_a_year(one: tuple, other: tuple) -> bool:
    same, another = one[1] == other[1], one[0] != other[0]
    first = max(one[2].year, other[2].year)
    last = min((one[3] or NEVER).year, (other[3] or NEVER).year)
    return same and another and first <= last

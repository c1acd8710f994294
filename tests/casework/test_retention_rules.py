"""When records fall due, and what of a participation remains."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.rules.retention import (
    Stay,
    birth_year,
    falls_due,
    first_day,
    last_day,
    last_exit,
    month_is_over,
)

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def age_group(age: int) -> str:
    """As the exchange format divides ages at the start."""
    if age <= 29:
        return "up_to_29"
    return "30_44" if age <= 44 else "45_59" if age <= 59 else "60_plus"


def test_records_fall_due_so_many_months_after_the_last_exit():
    assert falls_due(date(2022, 1, 31), months=1) == date(2022, 2, 28)
    assert falls_due(date(2022, 3, 15), months=24) == date(2024, 3, 15)
    assert falls_due(date(2023, 12, 31), months=2) == date(2024, 2, 29)


@given(day=days, months=st.integers(1, 240))
def test_what_falls_due_is_never_in_the_month_of_the_exit(day, months):
    assert month_is_over(day, today=falls_due(day, months=months) + timedelta(days=1))
    assert falls_due(day, months=months) > day


def test_there_is_no_last_exit_while_a_stay_runs_or_where_there_is_none():
    assert last_exit([date(2020, 1, 1), date(2021, 1, 1)]) == date(2021, 1, 1)
    assert last_exit([date(2020, 1, 1), None]) is None
    assert last_exit([]) is None


def test_days_become_the_first_and_last_of_their_months():
    stay = Stay(date(2022, 3, 17), date(2024, 2, 3))
    assert (first_day(stay), last_day(stay, known_until=date(2025, 1, 1))) == (
        date(2022, 3, 1),
        date(2024, 2, 29),
    )


def test_a_start_is_not_moved_to_before_the_place_opened():
    assert first_day(Stay(date(2022, 3, 17), None, date(2022, 3, 10))) == date(2022, 3, 10)
    assert first_day(Stay(date(2022, 3, 5), None, date(2022, 3, 10))) == date(2022, 3, 1)


def test_a_stay_without_an_exit_ends_with_the_last_month_in_which_it_was_known():
    assert last_day(Stay(date(2022, 3, 17), None), known_until=date(2022, 5, 2)) == date(
        2022, 5, 31
    )
    assert last_day(Stay(date(2022, 7, 1), None), known_until=date(2022, 5, 2)) == date(2022, 7, 31)


@given(day=days, age=st.integers(0, 90))
def test_the_age_group_at_the_start_stays_and_the_year_is_the_groups(day, age):
    middle = day.year - (birth_year(day.year - age, started_on=day) or 0)
    assert age_group(middle) == age_group(age)
    assert middle in (25, 37, 52, 65)


def test_an_unknown_year_of_birth_stays_unknown():
    assert birth_year(None, started_on=date(2022, 1, 1)) is None

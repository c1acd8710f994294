"""Open days: the calendar that due meetings are moved by."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.rules import workdays

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
CLOSED = st.sets(DAYS.map(workdays.monday_of), max_size=6)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 11, 22),  # Sunday
        date(2026, 1, 6),  # Epiphany
        date(2026, 5, 14),  # Ascension Day
        date(2025, 6, 6),  # National Day, a Friday
        date(2026, 6, 19),  # Midsummer Eve
        date(2026, 12, 24),  # Christmas Eve
        date(2026, 12, 31),  # New Year's Eve
    ],
)
def test_nobody_meets_on_weekends_holidays_and_their_eves(day):
    assert not workdays.is_open(day)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 5, 15), date(2026, 7, 1)])
def test_people_meet_on_ordinary_weekdays(day):
    assert workdays.is_open(day)


def test_a_closed_week_is_closed_from_monday_to_friday():
    closed = {date(2026, 7, 6)}
    week = [date(2026, 7, 6) + timedelta(days=number) for number in range(7)]
    assert [day for day in week if workdays.is_open(day, closed_weeks=closed)] == []
    assert workdays.on_or_after(date(2026, 7, 8), closed_weeks=closed) == date(2026, 7, 13)
    assert workdays.on_or_before(date(2026, 7, 8), closed_weeks=closed) == date(2026, 7, 3)


@given(day=DAYS, closed=CLOSED)
def test_the_nearest_open_day_has_only_closed_days_in_between(day, closed):
    after = workdays.on_or_after(day, closed_weeks=closed)
    before = workdays.on_or_before(day, closed_weeks=closed)
    assert before <= day <= after
    for first, last in ((day, after), (before + timedelta(days=1), day + timedelta(days=1))):
        between = [first + timedelta(days=n) for n in range((last - first).days)]
        assert [each for each in between if workdays.is_open(each, closed_weeks=closed)] == []
    assert workdays.is_open(after, closed_weeks=closed)
    assert workdays.is_open(before, closed_weeks=closed)
    assert (before == day) == (after == day)


@given(DAYS)
def test_the_monday_of_a_week_is_at_most_six_days_back(day):
    monday = workdays.monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days <= 6

"""Days on which people meet: no weekends, Swedish holidays or closed weeks."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache

import holidays

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SATURDAY = 5


def monday_of(day: date) -> date:
    """The Monday of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


def is_open(day: date, *, closed_weeks: Collection[date] = ()) -> bool:
    """Whether people meet on `day`; `closed_weeks` holds the Mondays of weeks without meetings.

    Closed are Saturdays, Sundays, public holidays, and the eves that are as good as holidays
    (midsummer, Christmas, New Year).
    """
    return (
        day.weekday() < SATURDAY
        and day not in _holidays(day.year)
        and monday_of(day) not in closed_weeks
    )


def on_or_after(day: date, *, closed_weeks: Collection[date] = ()) -> date:
    """`day` itself when it is open, otherwise the next day that is."""
    return next(each for each in _days(day, DAY) if is_open(each, closed_weeks=closed_weeks))


def on_or_before(day: date, *, closed_weeks: Collection[date] = ()) -> date:
    """`day` itself when it is open, otherwise the last open day before it."""
    return next(each for each in _days(day, -DAY) if is_open(each, closed_weeks=closed_weeks))


def _days(first: date, step: timedelta) -> Iterator[date]:
    while True:
        yield first
        first += step


@cache
def _holidays(year: int) -> frozenset[date]:
    categories = (holidays.PUBLIC, holidays.DE_FACTO)
    return frozenset(holidays.Sweden(years=year, categories=categories))

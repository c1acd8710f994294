"""When records fall due for erasure, and what of a participation remains afterwards.

Days become months: a start moves to the first day of its month and an exit to the last, so that
every figure of whole months stays as it was. An age becomes the middle of its group.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# The oldest age at the start in each group of the exchange format, and one age of the group.
BANDS = ((29, 25), (44, 37), (59, 52))
OLDEST_BAND = 65


@dataclass(frozen=True)
class Stay:
    """The days of a participation, and where it took place from when."""

    started_on: date
    ended_on: date | None
    opened_on: date | None = None


def falls_due(last_exit: date, *, months: int) -> date:
    """The day on which records are to be gone: so many months after the last exit."""
    place = last_exit.year * 12 + last_exit.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(last_exit.day, monthrange(year, month + 1)[1]))


def last_exit(exits: Iterable[date | None]) -> date | None:
    """The latest of `exits`; None while one of the stays has not ended, or there is none."""
    days = list(exits)
    ended = [day for day in days if day is not None]
    return max(ended) if ended and len(ended) == len(days) else None


def month_is_over(day: date, *, today: date) -> bool:
    """Whether `today` is past the month of `day`: then its last day is no day to come."""
    return last_of_month(day) < today


def first_day(stay: Stay) -> date:
    """The first of the month of the start, or the day its place opened where that is later.

    A place that opened in the middle of the month counts its figures from that day.
    """
    first = stay.started_on.replace(day=1)
    if stay.opened_on and first < stay.opened_on <= stay.started_on:
        return stay.opened_on
    return first


def last_day(stay: Stay, *, known_until: date) -> date:
    """The last of the month of the exit; of `known_until` where no exit was ever known."""
    return last_of_month(stay.ended_on or max(known_until, stay.started_on))


def last_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def birth_year(stated: int | None, *, started_on: date) -> int | None:
    """A year of birth that gives the same age group at the start, the same for the whole group."""
    if stated is None:
        return None
    age = started_on.year - stated
    return started_on.year - next(
        (middle for oldest, middle in BANDS if age <= oldest), OLDEST_BAND
    )

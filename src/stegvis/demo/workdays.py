"""On which days people are referred, start and stop: few in July and none at Christmas."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from stegvis.demo.draw import happens, weighted

# Share of a year's referrals by month.
SEASON = {1: 9, 2: 10, 3: 11, 4: 8, 5: 9, 6: 7, 7: 3, 8: 8, 9: 11, 10: 10, 11: 9, 12: 5}
# Months in which the pandemic kept referrals away, with the share that still came.
QUIET = {
    (2020, 3): 0.7,
    (2020, 4): 0.4,
    (2020, 5): 0.5,
    (2020, 6): 0.7,
    (2020, 11): 0.8,
    (2020, 12): 0.6,
    (2021, 1): 0.6,
    (2021, 2): 0.8,
}
FRIDAY = 4
# Public holidays outside the Christmas weeks: on a fixed day, and those that move.
CLOSED = {(5, 1), (6, 6)}
MOVABLE = frozenset(
    map(
        date.fromisoformat,
        (
            *("2019-04-19", "2019-04-22", "2019-05-30", "2019-06-21"),
            *("2020-04-10", "2020-04-13", "2020-05-21", "2020-06-19"),
            *("2021-04-02", "2021-04-05", "2021-05-13", "2021-06-25"),
            *("2022-04-15", "2022-04-18", "2022-05-26", "2022-06-24"),
            *("2023-04-07", "2023-04-10", "2023-05-18", "2023-06-23"),
        ),
    )
)


def referral_day(chance: Random, year: int) -> date | None:
    """A weekday of the year on which someone is referred; None for those the pandemic kept away."""
    month = weighted(chance, SEASON)
    day = on_a_weekday(date(year, month, chance.randint(1, 28)))
    return day if happens(chance, QUIET.get((year, month), 1)) else None


def on_a_weekday(day: date) -> date:
    """The day, or the first working day after it."""
    while _is_closed(day):
        day += timedelta(days=1)
    return day


def start_day(chance: Random, earliest: date) -> date:
    """A day to start on, `earliest` or soon after; most start on a Monday, few in the holidays."""
    day = _after_holidays(earliest) if happens(chance, 0.85) else earliest
    if happens(chance, 0.2):
        day += timedelta(days=-day.weekday() % 7)
    return on_a_weekday(day)


def next_round(rounds: Sequence[str], earliest: date) -> date:
    """The first day on `earliest` or later that a group starts (`rounds` as month-day)."""
    days = (
        date.fromisoformat(f"{year}-{round_day}")
        for year in (earliest.year, earliest.year + 1)
        for round_day in sorted(rounds)
    )
    return next(day for day in map(on_a_weekday, days) if day >= earliest)


def last_day(chance: Random, day: date, *, first: date) -> date:
    """A working day near `day` to stop on, rather before the holidays; not before `first`."""
    moved = _before_holidays(chance, day)
    while _is_closed(moved):
        moved -= timedelta(days=1)
    return max(first, moved)


def _is_closed(day: date) -> bool:
    return day.weekday() > FRIDAY or (day.month, day.day) in CLOSED or day in MOVABLE


def _after_holidays(day: date) -> date:
    if date(day.year, 6, 27) <= day <= date(day.year, 8, 7):
        return date(day.year, 8, 8) + timedelta(days=day.day % 10)
    if day >= date(day.year, 12, 12):
        return date(day.year + 1, 1, 8) + timedelta(days=day.day % 7)
    return max(day, date(day.year, 1, 8))


def _before_holidays(chance: Random, day: date) -> date:
    if day.month == 7 and happens(chance, 0.7):
        return date(day.year, 6, 30) - timedelta(days=chance.randint(0, 16))
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 6):
        year = day.year - (day.month == 1)
        return date(year, 12, 21) - timedelta(days=chance.randint(0, 9))
    return day

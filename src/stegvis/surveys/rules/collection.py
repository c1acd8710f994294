"""Collection periods of unlinked forms: how long an association's are, and which a day is in."""

from dataclasses import dataclass
from datetime import date, timedelta

from stegvis.core.periods import Period

TERTIAL, HALF_YEAR, QUARTER, YEAR = 4, 6, 3, 12  # months
LENGTHS = (TERTIAL, HALF_YEAR, QUARTER)  # never finer than a quarter
Months = tuple[int, int]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Chosen:
    """The length an association has chosen; until `holds_from` its periods have `before`."""

    months: int
    before: int | None = None
    holds_from: date | None = None

    def on(self, day: date) -> int:
        """The length that holds on a day."""
        if self.before is not None and self.holds_from is not None and day < self.holds_from:
            return self.before
        return self.months


def in_force(chosen: Chosen | None, interim: Months, *, on: date) -> int:
    """The length that holds on a day: what was chosen, else the first that fits the interim."""
    return chosen.on(on) if chosen else usual(interim)


def changes_on(day: date, *, old: int, new: int) -> date:
    """The first day on which periods of `new` months can follow those of `old`, cutting none.

    Both begin a period on that day, and the period that `day` is in has come to its end; a year
    begins with both, so it is never further away than that.

    >>> changes_on(date(2022, 2, 3), old=3, new=6), changes_on(date(2022, 2, 3), old=4, new=3)
    (datetime.date(2022, 7, 1), datetime.date(2023, 1, 1))
    """
    start = period_of(day, months=old).last + DAY
    while period_of(start, months=new).first != start:
        start = period_of(start, months=old).last + DAY
    return start


def lengths(interim: Months) -> tuple[int, ...]:
    """The lengths in months that divide an interim period, so that it cuts no collection period.

    >>> lengths((1, 8)), lengths((1, 6)), lengths((1, 9)), lengths((1, 7))
    ((4,), (6, 3), (3,), ())
    """
    first, last = interim
    return tuple(each for each in LENGTHS if (first - 1) % each == 0 and last % each == 0)


def usual(interim: Months) -> int:
    """The length of who has chosen none: the first that fits, a whole year where none does."""
    fitting = lengths(interim)
    return fitting[0] if fitting else YEAR


def period_of(day: date, *, months: int) -> Period:
    """The collection period that `day` is in; the first of a year begins in January."""
    start = (day.month - 1) // months * months + 1
    after = date(day.year + (start + months > 12), (start + months - 1) % 12 + 1, 1)
    return Period(date(day.year, start, 1), after - DAY)

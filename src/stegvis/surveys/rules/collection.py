"""Collection periods of unlinked forms: how long an association's are, and which a day is in."""

from datetime import date, timedelta

from stegvis.core.periods import Period

TERTIAL, HALF_YEAR, QUARTER, YEAR = 4, 6, 3, 12  # months
LENGTHS = (TERTIAL, HALF_YEAR, QUARTER)  # never finer than a quarter
Months = tuple[int, int]


def lengths(interim: Months) -> tuple[int, ...]:
    """The lengths in months that divide an interim period, so that it cuts no collection period.

    >>> lengths((1, 8)), lengths((1, 6)), lengths((1, 9)), lengths((1, 7))
    ((4,), (6, 3), (3,), ())
    """
    first, last = interim
    return tuple(each for each in LENGTHS if (first - 1) % each == 0 and last % each == 0)


def length(chosen: int | None, interim: Months) -> int:
    """The length that holds: the chosen one where it divides the interim period, else the first.

    A whole year where none does.
    """
    fitting = lengths(interim)
    if chosen in fitting:
        return int(chosen)
    return fitting[0] if fitting else YEAR


def period_of(day: date, *, months: int) -> Period:
    """The collection period that `day` is in; the first of a year begins in January."""
    start = (day.month - 1) // months * months + 1
    after = date(day.year + (start + months > 12), (start + months - 1) % 12 + 1, 1)
    return Period(date(day.year, start, 1), after - timedelta(days=1))

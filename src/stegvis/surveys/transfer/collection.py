"""Collection periods: from the text of a file to days and back to the shortest text."""

from datetime import date

from stegvis.core.periods import Period, parse

_PARTS = (("H", 6), ("T", 4), ("Q", 3))


def days(text: str) -> tuple[date, date]:
    """First and last day of a collection period that has been found readable."""
    period = parse(text)
    assert isinstance(period, Period)
    return period.first, period.last


def named(first: date, last: date) -> str:
    """How the period is written: `2022-T2` where it has a name, else its months or days."""
    period = Period(first, last)
    if not period.is_whole_months:
        return period.text
    if period.is_whole_years and first.year == last.year:
        return str(first.year)
    for letter, months in _PARTS:
        number, rest = divmod(first.month - 1, months)
        text = f"{first.year}-{letter}{number + 1}"
        if rest == 0 and days(text) == (first, last):
            return text
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first:%Y-%m}..{last:%Y-%m}"

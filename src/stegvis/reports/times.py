"""How a report divides its period: by month or, for long periods, by quarter."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from stegvis.core.periods import Period

MOST_MONTHS = 12
"""More than these in a row are neither read nor drawn well."""


@dataclass(frozen=True)
class Piece:
    """A month or quarter: its value in figures, its name in a sentence and over a column."""

    code: str
    name: str
    short: str


@dataclass(frozen=True)
class Times:
    """The dimension that the period is divided by, and its pieces in order."""

    dimension: str
    pieces: tuple[Piece, ...]
    begins_a_year: bool = False


def times_of(period: Period, *, today: date) -> Times:
    """The pieces of `period` that have begun by `today`, worded in the language of the report."""
    months, quarters = period.months(), period.quarters()
    one_year = period.first.year == period.last.year
    new_year = (period.first.month, period.first.day) == (1, 1)
    if len(months) <= MOST_MONTHS:
        begun = [month for month in months if month.first <= today]
        pieces = tuple(_month(month, one_year=one_year) for month in begun)
        return Times("month", pieces, new_year)
    begun = [quarter for quarter in quarters if quarter.first <= today]
    return Times("quarter", tuple(_quarter(quarter) for quarter in begun), new_year)


def _month(month: Period, *, one_year: bool) -> Piece:
    name = formats.date_format(month.first, "F" if one_year else "F Y")
    short = formats.date_format(month.first, "M").strip(".")[:3]
    return Piece(month.text, name, short if one_year else f"{short} {month.first:%y}")


def _quarter(quarter: Period) -> Piece:
    year, _letter, number = quarter.text.partition("-Q")
    name = _("quarter %(number)s of %(year)s") % {"number": number, "year": year}
    return Piece(quarter.text, name, _("Q%(number)s %(year)s") % {"number": number, "year": year})


def back(period: Period, *, years: int) -> Period:
    """The same days some years earlier; the last of February stays the last of February."""
    first, last = period.first, period.last
    text = period.text.replace(str(first.year), str(first.year - years))
    if last.year != first.year:
        text = ""
    return Period(_earlier(first, years), _earlier(last, years, last=True), text)


def _earlier(day: date, years: int, *, last: bool = False) -> date:
    if (day.month, day.day) in ((2, 28), (2, 29)):
        leap = (day.year - years) % 4 == 0
        return date(day.year - years, 2, 29 if last and leap else 28)
    return day.replace(year=day.year - years)

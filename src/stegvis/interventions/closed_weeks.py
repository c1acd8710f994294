"""Closed weeks as people write them: «28-31, 52» or «52-1 2027»."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

WEEK = timedelta(weeks=1)
_ITEM = re.compile(r"(?:v\.?|vecka|week)?\s*(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?(?:\s+(\d{4}))?")


class WeekError(ValueError):
    """The text names no weeks; the message says how to write them."""


def read(text: str, *, year: int) -> list[date]:
    """The Mondays of the weeks in `text`, in order; `year` where none is written.

    A span that ends with a lower number than it begins with goes on into the next year.
    """
    items = [item.strip() for item in re.split(r"[,;\n]", text) if item.strip()]
    return sorted({monday for item in items for monday in _mondays(item, year)})


def _mondays(item: str, year: int) -> Iterator[date]:
    found = _ITEM.fullmatch(item.lower())
    if found is None:
        raise WeekError(_unreadable(item))
    year = int(found[3] or year)
    first, last = int(found[1]), int(found[2] or found[1])
    try:
        monday = date.fromisocalendar(year, first, 1)
        end = date.fromisocalendar(year + (last < first), last, 1)
    except ValueError:
        raise WeekError(_unreadable(item)) from None
    while monday <= end:
        yield monday
        monday += WEEK


def written(mondays: Iterable[date]) -> str:
    """The weeks as `read` reads them: «28-31 2026, 52 2026»."""
    return ", ".join(_span(first, last) for first, last in _spans(sorted(mondays)))


def _spans(mondays: list[date]) -> Iterator[tuple[date, date]]:
    """Weeks that follow on each other within a year, as first and last."""
    start = 0
    for number, monday in enumerate(mondays, start=1):
        following = mondays[number] if number < len(mondays) else None
        if following != monday + WEEK or _year(following) != _year(monday):
            yield mondays[start], monday
            start = number


def _span(first: date, last: date) -> str:
    weeks = [f"{day.isocalendar().week}" for day in (first, last)]
    return f"{'-'.join(dict.fromkeys(weeks))} {_year(first)}"


def _year(day: date) -> int:
    return day.isocalendar().year


def _unreadable(item: str) -> str:
    # Translators: «%(text)s» är ingen vecka. Skriv veckonummer, till exempel 28-31, 52 eller
    # 1 2027.
    return _("“%(text)s” is no week. Write week numbers, for example 28-31, 52 or 1 2027.") % {
        "text": item
    }

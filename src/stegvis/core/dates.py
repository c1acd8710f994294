"""Dates as people write them.

Staff type dates from letters and calendars all day; what is plain to a reader is accepted, and
what is not gets an answer that says how to write it.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext as _

WORDS = {"idag": 0, "i dag": 0, "today": 0, "igår": -1, "i går": -1, "yesterday": -1}
WORDS |= {"imorgon": 1, "i morgon": 1, "tomorrow": 1}

Parts = tuple[str, ...]
Reading = tuple[re.Pattern[str], Callable[[Parts, date], date]]


class DateError(ValueError):
    """The text is no date; the message says how to write one."""


def _year_month_day(parts: Parts, today: date) -> date:
    year, month, day = (int(part) for part in parts)
    return date(year if year > 99 else 2000 + year, month, day)


def _day_month(parts: Parts, today: date) -> date:
    return date(today.year, int(parts[1]), int(parts[0]))


def _day_month_year(parts: Parts, today: date) -> date:
    return _year_month_day((parts[2], parts[1], parts[0]), today)


READINGS: tuple[Reading, ...] = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), _year_month_day),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), _year_month_day),
    (re.compile(r"(\d{2})(\d{2})(\d{2})"), _year_month_day),
    (re.compile(r"(\d{1,2})/(\d{1,2})"), _day_month),
    (re.compile(r"(\d{1,2})/(\d{1,2})[ -/](\d{4}|\d{2})"), _day_month_year),
)


def read(text: str, *, today: date) -> date:
    """The day that `text` means: 2026-03-01, 20260301, 260301, 1/3 (this year), 1/3 2026, today."""
    plain = text.strip().lower()
    if plain in WORDS:
        return today + timedelta(days=WORDS[plain])
    for pattern, build in READINGS:
        if found := pattern.fullmatch(plain):
            try:
                return build(found.groups(), today)
            except ValueError:
                raise DateError(_no_such_day(text)) from None
    raise DateError(_unreadable(text))


def _no_such_day(text: str) -> str:
    # Translators: «%(text)s» finns inte i kalendern.
    # Kontrollera dag och månad, till exempel 2026-03-01.
    return _("“%(text)s” is not in the calendar. Check day and month, for example 2026-03-01.") % {
        "text": text
    }


def _unreadable(text: str) -> str:
    # Translators: «%(text)s» går inte att läsa som datum.
    # Skriv till exempel 2026-03-01, 260301, 1/3 eller idag.
    return _(
        "“%(text)s” cannot be read as a date. Write for example 2026-03-01, 260301, 1/3 or today."
    ) % {"text": text}

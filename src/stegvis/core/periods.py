"""Periods as people write them, and the days they mean (exchange format, section 2).

Both ends of a period belong to it. A form that is not listed in `FORMS` is refused with a
sentence that shows the forms there are; nothing is guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

Months = tuple[int, int]
DAY = timedelta(days=1)
FORMS = (
    "2022, 2022-H1, 2022-T2, 2022-Q3, 2022-05, 2022-01..2022-08, "
    "2022-01-01..2022-08-12, start..2022-08 or 2022-interim"
)
PARTS_OF_YEAR = {"H": 6, "T": 4, "Q": 3}


class PeriodError(ValueError):
    """The text is not a period; the message is a sentence that says why and what is accepted."""


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included; `text` is how it is written."""

    first: date
    last: date
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(f"The period ends {self.last}, before it begins {self.first}.")
        if not self.text:
            object.__setattr__(self, "text", f"{self.first}..{self.last}")

    def __str__(self) -> str:
        return self.text

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_whole_months(self) -> bool:
        return self.first.day == 1 and (self.last + DAY).day == 1

    @property
    def is_whole_years(self) -> bool:
        return self.is_whole_months and (self.first.month, self.last.month) == (1, 12)

    def months(self) -> tuple["Period", ...]:
        """Its calendar months as `2022-03`; the first and last are cut to the period's days."""
        return tuple(self._pieces(1, lambda day: f"{day:%Y-%m}"))

    def quarters(self) -> tuple["Period", ...]:
        """Its calendar quarters as `2022-Q1`; the first and last are cut to the period's days."""
        return tuple(self._pieces(3, quarter_of))

    def _pieces(self, size: int, name: Callable[[date], str]) -> Iterator["Period"]:
        start = self.first
        while start <= self.last:
            end = _month_end(start.year, (start.month - 1) // size * size + size)
            yield Period(start, min(end, self.last), name(start))
            start = end + DAY


@dataclass(frozen=True)
class FromStart:
    """From each intervention's own start to `last`, included."""

    last: date
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.text:
            object.__setattr__(self, "text", f"start..{self.last:%Y-%m}")

    def __str__(self) -> str:
        return self.text

    def since(self, start: date) -> Period | None:
        """The period of an intervention that started on `start`; None when it is yet to start."""
        return Period(start, self.last, self.text) if start <= self.last else None


def quarter_of(day: date) -> str:
    """The name of the calendar quarter in which `day` lies: `2022-Q1`."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def parse(text: str, *, interim: Months = (1, 8)) -> Period | FromStart:
    """The period that `text` names; `interim` holds the first and last month of `2022-interim`.

    Raises PeriodError for a form that is not listed in `FORMS`, a day that does not exist, or an
    end before the beginning.
    """
    for pattern, read in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            return _read(read, found, interim)
    raise PeriodError(f"«{text}» is not a period: write for example {FORMS}.")


Read = Callable[[re.Match[str], Months], Period | FromStart]


def _read(read: Read, found: re.Match[str], interim: Months) -> Period | FromStart:
    try:
        return read(found, interim)
    except PeriodError as error:
        raise PeriodError(f"«{found[0]}» is not a period. {error}") from None
    except ValueError:
        raise PeriodError(f"«{found[0]}» names a day, month or year that does not exist.") from None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def _whole_months(text: str, start: str, end: str) -> Period:
    return Period(date.fromisoformat(f"{start}-01"), _last_of(end), text)


def _last_of(month: str) -> date:
    first = date.fromisoformat(f"{month}-01")
    return _month_end(first.year, first.month)


def _year(found: re.Match[str], interim: Months) -> Period:
    return _whole_months(found[0], f"{found[1]}-01", f"{found[1]}-12")


def _part_of_year(found: re.Match[str], interim: Months) -> Period:
    size = PARTS_OF_YEAR[found[2]]
    end = int(found[3]) * size
    if not size <= end <= 12:
        raise PeriodError(f"A year has {found[2]}1 to {found[2]}{12 // size}.")
    return _whole_months(found[0], f"{found[1]}-{end - size + 1:02}", f"{found[1]}-{end:02}")


def _month(found: re.Match[str], interim: Months) -> Period:
    return _whole_months(found[0], found[1], found[1])


def _months(found: re.Match[str], interim: Months) -> Period:
    return _whole_months(found[0], found[1], found[2])


def _days(found: re.Match[str], interim: Months) -> Period:
    return Period(date.fromisoformat(found[1]), date.fromisoformat(found[2]), found[0])


def _from_start(found: re.Match[str], interim: Months) -> FromStart:
    return FromStart(_last_of(found[1]), found[0])


def _interim(found: re.Match[str], interim: Months) -> Period:
    return _whole_months(found[0], *(f"{found[1]}-{month:02}" for month in interim))


YEAR, MONTH, DATE = (
    "([12][0-9]{3})",
    "([12][0-9]{3}-[0-9]{2})",
    "([12][0-9]{3}-[0-9]{2}-[0-9]{2})",
)
_FORMS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(YEAR), _year),
    (re.compile(f"{YEAR}-([HTQ])([0-9])"), _part_of_year),
    (re.compile(MONTH), _month),
    (re.compile(rf"{MONTH}\.\.{MONTH}"), _months),
    (re.compile(rf"{DATE}\.\.{DATE}"), _days),
    (re.compile(rf"start\.\.{MONTH}"), _from_start),
    (re.compile(f"{YEAR}-interim"), _interim),
)

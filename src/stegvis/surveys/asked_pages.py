"""Values that the pages of ticks show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.forms.boundfield import BoundField

from stegvis.casework.models import Participation
from stegvis.core import codes
from stegvis.surveys import asked as reads
from stegvis.surveys.asked import Form
from stegvis.surveys.asked_forms import AskedForm, Row
from stegvis.surveys.choices import ASKED
from stegvis.surveys.rules import asked as rules
from stegvis.surveys.rules.asked import AGAIN, FIRST, Tick

YEARS_BACK = 2


@dataclass(frozen=True)
class Sums:
    """How many of a group have been asked by the end of a year; `long` took part six months."""

    current: int
    once: int
    long: int
    twice: int

    @property
    def shown(self) -> bool:
        return self.current >= rules.FEWEST_FOR_SUMS

    @property
    def long_shown(self) -> bool:
        return self.long >= rules.FEWEST_FOR_SUMS


def sums(group: Iterable[Participation], form: Form, *, year: int) -> Sums:
    """The sums of a group; whether they may be shown they know themselves."""
    rows = list(group)
    ticks = reads.ticks_of([each.pk for each in rows], instrument=form.code)
    end = date(year, 12, 31)
    long = [
        each for each in rows if (each.ended_on or end) - each.started_on >= rules.OVER_SIX_MONTHS
    ]
    return Sums(
        current=len(rows),
        once=sum(_asked(ticks.get(each.pk, []), FIRST, year) for each in rows),
        long=len(long),
        twice=sum(_asked(ticks.get(each.pk, []), AGAIN, year) for each in long),
    )


def turns(group: Iterable[Participation], form: Form, *, year: int) -> dict[int, str]:
    """Those who have not been asked a first time, whose turn it is in `year`."""
    rows = [each.pk for each in group]
    ticks = reads.ticks_of(rows, instrument=form.code)
    return {
        pk: FIRST
        for pk in rows
        if not any(each.occasion == FIRST and each.was_asked for each in ticks.get(pk, []))
    }


@dataclass(frozen=True)
class Line:
    """A row of the grid with the ticks of years before, in words."""

    row: Row
    earlier: str

    @property
    def boxes(self) -> tuple[BoundField, ...]:
        return self.row.first, self.row.again


def lines(grid: AskedForm, form: Form, *, year: int) -> list[Line]:
    """The rows of the grid."""
    ticks = reads.ticks_of([each.pk for each in grid.group], instrument=form.code)
    return [
        Line(
            row,
            "; ".join(
                told(each) for each in ticks.get(row.participation.pk, []) if each.year < year
            ),
        )
        for row in grid.rows
    ]


def told(tick: Tick) -> str:
    """A tick in words: «2025, första gången: tillfrågad»."""
    occasion = codes.OCCASION.label(tick.occasion).lower()
    return f"{tick.year}, {occasion}: {ASKED.label(tick.outcome).lower()}"


def years(group: Iterable[Participation], *, alone: bool, today: date) -> list[int]:
    """The years that a page offers, the latest first."""
    if alone:
        (each,) = group
        return list(reversed(rules.years(reads.taking(each), today=today)))
    return list(range(today.year, today.year - YEARS_BACK - 1, -1))


def _asked(ticks: Iterable[Tick], occasion: str, year: int) -> bool:
    return any(each.occasion == occasion and each.was_asked and each.year <= year for each in ticks)

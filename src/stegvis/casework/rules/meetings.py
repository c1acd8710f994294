"""When meetings are due: from what is agreed and when she began. Facts in, days out.

Sources: a check-in after 4 and 8 weeks, and after 12 when the time is extended; an end meeting
five weeks before the end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from stegvis.casework.choices.meetings import (
    AFTER_WEEKS,
    BEFORE_END,
    BOOKED,
    CANCELLED,
    HELD,
    NOT_HELD,
)
from stegvis.casework.rules import workdays
from stegvis.casework.rules.participations import Problem
from stegvis.casework.rules.workdays import WEEK

# An end meeting still serves when the planned end moves by less than this.
SERVES_UNTIL_MOVED_BY = timedelta(weeks=4)


@dataclass(frozen=True)
class Terms:
    """What is agreed on meetings: weeks after the start, then an interval, then before the end."""

    weeks: tuple[int, ...] = ()
    interval: int | None = None
    before_end: int | None = None
    closed_weeks: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Course:
    """A participation as far as its meetings ask."""

    started_on: date
    planned_end_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, order=True)
class Due:
    """A meeting that should be held about `day`; `occasion` and `weeks` say why."""

    day: date
    occasion: str
    weeks: int


@dataclass(frozen=True)
class Kept:
    """A meeting as registered, as far as it answers a due one."""

    occasion: str
    weeks: int
    due_on: date | None
    state: str


@dataclass(frozen=True)
class Facts:
    """A meeting as far as the rules ask."""

    state: str
    day: date | None
    cancelled_by: str
    cancelled_on: date | None


def due_days(terms: Terms, course: Course, *, until: date) -> tuple[Due, ...]:
    """The meetings that `terms` ask for, by day; without a planned end those due by `until`.

    Each lies on an open day within the participation: one that falls on a closed day moves
    forward, an end meeting backward; a week count that reaches the planned end gives none.
    """
    last = course.ended_on or course.planned_end_on or until
    found = {due.day: due for due in (*_before_end(terms, course), *_after(terms, course, last))}
    return tuple(sorted(due for due in found.values() if course.started_on <= due.day <= last))


def _after(terms: Terms, course: Course, last: date) -> Iterator[Due]:
    for weeks in _week_counts(terms):
        day = course.started_on + weeks * WEEK
        if day >= last:
            return
        moved = workdays.on_or_after(day, closed_weeks=terms.closed_weeks)
        if moved > last:
            moved = workdays.on_or_before(day, closed_weeks=terms.closed_weeks)
        yield Due(moved, AFTER_WEEKS, weeks)


def _week_counts(terms: Terms) -> Iterator[int]:
    """Week counts in rising order: those listed, then on at the interval after the last."""
    listed = sorted({weeks for weeks in terms.weeks if weeks})
    yield from listed
    weeks = listed[-1] if listed else 0
    while terms.interval:
        weeks += terms.interval
        yield weeks


def _before_end(terms: Terms, course: Course) -> Iterator[Due]:
    if not terms.before_end or course.planned_end_on is None:
        return
    day = course.planned_end_on - terms.before_end * WEEK
    moved = workdays.on_or_before(day, closed_weeks=terms.closed_weeks)
    if moved < course.started_on:
        moved = workdays.on_or_after(course.started_on, closed_weeks=terms.closed_weeks)
    yield Due(moved, BEFORE_END, terms.before_end)


def outstanding(dues: Iterable[Due], kept: Iterable[Kept]) -> tuple[Due, ...]:
    """The due meetings that none of `kept` answers; a cancelled one answers nothing."""
    answers = [each for each in kept if each.state != CANCELLED]
    return tuple(due for due in dues if not any(_answers(each, due) for each in answers))


def _answers(kept: Kept, due: Due) -> bool:
    if kept.occasion != due.occasion:
        return False
    if due.occasion == AFTER_WEEKS:
        return kept.weeks == due.weeks
    moved = abs(due.day - (kept.due_on or due.day))
    return moved < SERVES_UNTIL_MOVED_BY


def problems(facts: Facts, *, today: date) -> tuple[Problem, ...]:
    """Everything that must be changed first; empty when the meeting can be stored."""
    return (*_day(facts, today), *_cancelled(facts, today))


def _day(facts: Facts, today: date) -> Iterator[Problem]:
    if facts.state in (BOOKED, HELD) and facts.day is None:
        # Translators: «Skriv vilken dag mötet är, till exempel 2026-03-01.»
        yield Problem("day", _("Write the day of the meeting, for example 2026-03-01."))
    elif facts.state in (HELD, NOT_HELD) and facts.day is not None and facts.day > today:
        # Translators: «Dagen har inte kommit än. Välj bokat, eller rätta dagen.»
        yield Problem("day", _("That day has not come yet. Choose booked, or correct the day."))


def _cancelled(facts: Facts, today: date) -> Iterator[Problem]:
    if facts.state != CANCELLED:
        return
    if not facts.cancelled_by:
        # Translators: «Välj vem som avbokade.»
        yield Problem("cancelled_by", _("Choose who cancelled."))
    if facts.cancelled_on is None:
        # Translators: «Skriv vilken dag mötet avbokades, till exempel idag.»
        yield Problem("cancelled_on", _("Write the day it was cancelled, for example today."))
    elif facts.cancelled_on > today:
        # Translators: «Dagen för avbokningen har inte kommit än. Rätta dagen.»
        yield Problem("cancelled_on", _("The day it was cancelled has not come yet. Correct it."))

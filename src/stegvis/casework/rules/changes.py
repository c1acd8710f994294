"""Typed changes of a running participation: what each needs, and what it makes of it.

Facts in, all problems out. A change has an effective day, which may lie ahead; until that day it
is planned. `after` holds what the participation says once the change has been carried out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from stegvis.casework.choices.changes import ACTIVE, EXTEND, INTENSITY, PAUSE, PAUSED, RESUME
from stegvis.casework.rules.participations import Problem

LATEST_AHEAD = 366  # days: a change further ahead is a slip of the pen
WEEK = 7


@dataclass(frozen=True)
class Status:
    """From its first to its last day a participation is active or paused, with so many hours."""

    status: str
    first: date
    last: date | None
    hours: Decimal | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Running:
    """A participation as far as changes ask; `first_planned_end_on` is that before extensions."""

    started_on: date
    ended_on: date | None
    planned_end_on: date | None
    first_planned_end_on: date | None
    voided: bool
    statuses: tuple[Status, ...] = ()
    longest_extension_weeks: int | None = None

    def status_on(self, day: date) -> Status | None:
        return next((each for each in self.statuses if each.holds(day)), None)

    def paused_on(self, day: date) -> bool:
        found = self.status_on(day)
        return found is not None and found.status == PAUSED


@dataclass(frozen=True)
class Asked:
    """A change as it is asked for; each kind reads the fields that it has."""

    kind: str
    effective_on: date
    planned_end_on: date | None = None
    until: date | None = None
    hours: Decimal | None = None


Check = Callable[[Asked, Running], Iterator[Problem]]


def problems(asked: Asked, running: Running, *, today: date) -> tuple[Problem, ...]:
    """Everything that must be mended first; empty when the change can be made or proposed."""
    return (*_running(running), *_day(asked, running, today), *CHECKS[asked.kind](asked, running))


def planned_end(started_on: date, *, weeks: int) -> date:
    """The last day of so many weeks that begin with `started_on`; first and last day count."""
    return started_on + timedelta(days=weeks * WEEK - 1)


def latest_end(running: Running) -> date | None:
    """The last day to which extensions may lead; None where the agreement sets no limit."""
    if running.longest_extension_weeks is None or running.first_planned_end_on is None:
        return None
    return running.first_planned_end_on + timedelta(days=running.longest_extension_weeks * WEEK)


def _running(running: Running) -> Iterator[Problem]:
    if running.voided:
        # Translators: «Registreringen är struken; återställ den först.»
        yield Problem("effective_on", _("The registration is struck out; restore it first."))
    if running.ended_on:
        # Translators: «Deltagandet är avslutat; ta bort avslutet först.»
        yield Problem("effective_on", _("The participation has ended; take the exit away first."))


def _day(asked: Asked, running: Running, today: date) -> Iterator[Problem]:
    if asked.effective_on < running.started_on:
        yield Problem(
            "effective_on",
            # Translators: «Dagen är före första dagen; välj en dag från och med då.»
            _("The day is before the first day; choose a day from then on."),
        )
    if asked.effective_on > today + timedelta(days=LATEST_AHEAD):
        yield Problem(
            "effective_on",
            # Translators: «Dagen ligger mer än ett år fram; kontrollera året.»
            _("The day is more than a year ahead; check the year."),
        )


def _extension(asked: Asked, running: Running) -> Iterator[Problem]:
    if asked.planned_end_on is None:
        # Translators: «Skriv det nya planerade slutet, till exempel 2026-09-30.»
        yield Problem("planned_end_on", _("Write the new planned end, for example 2026-09-30."))
        return
    before = running.planned_end_on or running.started_on
    if asked.planned_end_on <= before:
        yield Problem(
            "planned_end_on",
            # Translators: «En förlängning slutar senare än i dag planerat, %(day)s;
            # välj en senare dag.»
            _("An extension ends later than now planned, %(day)s; choose a later day.")
            % {"day": before},
        )
    latest = latest_end(running)
    if latest and asked.planned_end_on > latest:
        yield Problem(
            "planned_end_on",
            # Translators: «Överenskommelsen medger högst %(weeks)s veckors förlängning, till och
            # med %(day)s; välj den dagen eller en tidigare.»
            _(
                "The agreement allows extensions of at most %(weeks)s weeks, until %(day)s; "
                "choose that day or an earlier one."
            )
            % {"weeks": running.longest_extension_weeks, "day": latest},
        )


def _pause(asked: Asked, running: Running) -> Iterator[Problem]:
    if running.paused_on(asked.effective_on):
        # Translators: «Deltagandet är redan vilande den dagen.»
        yield Problem("effective_on", _("The participation is paused already on that day."))
    if asked.until and asked.until < asked.effective_on:
        # Translators: «Vilan slutar före den börjar; kontrollera vilken dag som är fel.»
        yield Problem("until", _("The pause ends before it begins; check which day is wrong."))
    yield from _later(asked, running)


def _resumption(asked: Asked, running: Running) -> Iterator[Problem]:
    if not running.paused_on(asked.effective_on):
        # Translators: «Deltagandet är inte vilande den dagen; det finns inget att återuppta.»
        yield Problem(
            "effective_on", _("The participation is not paused on that day; nothing to resume.")
        )


def _intensity(asked: Asked, running: Running) -> Iterator[Problem]:
    if asked.hours is None:
        # Translators: «Skriv antal timmar i veckan, till exempel 20.»
        yield Problem("hours", _("Write the hours a week, for example 20."))
    if running.paused_on(asked.effective_on):
        # Translators: «Deltagandet är vilande den dagen; återuppta det först.»
        yield Problem(
            "effective_on", _("The participation is paused on that day; resume it first.")
        )
    yield from _later(asked, running)


def _later(asked: Asked, running: Running) -> Iterator[Problem]:
    later = [each.first for each in running.statuses if each.first > asked.effective_on]
    if later and not running.paused_on(asked.effective_on):
        yield Problem(
            "effective_on",
            # Translators: «Från %(day)s är något annat redan registrerat; välj en senare dag.»
            _("From %(day)s something else is registered already; choose a later day.")
            % {"day": min(later)},
        )


CHECKS: dict[str, Check] = {
    EXTEND: _extension,
    PAUSE: _pause,
    RESUME: _resumption,
    INTENSITY: _intensity,
}


def statuses_after(asked: Asked, running: Running) -> tuple[Status, ...]:
    """The spells of the participation once a pause, resumption or new intensity is made.

    Spells that hold on the effective day end the day before; a pause with a known end is followed
    by an active spell with the hours of before.
    """
    day = asked.effective_on
    now = running.status_on(day)
    kept = tuple(
        Status(each.status, each.first, day - timedelta(days=1), each.hours)
        if each is now
        else each
        for each in running.statuses
        if each is not now or each.first < day
    )
    hours = now.hours if now else None
    return tuple(sorted((*kept, *_new(asked, running, hours)), key=lambda each: each.first))


def _new(asked: Asked, running: Running, hours: Decimal | None) -> Iterator[Status]:
    day = asked.effective_on
    if asked.kind == PAUSE:
        yield Status(PAUSED, day, asked.until, hours)
        if asked.until:
            yield Status(ACTIVE, asked.until + timedelta(days=1), None, hours)
        return
    followed = [each.first for each in running.statuses if each.first > day]
    last = min(followed) - timedelta(days=1) if followed else None
    yield Status(ACTIVE, day, last, hours if asked.kind == RESUME else asked.hours)

"""What a participation must fulfil before it is stored. Facts in, all problems out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OLDEST, YOUNGEST = 100, 15  # plausible age at the start, in years


@dataclass(frozen=True)
class Problem:
    """A sentence for the person who registers, at the field where she can mend it."""

    field: str
    message: str | Promise


@dataclass(frozen=True)
class Span:
    """First and last day of a participation, both included; no last day while it runs."""

    first: date
    last: date | None

    def overlaps(self, other: "Span") -> bool:
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )


@dataclass(frozen=True)
class Facts:
    """A participation as far as the rules ask."""

    kind: str
    started_on: date
    ended_on: date | None
    planned_end_on: date | None
    exit_reason: str
    referrers: tuple[str, ...]
    birth_year: int | None
    voided: bool


def problems(facts: Facts, *, others: tuple[Span, ...], today: date) -> tuple[Problem, ...]:
    """Everything that must be changed first; empty when the participation can be stored.

    `others` are the same person's other enrolled participations in the same intervention.
    """
    if facts.voided:
        return ()
    found = (
        *_dates(facts, today),
        *_exit(facts),
        *_person(facts),
        *_overlap(facts, others),
    )
    return tuple(found)


def _dates(facts: Facts, today: date) -> Iterator[Problem]:
    if facts.ended_on and facts.ended_on < facts.started_on:
        yield Problem(
            "ended_on", _("The last day is before the first day; check which one is wrong.")
        )
    if facts.ended_on and facts.ended_on > today:
        yield Problem("ended_on", _("The last day has not come yet; use planned end until it has."))
    if facts.planned_end_on and facts.planned_end_on < facts.started_on:
        yield Problem(
            "planned_end_on", _("The planned end is before the first day; choose a later day.")
        )


def _exit(facts: Facts) -> Iterator[Problem]:
    if facts.ended_on and not facts.exit_reason:
        yield Problem("exit_reason", _("Choose why the participation ended."))
    if facts.exit_reason and not facts.ended_on:
        yield Problem("ended_on", _("Write the last day, for example 2022-05-20."))


def _person(facts: Facts) -> Iterator[Problem]:
    if not facts.referrers:
        yield Problem("referrers", _("Choose who referred the person; the formal referrer first."))
    if facts.birth_year is None:
        return
    age = facts.started_on.year - facts.birth_year
    if not YOUNGEST <= age <= OLDEST:
        yield Problem(
            "birth_year", _("The birth year gives an implausible age at the start; check it.")
        )


def _overlap(facts: Facts, others: tuple[Span, ...]) -> Iterator[Problem]:
    mine = Span(facts.started_on, facts.ended_on)
    if facts.kind == "enrolled" and any(mine.overlaps(other) for other in others):
        yield Problem(
            "started_on",
            _("This person already takes part in the intervention on some of these days."),
        )

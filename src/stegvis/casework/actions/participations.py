"""Verbs on a participation: register, end, correct, void and restore.

Each is one transaction under the acting user's context. Problems are collected and raised
together as ``Refused``, so a form can show them all.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.models import Participant, Participation
from stegvis.casework.rules import participations as rules
from stegvis.casework.rules.participations import Problem
from stegvis.interventions.models import Site

# No vowels and no look-alikes: a code spells no word and survives being read aloud.
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


class Refused(Exception):
    """The registration cannot be stored as it is; `problems` say what to change, per field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem.message) for problem in problems))
        self.problems = problems


class Collision(Exception):
    """Someone else changed the participation meanwhile; `stored` is what it says now."""

    def __init__(self, stored: Participation) -> None:
        super().__init__("Someone else has changed this registration since you opened it.")
        self.stored = stored


@dataclass(frozen=True)
class Registration:
    """What is known at the start; only site, gender, start and formal referrer are required."""

    site: Site
    started_on: date
    gender: str
    referrers: tuple[str, ...]
    birth_year: int | None = None
    participant: Participant | None = None
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Exit:
    """How a participation ended; states of next steps are started, planned or ready."""

    ended_on: date
    exit_reason: str
    completed: str = "unknown"
    next_steps: tuple[tuple[str, str], ...] = ()
    next_intervention: str = ""
    more: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def register(*, registration: Registration, by: User, today: date) -> Participation:
    """A participation that starts on the given day, for a known or a new participant.

    Raises Refused when a rule is broken, also when the person already takes part in the
    intervention on one of the days.
    """
    site = _writable(registration.site, by=by)
    participant = registration.participant or _new_participant(registration, site=site)
    draft = Participation(
        association_id=site.intervention.association_id,
        intervention=site.intervention,
        site=site,
        owner_id=site.owner_id,
        participant=participant,
        reference=_new_code(),
        started_on=registration.started_on,
        referrers=list(registration.referrers),
        **registration.more,
    )
    _check(draft, today=today)
    participant.save()
    draft.save()
    return draft


@transaction.atomic
def end(*, participation: Participation, outcome: Exit, by: User, today: date) -> Participation:
    """The participation with its exit. Raises Refused, or Collision when changed meanwhile."""
    return correct(
        participation=participation,
        changes={
            "ended_on": outcome.ended_on,
            "exit_reason": outcome.exit_reason,
            "completed": outcome.completed,
            "next_steps": [{"code": code, "state": state} for code, state in outcome.next_steps],
            "next_intervention": outcome.next_intervention,
            **outcome.more,
        },
        by=by,
        today=today,
    )


@transaction.atomic
def reopen(*, participation: Participation, by: User, today: date) -> Participation:
    """The participation as running again, without what was said about its exit."""
    cleared: dict[str, Any] = {
        "ended_on": None,
        "exit_reason": "",
        "completed": "unknown",
        "next_steps": [],
        "next_intervention": "",
    }
    return correct(participation=participation, changes=cleared, by=by, today=today)


@transaction.atomic
def correct(
    *, participation: Participation, changes: dict[str, Any], by: User, today: date
) -> Participation:
    """The participation with `changes` applied, if nobody changed it since it was read."""
    _writable(participation.site, by=by)
    stored = Participation.objects.select_for_update().get(pk=participation.pk)
    if stored.version != participation.version:
        raise Collision(stored)
    for name, value in changes.items():
        setattr(stored, name, value)
    _check(stored, today=today)
    stored.version += 1
    stored.save()
    return stored


@transaction.atomic
def void(*, participation: Participation, by: User, today: date) -> Participation:
    """The participation marked as registered by mistake: it never counts again."""
    return correct(participation=participation, changes={"voided": True}, by=by, today=today)


@transaction.atomic
def restore(*, participation: Participation, by: User, today: date) -> Participation:
    """A voided participation as it was: the undo of `void`."""
    return correct(participation=participation, changes={"voided": False}, by=by, today=today)


def _writable(site: Site, *, by: User) -> Site:
    if site.pk not in scope_of(by).sites_with_persons:
        raise PermissionError("This site belongs to an intervention that you do not work in.")
    return site


def _new_participant(registration: Registration, *, site: Site) -> Participant:
    return Participant(
        association_id=site.intervention.association_id,
        owner_id=site.owner_id,
        code=_new_code(),
        gender=registration.gender,
        birth_year=registration.birth_year,
    )


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def _check(draft: Participation, *, today: date) -> None:
    problems = rules.problems(_facts(draft), others=_others(draft), today=today)
    if problems:
        raise Refused(problems)


def _facts(participation: Participation) -> rules.Facts:
    return rules.Facts(
        kind=participation.kind,
        started_on=participation.started_on,
        ended_on=participation.ended_on,
        planned_end_on=participation.planned_end_on,
        exit_reason=participation.exit_reason,
        referrers=tuple(participation.referrers),
        birth_year=participation.participant.birth_year,
        voided=participation.voided,
    )


def _others(draft: Participation) -> tuple[rules.Span, ...]:
    if draft.participant.pk is None:
        return ()
    same = Participation.objects.filter(
        participant_id=draft.participant_id,
        intervention_id=draft.intervention_id,
        kind="enrolled",
        voided=False,
    ).exclude(pk=draft.pk)
    return tuple(rules.Span(*row) for row in same.values_list("started_on", "ended_on"))

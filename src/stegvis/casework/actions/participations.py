"""Verbs on a participation: register, end, correct, void and restore.

Each is one transaction under the acting user's context and leaves one row in the participation's
history. Problems are collected and raised together as ``Refused``, so a form can show them all.
"""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.actions import agreements, history
from stegvis.casework.actions.history import Origin
from stegvis.casework.choices import changes as kinds
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
    """What is known at the start; only site, gender, start and formal referrer are required.

    Without a planned end of its own it gets the one that the agreement gives.
    """

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
def register(
    *,
    registration: Registration,
    by: User,
    today: date,
    origin: Origin = Origin(kinds.REGISTER),  # noqa: B008 - it never changes
) -> Participation:
    """A participation that starts on the given day, for a known or a new participant.

    Raises Refused when a rule is broken, also when the person already takes part in the
    intervention on one of the days.
    """
    draft = drafted(registration, by=by)
    problems = judged(draft, today=today)
    if problems:
        raise Refused(problems)
    draft.participant.save()
    draft.save()
    history.record(
        participation=draft, origin=origin, before={}, after={}, by=by, today=draft.started_on
    )
    return draft


def drafted(registration: Registration, *, by: User) -> Participation:
    """The participation that `register` would store; nothing is stored yet."""
    site = _writable(registration.site, by=by)
    more = dict(registration.more)
    if more.get("planned_end_on") is None:
        more["planned_end_on"] = agreements.planned_end(
            site.intervention, more.get("kind", "enrolled"), started_on=registration.started_on
        )
    return Participation(
        association_id=site.intervention.association_id,
        intervention=site.intervention,
        site=site,
        owner_id=site.owner_id,
        participant=registration.participant or _new_participant(registration, site=site),
        reference=_new_code(),
        started_on=registration.started_on,
        referrers=list(registration.referrers),
        **more,
    )


@transaction.atomic
def end(
    *,
    participation: Participation,
    outcome: Exit,
    by: User,
    today: date,
    origin: Origin = Origin(kinds.END),  # noqa: B008
) -> Participation:
    """The participation with its exit. Raises Refused, or Collision when changed meanwhile."""
    changes = outcome_of(outcome)
    return correct(participation=participation, changes=changes, by=by, today=today, origin=origin)


def outcome_of(outcome: Exit) -> dict[str, Any]:
    """An exit as the fields of a participation."""
    return {
        "ended_on": outcome.ended_on,
        "exit_reason": outcome.exit_reason,
        "completed": outcome.completed,
        "next_steps": [{"code": code, "state": state} for code, state in outcome.next_steps],
        "next_intervention": outcome.next_intervention,
        **outcome.more,
    }


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
    origin = Origin(kinds.REOPEN)
    return correct(participation=participation, changes=cleared, by=by, today=today, origin=origin)


@transaction.atomic
def correct(
    *,
    participation: Participation,
    changes: dict[str, Any],
    by: User,
    today: date,
    origin: Origin = Origin(kinds.CORRECT),  # noqa: B008
) -> Participation:
    """The participation with `changes` applied, if nobody changed it since it was read.

    Where the owner decides on extensions, only those who decide move a planned end by hand.
    """
    _writable(participation.site, by=by)
    stored = Participation.objects.select_for_update().get(pk=participation.pk)
    if stored.version != participation.version:
        raise Collision(stored)
    before, after = history.differing(history.said(stored, changes), changes)
    for name, value in changes.items():
        setattr(stored, name, value)
    problems = judged(stored, today=today) + _undecided(stored, before, origin=origin, by=by)
    if problems:
        raise Refused(problems)
    stored.version += 1
    stored.save()
    if after:
        history.record(
            participation=stored, origin=origin, before=before, after=after, by=by, today=today
        )
    return stored


@transaction.atomic
def void(
    *, participation: Participation, by: User, today: date, batch: uuid.UUID | None = None
) -> Participation:
    """The participation marked as registered by mistake: it never counts again."""
    return _strike(
        participation, voided=True, origin=Origin(kinds.VOID, batch=batch), by=by, today=today
    )


@transaction.atomic
def restore(*, participation: Participation, by: User, today: date) -> Participation:
    """A voided participation as it was: the undo of `void`."""
    return _strike(participation, voided=False, origin=Origin(kinds.RESTORE), by=by, today=today)


def _strike(
    participation: Participation, *, voided: bool, origin: Origin, by: User, today: date
) -> Participation:
    changes = {"voided": voided}
    return correct(participation=participation, changes=changes, by=by, today=today, origin=origin)


def _undecided(
    stored: Participation, before: dict[str, Any], *, origin: Origin, by: User
) -> tuple[Problem, ...]:
    """What a correction may not move because the owner decides it."""
    if origin.kind != kinds.CORRECT or before.get("planned_end_on") is None:
        return ()
    if decides(stored.site, by=by):
        return ()
    if not agreements.owner_decides(stored.intervention, on=stored.started_on):
        return ()
    # Translators: «Planerat slut flyttas med en förlängning som insatsägaren beslutar om;
    # föreslå den under Förläng.»
    message = _(
        "The planned end is moved by an extension that the owner decides; propose it under Extend."
    )
    return (Problem("planned_end_on", message),)


def decides(site: Site, *, by: User) -> bool:
    """Whether `by` decides on changes at the site."""
    return site.pk in scope_of(by).places(Permission.DECIDE_CHANGES, "sites")


def _writable(site: Site, *, by: User) -> Site:
    if site.pk not in scope_of(by).sites_with_persons:
        raise PermissionError("This site belongs to an intervention that you do not work in.")
    return site


def _new_participant(registration: Registration, *, site: Site) -> Participant:
    return Participant(
        association_id=site.intervention.association_id,
        owner_id=site.owner_id,
        site=site,
        code=_new_code(),
        gender=registration.gender,
        birth_year=registration.birth_year,
    )


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def judged(draft: Participation, *, today: date) -> tuple[Problem, ...]:
    """Everything that must be mended before `draft` can be stored."""
    return rules.problems(_facts(draft), others=_others(draft), today=today)


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

"""Verbs on typed changes: propose, approve, refuse, withdraw, carry out on the day.

Where the agreement lets the owner decide, staff propose and whoever holds the right decides; all
else is decided by proposing it. What lies ahead waits for its day.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions import agreements, history, participations
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import require_site
from stegvis.casework.choices import changes as kinds
from stegvis.casework.keys import key_of
from stegvis.casework.models import Change, ChangeNote, Participation, StatusPeriod
from stegvis.casework.rules import changes as rules
from stegvis.casework.rules.participations import Problem

# Fields of a change that are no fields of the participation.
PERIODS, UNTIL, HOURS = "periods", "until", "hours_per_week"


class Settled(Exception):
    """The change has been decided on, carried out or withdrawn already."""


@dataclass(frozen=True)
class Proposal:
    """A change as someone wants it: `text` is sealed and may say more than the reason."""

    asked: rules.Asked
    reason: str = ""
    text: str = ""
    batch: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def propose(*, participation: Participation, proposal: Proposal, by: User, today: date) -> Change:
    """The stored change: proposed, decided for a day ahead, or carried out.

    Raises Refused with everything that must be mended first.
    """
    stored = locked(participation, by=by)
    asked = proposal.asked
    running = running_facts(stored)
    problems = rules.problems(asked, running, today=today)
    if problems:
        raise Refused(problems)
    before, after = _from_and_to(asked, stored)
    change = Change.objects.create(
        participation=stored,
        kind=asked.kind,
        reason=proposal.reason,
        effective_on=asked.effective_on,
        before=before,
        after=after,
        state=kinds.PROPOSED,
        proposed_by=by,
        batch=proposal.batch,
    )
    _write(change=change, text=proposal.text)
    if needs_decision(stored, by=by):
        return change
    return _decided(change, state=kinds.APPROVED, by=by, today=today)


@transaction.atomic
def approve(*, change: Change, by: User, today: date) -> Change:
    """The change as decided, and carried out when its day has come. Raises Refused."""
    return _decided(_waiting(change, by=by), state=kinds.APPROVED, by=by, today=today)


@transaction.atomic
def refuse(*, change: Change, text: str, by: User, today: date) -> Change:
    """The change as refused; `text` says why."""
    found = _waiting(change, by=by)
    _write(change=found, text=text)
    return _decided(found, state=kinds.REFUSED, by=by, today=today)


@transaction.atomic
def withdraw(*, change: Change, by: User) -> Change:
    """A change that has not been carried out, taken back by those who work with the person."""
    locked(change.participation, by=by)
    found = Change.objects.select_for_update().get(pk=change.pk)
    if found.state not in (kinds.PROPOSED, kinds.APPROVED):
        raise Settled(f"A change that is {found.state} cannot be withdrawn.")
    found.state = kinds.WITHDRAWN
    found.save(update_fields=["state"])
    return found


@transaction.atomic
def carry_out(*, change: Change, by: User, today: date) -> Change:
    """An approved change whose day has come, done. Raises Refused when it no longer fits."""
    stored = locked(change.participation, by=by)
    asked = asked_of(change)
    problems = rules.problems(asked, running_facts(stored), today=today) + _moved(change, stored)
    if problems:
        raise Refused(problems)
    if asked.kind == kinds.EXTEND:
        stored.planned_end_on = asked.planned_end_on
    else:
        store(stored, rules.statuses_after(asked, running_facts(stored)))
    stored.version += 1
    stored.save()
    change.state = kinds.APPLIED
    change.save(update_fields=["state"])
    return change


def needs_decision(participation: Participation, *, by: User) -> bool:
    """Whether what `by` wants changed is a proposal until the owner has decided."""
    if participations.decides(participation.site, by=by):
        return False
    return agreements.owner_decides(participation.intervention, on=participation.started_on)


def running_facts(participation: Participation) -> rules.Running:
    """The participation as the rules of changes ask for it."""
    agreement = agreements.in_force(participation.intervention, on=participation.started_on)
    first = _first_extension(participation)
    return rules.Running(
        started_on=participation.started_on,
        ended_on=participation.ended_on,
        planned_end_on=participation.planned_end_on,
        first_planned_end_on=first or participation.planned_end_on,
        voided=participation.voided,
        statuses=tuple(
            rules.Status(row.status, row.starts_on, row.ends_on, row.hours_per_week)
            for row in participation.status_periods.order_by("starts_on")
        ),
        longest_extension_weeks=agreement.longest_extension_weeks if agreement else None,
    )


def _first_extension(participation: Participation) -> date | None:
    """The planned end before the first extension."""
    extensions = participation.changes.filter(kind=kinds.EXTEND, state=kinds.APPLIED)
    first = extensions.order_by("id").first()
    day = first.before.get("planned_end_on") if first else None
    return date.fromisoformat(day) if day else None


def locked(participation: Participation, *, by: User) -> Participation:
    """The participation as it is stored now, locked, for someone who may register there."""
    require_site(participation.site_id, by=by)
    return Participation.objects.select_for_update().get(pk=participation.pk)


def _write(*, change: Change, text: str) -> None:
    """Seal what someone wrote beside the change; nothing written leaves no row."""
    if not text.strip():
        return
    note = ChangeNote(change=change, key=key_of(change.participation.participant))
    note.say(text=text.strip())
    note.save()


def _waiting(change: Change, *, by: User) -> Change:
    """The proposal, locked, for someone who may decide on it."""
    if not participations.decides(change.participation.site, by=by):
        raise PermissionError("Changes here are decided by the owner's manager.")
    found = Change.objects.select_for_update().get(pk=change.pk)
    if found.state != kinds.PROPOSED:
        raise Settled(f"This proposal is {found.state} already.")
    return found


def _decided(change: Change, *, state: str, by: User, today: date) -> Change:
    change.state = state
    change.decided_by = by
    change.decided_at = timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])
    if state == kinds.APPROVED and change.effective_on <= today:
        return carry_out(change=change, by=by, today=today)
    return change


def _from_and_to(
    asked: rules.Asked, stored: Participation
) -> tuple[dict[str, Any], dict[str, Any]]:
    if asked.kind == kinds.EXTEND:
        return (
            history.written({"planned_end_on": stored.planned_end_on}),
            history.written({"planned_end_on": asked.planned_end_on}),
        )
    said = {UNTIL: asked.until, HOURS: asked.hours}
    return {PERIODS: periods_of(stored)}, history.written(
        {name: value for name, value in said.items() if value is not None}
    )


def asked_of(change: Change) -> rules.Asked:
    """What a stored change asks for."""
    said = change.after
    return rules.Asked(
        kind=change.kind,
        effective_on=change.effective_on,
        planned_end_on=day_of(said.get("planned_end_on")),
        until=day_of(said.get(UNTIL)),
        hours=Decimal(said[HOURS]) if HOURS in said else None,
    )


def _moved(change: Change, stored: Participation) -> tuple[Problem, ...]:
    """Whether what the change starts from is no longer so."""
    if change.kind != kinds.EXTEND:
        return ()
    if day_of(change.before.get("planned_end_on")) == stored.planned_end_on:
        return ()
    # Translators: «Planerat slut är nu %(day)s och inte som när förlängningen föreslogs; återta
    # förslaget och lägg ett nytt.»
    message = _(
        "The planned end is now %(day)s and not as when the extension was proposed; "
        "withdraw the proposal and make a new one."
    ) % {"day": stored.planned_end_on}
    return (Problem("planned_end_on", message),)


def periods_of(stored: Participation) -> list[dict[str, Any]]:
    """The spells of a participation as JSON keeps them."""
    names = ("status", "starts_on", "ends_on", "hours_per_week")
    rows = stored.status_periods.order_by("starts_on").values(*names)
    return [history.written(row) for row in rows]


def store(stored: Participation, statuses: Iterable[rules.Status]) -> None:
    """Let the participation have exactly these spells."""
    stored.status_periods.all().delete()
    StatusPeriod.objects.bulk_create(
        StatusPeriod(
            participation=stored,
            status=each.status,
            starts_on=each.first,
            ends_on=each.last,
            hours_per_week=each.hours,
        )
        for each in statuses
    )


def day_of(text: str | None) -> date | None:
    """A day as JSON keeps it."""
    return date.fromisoformat(text) if text else None

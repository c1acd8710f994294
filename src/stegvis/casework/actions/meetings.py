"""Verbs on a meeting: register it, say how it went, strike it out and restore it."""

from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any

from django.db import transaction

from stegvis.access.models import User
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import require_site, require_version
from stegvis.casework.choices import meetings as choices
from stegvis.casework.models import Meeting, Participation
from stegvis.casework.rules import meetings as rules
from stegvis.casework.rules.meetings import Due


@dataclass(frozen=True)
class Said:
    """What is known of a meeting; who cancelled is kept only for one that was."""

    state: str
    day: date | None = None
    starts_at: time | None = None
    mode: str = ""
    parties: list[dict[str, str]] = field(default_factory=list)
    cancelled_by: str = ""
    cancelled_on: date | None = None


@transaction.atomic
def register(
    *, participation: Participation, due: Due | None, said: Said, by: User, today: date
) -> Meeting:
    """A meeting that answers `due`, or an extra one. Raises Refused when a rule is broken."""
    require_site(participation.site_id, by=by)
    meeting = Meeting(participation=participation)
    if due:
        meeting.occasion, meeting.weeks, meeting.due_on = due.occasion, due.weeks, due.day
    return _stored(meeting, said, today=today)


@transaction.atomic
def correct(*, meeting: Meeting, seen: int, said: Said, by: User, today: date) -> Meeting:
    """The meeting as it is now said to be, if it still has the version `seen`."""
    require_site(meeting.participation.site_id, by=by)
    stored = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_version(stored.version, seen=seen)
    stored.version += 1
    return _stored(stored, said, today=today)


@transaction.atomic
def void(*, meeting: Meeting, by: User) -> Meeting:
    """The meeting struck out: it answers nothing and counts nowhere."""
    return _struck(meeting, voided=True, by=by)


@transaction.atomic
def restore(*, meeting: Meeting, by: User) -> Meeting:
    """The undo of `void`."""
    return _struck(meeting, voided=False, by=by)


def _struck(meeting: Meeting, *, voided: bool, by: User) -> Meeting:
    require_site(meeting.participation.site_id, by=by)
    meeting.voided = voided
    meeting.version += 1
    meeting.save(update_fields=["voided", "version"])
    return meeting


def _stored(meeting: Meeting, said: Said, *, today: date) -> Meeting:
    facts = rules.Facts(said.state, said.day, said.cancelled_by, said.cancelled_on)
    if problems := rules.problems(facts, today=today):
        raise Refused(problems)
    values: dict[str, Any] = asdict(said)
    if said.state != choices.CANCELLED:
        values |= {"cancelled_by": "", "cancelled_on": None}
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save()
    return meeting

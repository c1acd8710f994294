"""Verbs on a group session: plan, change, cancel, mark who came, and undo the marking."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import require_site, require_version
from stegvis.casework.choices import meetings as choices
from stegvis.casework.models import Attendance, Session
from stegvis.casework.rules.participations import Problem
from stegvis.interventions.models import Site


@dataclass(frozen=True)
class Details:
    """When a session is and what it is called."""

    day: date
    starts_at: time
    ends_at: time
    title: str


@dataclass(frozen=True)
class Mark:
    """How one participation stands in a session; empty `hours` means as long as it lasted."""

    participation: int
    state: str
    hours: Decimal | None = None


@transaction.atomic
def plan(*, site: Site, details: Details, by: User) -> Session:
    """A session at `site`. Raises Refused when it would end before it begins."""
    require_site(site.pk, by=by)
    return _stored(Session(site=site), details)


@transaction.atomic
def change(*, session: Session, seen: int, details: Details, by: User) -> Session:
    """The session at another time or under another title; attendance stays as it is."""
    stored = _locked(session, by=by)
    require_version(stored.version, seen=seen)
    stored.version += 1
    return _stored(stored, details)


@transaction.atomic
def cancel(*, session: Session, by: User) -> Session:
    """The session called off: nobody is asked for, no hours count. Undone by `hold`."""
    return _set_cancelled(session, cancelled=True, by=by)


@transaction.atomic
def hold(*, session: Session, by: User) -> Session:
    """The session on again: the undo of `cancel`."""
    return _set_cancelled(session, cancelled=False, by=by)


@transaction.atomic
def mark(*, session: Session, seen: int, marks: Iterable[Mark], by: User) -> Session:
    """The session with these marks; what they replaced is kept for one undo."""
    stored = _locked(session, by=by)
    require_version(stored.version, seen=seen)
    rows = {row.participation_id: row for row in stored.attendances.all()}
    for row in rows.values():
        row.before_state, row.before_hours = row.state, row.hours
    for each in marks:
        row = rows.setdefault(
            each.participation, Attendance(session=stored, participation_id=each.participation)
        )
        row.state, row.hours = each.state, _hours(stored, each)
    _store(rows.values())
    stored.marked = any(row.state for row in rows.values())
    stored.undoable = True
    return _touched(stored)


@transaction.atomic
def undo(*, session: Session, by: User) -> Session:
    """The session as it was before the last marking; done twice, as it was after it."""
    stored = _locked(session, by=by)
    if not stored.undoable:
        # Translators: «Det finns inget att ångra.»
        raise Refused((Problem("version", _("There is nothing to undo.")),))
    rows = list(stored.attendances.all())
    for row in rows:
        row.state, row.before_state = row.before_state, row.state
        row.hours, row.before_hours = row.before_hours, row.hours
    _store(rows)
    stored.marked = any(row.state for row in rows)
    return _touched(stored)


def _locked(session: Session, *, by: User) -> Session:
    require_site(session.site_id, by=by)
    return Session.objects.select_for_update().get(pk=session.pk)


def _stored(session: Session, details: Details) -> Session:
    if details.ends_at <= details.starts_at:
        # Translators: «Träffen slutar innan den börjar; rätta klockslagen.»
        message = _("The session ends before it begins; correct the times.")
        raise Refused((Problem("ends_at", message),))
    values: dict[str, Any] = asdict(details)
    for name, value in values.items():
        setattr(session, name, value)
    session.save()
    return session


def _set_cancelled(session: Session, *, cancelled: bool, by: User) -> Session:
    stored = _locked(session, by=by)
    stored.cancelled = cancelled
    return _touched(stored)


def _touched(session: Session) -> Session:
    session.version += 1
    session.save()
    return session


def _hours(session: Session, each: Mark) -> Decimal:
    if each.state not in choices.THERE:
        return Decimal(0)
    return session.hours if each.hours is None else each.hours


def _store(rows: Iterable[Attendance]) -> None:
    """One statement for those that are there already, one for the new."""
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["participation", "session"],
        update_fields=["state", "hours", "before_state", "before_hours"],
    )

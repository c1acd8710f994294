"""Taking back what one confirmation did, by one click, while nobody has built on it."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions import changes, history, participations
from stegvis.casework.actions.changes import day_of
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices import changes as kinds
from stegvis.casework.models import Change, Participation
from stegvis.casework.rules import changes as rules

UNDO_WITHIN = timedelta(hours=1)


class TooLate(Exception):
    """What was done cannot be taken back by one click: it is too long ago, or has been changed."""


@transaction.atomic
def undo(*, batch: uuid.UUID, by: User, today: date) -> list[Change]:
    """What one confirmation changed, as it was before; all of it or nothing.

    Only by the one who did it, within the hour, and while nobody has changed it since: else
    raises TooLate with a sentence.
    """
    done = list(
        Change.objects.select_for_update(of=("self",))
        .filter(batch=batch, state=kinds.APPLIED, proposed_by=by)
        .select_related("participation__site", "participation__participant")
        .order_by("-id")
    )
    if not done or done[0].proposed_at < timezone.now() - UNDO_WITHIN:
        # Translators: «Det går inte att ångra längre; ändra för hand i stället.»
        raise TooLate(_("This can no longer be undone; change it by hand instead."))
    for change in done:
        _take_back(change, by=by, today=today)
    return done


def _take_back(change: Change, *, by: User, today: date) -> None:
    stored = changes.locked(change.participation, by=by)
    if change.kind in (kinds.PAUSE, kinds.RESUME, kinds.INTENSITY):
        _unchanged(changes.periods_of(stored) == _after(change, stored))
        changes.store(stored, (_status(row) for row in change.before[changes.PERIODS]))
    elif not change.after:
        _unchanged(stored.version == 1 and not stored.voided)
        stored.voided = True
    else:
        now = history.written(history.said(stored, change.after))
        _unchanged(now == change.after)
        for name, value in history.read(change.before).items():
            setattr(stored, name, value)
    problems = participations.judged(stored, today=today)
    if problems:
        raise Refused(problems)
    stored.version += 1
    stored.save()
    change.state = kinds.WITHDRAWN
    change.save(update_fields=["state"])


def _after(change: Change, stored: Participation) -> list[dict[str, Any]]:
    """The spells as this change left them."""
    before = tuple(_status(row) for row in change.before[changes.PERIODS])
    running = rules.Running(stored.started_on, None, None, None, voided=False, statuses=before)
    return [
        history.written(
            {
                "status": each.status,
                "starts_on": each.first,
                "ends_on": each.last,
                "hours_per_week": each.hours,
            }
        )
        for each in rules.statuses_after(changes.asked_of(change), running)
    ]


def _status(row: dict[str, Any]) -> rules.Status:
    hours = row["hours_per_week"]
    first = date.fromisoformat(row["starts_on"])
    return rules.Status(
        row["status"], first, day_of(row["ends_on"]), Decimal(hours) if hours is not None else None
    )


def _unchanged(holds: bool) -> None:  # noqa: FBT001 - reads as an assertion
    if not holds:
        # Translators: «Någon har ändrat registreringen sedan dess; ändra för hand i stället.»
        raise TooLate(_("The registration has been changed since then; change it by hand instead."))

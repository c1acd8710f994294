"""Verbs on the follow-ups after an exit: note an attempt, correct the answers, take back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from stegvis.access.models import User
from stegvis.casework import following
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import require_site
from stegvis.casework.actions.seen import require
from stegvis.casework.choices.follow_ups import NEVER_REACHED
from stegvis.casework.models import FollowUp, FollowUpAttempt, Participation
from stegvis.casework.rules import follow_ups as rules

_SAID_NOTHING: dict[str, Any] = {
    "occupation": None,
    "support": None,
    "next_steps": [],
    "plan": "",
}


@dataclass(frozen=True)
class Answers:
    """What she said: the questions of the exit once more, and what became of the plan."""

    occupation: list[dict[str, Any]] | None = None
    support: list[dict[str, Any]] | None = None
    next_steps: list[dict[str, Any]] = field(default_factory=list)
    plan: str = ""

    @property
    def any(self) -> bool:
        return any((self.occupation, self.support, self.next_steps, self.plan))


@dataclass(frozen=True)
class Attempt:
    """One attempt to reach her; `result` is of the list of attempts' results."""

    tried_on: date
    channel: str
    result: str


@transaction.atomic
def note(
    *,
    participation: Participation,
    months: int,
    attempt: Attempt,
    answers: Answers,
    by: User,
    today: date,
    seen: str | None = None,
) -> FollowUp:
    """The follow-up `months` after the exit, with one attempt more and what it gave.

    Raises Refused when the attempt cannot have been made, or the participation is not followed up,
    and Changed when someone has written other answers than those `seen`.
    """
    require_site(participation.site_id, by=by)
    left = following.exit_of(participation)
    tried = rules.Attempt(attempt.tried_on, attempt.result, answered=answers.any)
    problems = rules.problems(tried, left=left, today=today)
    if problems:
        raise Refused(problems)
    found = _opened(participation, months)
    require(said(found), seen=seen)
    if attempt.result == "reached":
        _hear(found, answers, on=attempt.tried_on)
    elif attempt.result == NEVER_REACHED:
        found.reached, found.made_on = False, attempt.tried_on
    found.save()
    FollowUpAttempt.objects.create(
        follow_up=found,
        tried_on=attempt.tried_on,
        channel=attempt.channel,
        reached=attempt.result == "reached",
        noted_by=by,
    )
    return found


@transaction.atomic
def correct(
    *, follow_up: FollowUp, answers: Answers, by: User, seen: str | None = None
) -> FollowUp:
    """The follow-up with other answers; who was not reached has given none.

    Raises Changed when someone has written other answers than those `seen`.
    """
    require_site(follow_up.participation.site_id, by=by)
    stored = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if not stored.reached:
        raise ValueError("Answers belong to a follow-up at which someone was reached.")
    require(said(stored), seen=seen)
    _hear(stored, answers, on=stored.made_on)
    stored.save()
    return stored


def said(follow_up: FollowUp | None) -> dict[str, Any]:
    """What was answered, by field; nothing where nobody has been reached."""
    return {
        name: getattr(follow_up, name) if follow_up else nothing
        for name, nothing in _SAID_NOTHING.items()
    }


@transaction.atomic
def take_back(*, follow_up: FollowUp, by: User) -> None:
    """Undo the latest attempt and what it gave; a follow-up without any attempt waits anew."""
    require_site(follow_up.participation.site_id, by=by)
    latest = follow_up.attempts.last()
    if latest:
        latest.delete()
    if not follow_up.attempts.exists():
        follow_up.delete()
        return
    follow_up.reached = follow_up.made_on = None
    for name, nothing in _SAID_NOTHING.items():
        setattr(follow_up, name, nothing)
    follow_up.save()


def _opened(participation: Participation, months: int) -> FollowUp:
    """The row of this interval, kept for this transaction; a new one where there is none."""
    ended_on = participation.ended_on
    assert ended_on is not None, "The rule lets nobody be followed up who has not ended."
    rows = FollowUp.objects.select_for_update().filter(participation=participation)
    own = [row for row in rows if rules.interval_of(row.due_on, ended_on=ended_on) == months]
    if own:
        return max(own, key=lambda row: row.due_on)
    return FollowUp(
        association_id=participation.association_id,
        participation=participation,
        due_on=rules.months_after(ended_on, months),
    )


def _hear(follow_up: FollowUp, answers: Answers, *, on: date | None) -> None:
    follow_up.reached, follow_up.made_on = True, on
    for name in _SAID_NOTHING:
        setattr(follow_up, name, getattr(answers, name))

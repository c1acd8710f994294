"""Verbs on wanted outcomes and on what is handed over at the exit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from stegvis.access.models import User
from stegvis.casework.actions import participations
from stegvis.casework.actions.participations import Exit
from stegvis.casework.actions.rights import require_site
from stegvis.casework.actions.seen import require
from stegvis.casework.keys import key_of
from stegvis.casework.models import Handover, Participation, WantedOutcome


@dataclass(frozen=True)
class Handed:
    """What the receiving authority takes over, in words, and from which day."""

    receiver: str = ""
    from_day: date | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.receiver or self.from_day or self.text)


@transaction.atomic
def close(
    *,
    participation: Participation,
    outcome: Exit,
    scores: Mapping[str, str],
    handed: Handed,
    by: User,
    today: date,
    seen: str | None = None,
) -> Participation:
    """The participation with its exit, its outcomes scored and what is handed over; all or none.

    Raises Refused or Collision as `participations.end` does, and Changed as `close_later`.
    """
    ended = participations.end(participation=participation, outcome=outcome, by=by, today=today)
    return close_later(participation=ended, scores=scores, handed=handed, by=by, seen=seen)


@transaction.atomic
def close_later(
    *,
    participation: Participation,
    scores: Mapping[str, str],
    handed: Handed,
    by: User,
    seen: str | None = None,
) -> Participation:
    """What was wanted and what is handed over, said after the exit itself.

    Raises Changed when somebody has said otherwise than what was `seen` (`said`).
    """
    require_site(participation.site_id, by=by)
    stored = Participation.objects.select_for_update().get(pk=participation.pk)
    require(said(stored), seen=seen)
    want(participation=stored, scores=scores, by=by)
    hand_over(participation=stored, handed=handed, by=by)
    return stored


@transaction.atomic
def want(
    *,
    participation: Participation,
    scores: Mapping[str, str],
    by: User,
    seen: str | None = None,
) -> Participation:
    """The outcomes that are wanted, by code with their score; an empty score is not given yet.

    Raises Changed when others are wanted than those `seen` (`wanted`).
    """
    require_site(participation.site_id, by=by)
    Participation.objects.select_for_update().get(pk=participation.pk)
    require(wanted(participation), seen=seen)
    stored = {row.code: row for row in participation.wanted_outcomes.select_for_update()}
    for code in stored.keys() - scores.keys():
        stored[code].delete()
    for code, score in scores.items():
        row = stored.get(code) or WantedOutcome(participation=participation, code=code)
        if row.pk is None or row.score != score:
            row.score = score
            row.save()
    return participation


@transaction.atomic
def hand_over(*, participation: Participation, handed: Handed, by: User) -> None:
    """What is handed over, sealed under the person's key; nothing said takes it away."""
    require_site(participation.site_id, by=by)
    stored = Handover.objects.select_related("key").filter(participation=participation).first()
    if handed.is_empty:
        if stored:
            stored.delete()
        return
    row = stored or Handover(participation=participation, key=key_of(participation.participant))
    row.receiver, row.from_day = handed.receiver, handed.from_day
    row.say(text=handed.text)
    row.save()


def wanted(participation: Participation) -> dict[str, Any]:
    """The wanted outcomes as they are stored, by field of the form."""
    return {"wanted": [row.code for row in participation.wanted_outcomes.order_by("pk")]}


def said(participation: Participation) -> dict[str, Any]:
    """What is stored of wanted outcomes and handover, by field of the form."""
    rows = participation.wanted_outcomes.order_by("pk")
    scored = {"scored": [{"code": row.code, "state": row.score} for row in rows]}
    stored = Handover.objects.select_related("key").filter(participation=participation).first()
    handover = {
        "receiver": stored.receiver if stored else "",
        "from_day": stored.from_day if stored else None,
        "text": stored.texts["text"] if stored else "",
    }
    return scored | handover

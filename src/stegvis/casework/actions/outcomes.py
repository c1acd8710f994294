"""Verbs on wanted outcomes and on what is handed over at the exit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from stegvis.access.models import User
from stegvis.casework.actions import participations
from stegvis.casework.actions.participations import Exit
from stegvis.casework.actions.rights import require_site
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
) -> Participation:
    """The participation with its exit, its outcomes scored and what is handed over; all or none.

    Raises Refused or Collision as `participations.end` does.
    """
    ended = participations.end(participation=participation, outcome=outcome, by=by, today=today)
    close_later(participation=ended, scores=scores, handed=handed, by=by)
    return ended


@transaction.atomic
def close_later(
    *, participation: Participation, scores: Mapping[str, str], handed: Handed, by: User
) -> None:
    """What was wanted and what is handed over, said after the exit itself."""
    want(participation=participation, scores=scores, by=by)
    hand_over(participation=participation, handed=handed, by=by)


@transaction.atomic
def want(*, participation: Participation, scores: Mapping[str, str], by: User) -> None:
    """The outcomes that are wanted, by code with their score; an empty score is not given yet."""
    require_site(participation.site_id, by=by)
    stored = {row.code: row for row in participation.wanted_outcomes.select_for_update()}
    for code in stored.keys() - scores.keys():
        stored[code].delete()
    for code, score in scores.items():
        row = stored.get(code) or WantedOutcome(participation=participation, code=code)
        if row.pk is None or row.score != score:
            row.score = score
            row.save()


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

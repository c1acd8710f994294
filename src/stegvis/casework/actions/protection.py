"""A participant who has become protected: her record goes, and head counts stay in its place.

Nothing of this can be undone. Every table with a path to the participant is emptied of her,
whichever area it belongs to, so that no new table can be forgotten (`stripping`); what knows of
her without pointing at her has a stripper of its own.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from stegvis.access import erasures
from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import head_counts, stripping
from stegvis.casework.actions.head_counts import Counted
from stegvis.casework.actions.strippers import Stripper, strip_drafts
from stegvis.casework.models import Participant, Participation
from stegvis.casework.rules.head_counts import Spell

STRIPPERS: tuple[Stripper, ...] = (strip_drafts,)


class WrongCode(Exception):
    """The code that was typed is not the participant's: nothing has been done."""


@dataclass(frozen=True)
class Stripped:
    """What is gone: rows by model; and how many stays are now counted only."""

    rows: Counter[str]
    counted: int


@transaction.atomic
def strip(*, participant: Participant, typed: str, by: User, today: date) -> Stripped:
    """Remove all that is known of the participant; figures of whole years stay as they were.

    `typed` is her code, typed once more. Raises WrongCode, and PermissionError for someone who
    does not register where she takes part.
    """
    if typed.strip().upper() != participant.code.upper():
        raise WrongCode(participant.pk)
    _require_right(participant, by=by)
    # She may also take part where `by` does not work: protection holds for the whole record.
    with acting(Scope(user_id=by.pk, everything=True)):
        found = strip_record(participant, today=today)
    stripping.forget_figures(participant.association)
    return found


def stays(participant: Participant) -> Iterator[tuple[Participation, Spell]]:
    """The participations that count, each with the calendar years it spans."""
    counting = participant.participations.filter(voided=False).select_related("intervention")
    for one in counting.order_by("started_on", "id"):
        last = one.ended_on.year if one.ended_on else None
        yield one, Spell(one.started_on.year, last)


def strip_record(participant: Participant, *, today: date) -> Stripped:
    """The same in a context that reaches every row, by nobody's order but the ledger's."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    doomed = stripping.rows_about(participant)
    for stripper in STRIPPERS:
        stripper(participant, doomed)
    counted = _count(participant, today=today)
    keys = stripping.keys_of(doomed)
    stripping.delete(doomed)
    stripping.destroy(keys)
    erasures.note(erasures.PROTECTED, [participant.random_id])
    rows = Counter({model._meta.label: len(found) for model, found in doomed.items()})
    return Stripped(rows, counted)


def _count(participant: Participant, *, today: date) -> int:
    """Let each of her stays be counted without her; how many there were."""
    counted = 0
    for one, spell in stays(participant):
        where = Counted(one.intervention, one.owner_id, participant.gender, one.kind)
        head_counts.enter(counted=where, spell=spell, today=today)
        counted += 1
    return counted


def _require_right(participant: Participant, *, by: User) -> None:
    sites = scope_of(by).places(Permission.REGISTER, "sites")
    if not participant.participations.filter(site_id__in=sites).exists():
        raise PermissionError("This person takes part where you do not work.")

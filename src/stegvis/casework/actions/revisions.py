"""Putting back a value that the history of changes holds, while nobody has built on it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions import corrections, history, participations
from stegvis.casework.actions.undoing import TooLate
from stegvis.casework.models import Participation, Revision

PARTICIPANT, PARTICIPATION = "participant", "participation"
# What a person may say otherwise by hand; sites and striking out have verbs of their own.
RESTORABLE = {
    PARTICIPANT: ("gender", "birth_year"),
    PARTICIPATION: (
        *("kind", "municipality_code", "origin", "target_groups", "referrers", "referred_on"),
        *("decision_on", "need_signalled_on", "started_on", "planned_end_on", "ended_on"),
        *("completed", "exit_reason", "next_steps", "next_intervention", "education"),
        *("time_in_support", "support_start", "support_end", "occupation_start"),
        *("occupation_end", "employment_form", "hours_start", "hours_end"),
    ),
}


def can_be_put_back(revision: Revision, name: str, stored: Participation) -> bool:
    """Whether the value before may come back: it may be corrected and still says what it became."""
    if stored.voided or revision.removed or name not in RESTORABLE.get(revision.noun, ()):
        return False
    if name not in revision.after:
        return False
    row: Model = stored.participant if revision.noun == PARTICIPANT else stored
    return bool(getattr(row, name) == _value(row, name, revision.after[name]))


@transaction.atomic
def put_back(
    *, participation: Participation, revision: Revision, name: str, by: User, today: date
) -> Participation:
    """The participation with one value as it was before `revision`, as a correction of its own.

    Raises TooLate when it has been changed since, Refused when the rules no longer allow it.
    """
    stored = Participation.objects.select_for_update().get(pk=participation.pk)
    if not can_be_put_back(revision, name, stored):
        # Translators: «Uppgiften har ändrats sedan dess; ändra den för hand i stället.»
        raise TooLate(_("The value has been changed since then; change it by hand instead."))
    if revision.noun == PARTICIPATION:
        changes = history.read({name: revision.before[name]})
        return participations.correct(participation=stored, changes=changes, by=by, today=today)
    person = stored.participant
    said = {"gender": person.gender, "birth_year": person.birth_year, name: revision.before[name]}
    return corrections.apply(participation=stored, changes={}, by=by, today=today, **said)


def _value(row: Model, name: str, written: Any) -> Any:
    field = row._meta.get_field(name)
    assert isinstance(field, Field)
    return field.to_python(written)

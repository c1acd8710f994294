"""Verbs on notes: write one, and correct it by a new version."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import require_site
from stegvis.casework.keys import key_of
from stegvis.casework.models import Note, Participation
from stegvis.casework.models.notes import LONGEST
from stegvis.casework.rules.participations import Problem


@transaction.atomic
def write(*, participation: Participation, day: date, text: str, by: User, today: date) -> Note:
    """A note about `day`, signed by who writes it. Raises Refused when too long or not yet true."""
    return _written(
        Note(participation=participation, key=key_of(participation.participant)),
        day=day,
        text=text,
        by=by,
        today=today,
    )


@transaction.atomic
def correct(*, note: Note, day: date, text: str, by: User, today: date) -> Note:
    """A new version of `note`; the old one stays readable. Raises Refused when one exists."""
    stored = Note.objects.select_for_update(of=("self",)).select_related("key").get(pk=note.pk)
    if stored.corrections.exists():
        # Translators: «Anteckningen är redan rättad av någon annan. Läs den nya och rätta den.»
        message = _("Someone has corrected this note already. Read the new one and correct that.")
        raise Refused((Problem("text", message),))
    draft = Note(participation=note.participation, key=stored.key, corrects=stored)
    return _written(draft, day=day, text=text, by=by, today=today)


def _written(draft: Note, *, day: date, text: str, by: User, today: date) -> Note:
    require_site(draft.participation.site_id, by=by)
    if problems := tuple(_problems(day, text, today)):
        raise Refused(problems)
    draft.day, draft.author = day, by
    draft.say(text=text)
    draft.save()
    return draft


def _problems(day: date, text: str, today: date) -> list[Problem]:
    found = []
    if day > today:
        # Translators: «Dagen har inte kommit än; skriv idag eller en tidigare dag.»
        found.append(Problem("day", _("That day has not come yet; write today or an earlier day.")))
    if len(text) > LONGEST:
        # Translators: «Anteckningen är %(length)s tecken. Korta den till högst 1 000.»
        message = _("The note has %(length)s characters. Shorten it to at most 1,000.")
        found.append(Problem("text", message % {"length": len(text)}))
    return found

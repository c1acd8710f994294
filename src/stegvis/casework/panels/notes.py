"""Notes on the page of a participation and in its timeline: how many and when, not the words."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stegvis.casework.models import Note, Participation
from stegvis.casework.panels.parts import Event, Panel
from stegvis.organisations.place import Place


def panel(participation: Participation, *, place: Place, today: date) -> Panel:
    """How many notes there are and when the last was written."""
    days = list(_current(participation))
    context = {"count": len(days), "last": max(days, default=None)}
    # Translators: «Anteckningar»
    return Panel(_("Notes"), "casework/notes/panel.html", context)


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """One line a note."""
    for day in _current(participation):
        # Translators: «Anteckning»
        yield Event(
            day, pgettext("about a participant", "Note"), place.url("notes", participation.pk)
        )


def _current(participation: Participation) -> Iterator[date]:
    """The days of the notes that no correction has replaced."""
    rows = Note.objects.filter(participation=participation, corrections=None)
    return iter(rows.values_list("day", flat=True))

"""The path of a participation in the timeline: need signalled, referred, decided, start, exit."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from stegvis.casework.models import Participation
from stegvis.casework.panels.parts import Event
from stegvis.organisations.place import Place

_DAYS = {
    # Translators: «Behov uppmärksammat»
    "need_signalled_on": _("Need signalled"),
    # Translators: «Remitterad»
    "referred_on": _("Referred"),
    # Translators: «Beslut»
    "decision_on": _("Decision"),
    # Translators: «Start»
    "started_on": _("Start"),
    # Translators: «Planerat slut»
    "planned_end_on": _("Planned end"),
    # Translators: «Avslut»
    "ended_on": _("Exit"),
}


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """The days that the registration itself holds; a planned end only while it runs."""
    for name, label in _DAYS.items():
        day = getattr(participation, name)
        if day and not (name == "planned_end_on" and participation.ended_on):
            yield Event(day, label)

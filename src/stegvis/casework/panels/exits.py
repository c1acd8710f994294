"""Wanted outcomes, and what is handed over, on the page of a participation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from stegvis.casework.choices import outcomes as choices
from stegvis.casework.models import Participation
from stegvis.casework.panels.parts import Event, Panel
from stegvis.organisations.place import Place


@dataclass(frozen=True)
class Line:
    """A wanted outcome and its score, empty where none is given."""

    label: str
    score: str


def panel(participation: Participation, *, place: Place, today: date) -> Panel | None:
    """What it shall lead to and, once it has ended, whether it did."""
    if participation.voided:
        return None
    lines = [
        Line(choices.WANTED.label(row.code), choices.SCORE.label(row.score))
        for row in participation.wanted_outcomes.order_by("pk")
    ]
    ended = participation.ended_on is not None
    context = {
        "lines": lines,
        "ended": ended,
        "change": place.url("handover" if ended else "wanted", participation.pk),
        "document": place.url("closing_document", participation.pk) if ended else "",
    }
    # Translators: «Önskade resultat»
    return Panel(_("Wanted outcomes"), "casework/closing/panel.html", context)


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """The day on which the next authority takes over."""
    handover = getattr(participation, "handover", None)
    if handover and handover.from_day:
        href = place.url("closing_document", participation.pk)
        # Translators: «Nästa myndighet tar över»
        yield Event(handover.from_day, _("The next authority takes over"), href)

"""Measurements on a participation's page, its timeline and the start page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from stegvis.casework.models import Participation
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.core import codes
from stegvis.organisations.place import Place
from stegvis.surveys import due, words
from stegvis.surveys.due import Measured
from stegvis.surveys.models import Response
from stegvis.surveys.rules.occasions import Standing


@dataclass(frozen=True)
class Line:
    """One occasion in words."""

    label: str
    title: str
    due_on: date
    standing: str
    tone: str


def line(measured: Measured) -> Line:
    """An occasion as the pages show it."""
    standing = measured.occasion.standing
    return Line(
        label=words.occasion(measured.occasion.due),
        title=words.titled(measured.use.instrument),
        due_on=measured.occasion.answered_on or measured.occasion.due.due_on,
        standing=str(words.STANDINGS[standing]),
        tone=words.TONES.get(standing, "wait"),
    )


def panel(participation: Participation, *, place: Place, today: date) -> Panel | None:
    """What has been answered and what waits; coming ones are on the page that it leads to."""
    found = due.occasions_of(participation, today=today)
    if not found:
        return None
    near = [each for each in found if each.occasion.standing is not Standing.COMING]
    coming = [each for each in found if each.occasion.standing is Standing.COMING]
    context = {
        "lines": [line(each) for each in [*near, *coming[:1]]],
        "href": place.url("measurements", participation.pk),
        "over_time": _over_time(found, place, participation),
    }
    # Translators: «Enkäter»
    return Panel(_("Surveys"), "surveys/occasions/panel.html", context)


def _over_time(found: list[Measured], place: Place, participation: Participation) -> str:
    """Where the answers stand beside each other; empty before there is one."""
    answered = any(each.occasion.standing is Standing.ANSWERED for each in found)
    return place.url("change_over_time", participation.pk) if answered else ""


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """When she answered: the occasion, never what."""
    href = place.url("measurements", participation.pk)
    for response in Response.objects.filter(participation=participation):
        occasion = codes.OCCASION.label(response.occasion).lower()
        # Translators: «Enkät besvarad: %(occasion)s»
        label = _("Survey answered: %(occasion)s") % {"occasion": occasion}
        yield Event(response.answered_on, label, href)


def tasks(desk: Desk) -> Iterator[Task]:
    """Each occasion that waits, until it is answered or the staff say why not."""
    for each in due.waiting(desk.participations, today=desk.today):
        # Translators: «Enkät: %(title)s (%(occasion)s)»
        label = _("Survey: %(title)s (%(occasion)s)") % {
            "title": words.titled(each.use.instrument),
            "occasion": words.occasion(each.occasion.due).lower(),
        }
        href = desk.place.url("measurements", each.participation.pk)
        yield Task(each.occasion.due.due_on, label, href, each.participation)

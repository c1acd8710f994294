"""How a participation runs now, what can be done with it, and where else the person takes part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework import counting, pages
from stegvis.casework.choices.changes import PAUSED
from stegvis.casework.models import Participation, StatusPeriod
from stegvis.casework.panels.changes import hours_text
from stegvis.casework.panels.parts import Desk, Panel, Task
from stegvis.interventions.models import Site
from stegvis.organisations.place import Place


@dataclass(frozen=True)
class Link:
    """A verb of the page, and where it leads."""

    label: str
    href: str


@dataclass(frozen=True)
class Other:
    """Another participation of the same person that the reader may open."""

    name: str
    href: str
    started_on: date
    ended_on: date | None
    state: Any


def panel(participation: Participation, *, place: Place, today: date) -> Panel | None:
    """Paused or not, hours a week, the verbs, and the person's other participations."""
    if participation.voided:
        return None
    spells = list(participation.status_periods.order_by("starts_on"))
    now = next((each for each in spells if _holds(each, today)), None)
    context = {
        "participation": participation,
        "now": now,
        "paused": now is not None and now.status == PAUSED,
        "hours": hours_text(now.hours_per_week) if now and now.hours_per_week is not None else "",
        "coming": [each for each in spells if each.starts_on > today],
        "links": list(_links(participation, now, place)),
        "others": _others(participation, place=place, today=today),
        "protect": place.url("protect", participation.pk),
        "erase": _decided_at(participation, place, Permission.DECIDE_CHANGES, "erase_person"),
        "extract": _decided_at(participation, place, Permission.REVIEW_READINGS, "reading_extract"),
        "again": place.url("register", protected="no", again=participation.pk),
    }
    # Translators: «Läge»
    return Panel(_("State"), "casework/changes/status.html", context)


def _decided_at(participation: Participation, place: Place, right: Permission, page: str) -> str:
    """The address of `page` for whoever has the right at her owner; empty for others."""
    owners = scope_of(place.user).places(right, "owners")
    return place.url(page, participation.pk) if participation.owner_id in owners else ""


def tasks(desk: Desk) -> Iterator[Task]:
    """The question of January, one line an intervention, until it is answered."""
    sites = Site.objects.filter(
        intervention__association=desk.place.association,
        pk__in=scope_of(desk.user).places(Permission.REGISTER, "sites"),
    )
    for question in counting.questions(counting.places_of(sites), today=desk.today):
        # Translators: «Bekräfta hur många som är kvar utan registrering: %(place)s»
        label = _("Confirm how many remain without a record: %(place)s")
        named = label % {"place": question.where.intervention.name}
        yield Task(date(desk.today.year, 1, 31), named, desk.place.url("head_counts"))


def _holds(spell: StatusPeriod, day: date) -> bool:
    return spell.starts_on <= day and (spell.ends_on is None or day <= spell.ends_on)


def _links(participation: Participation, now: StatusPeriod | None, place: Place) -> Iterator[Link]:
    if participation.ended_on:
        return
    paused = now is not None and now.status == PAUSED
    # Translators: «Förläng»
    yield Link(_("Extend"), place.url("extend", participation.pk))
    if paused:
        # Translators: «Återuppta»
        yield Link(_("Resume"), place.url("resume", participation.pk))
    else:
        # Translators: «Gör vilande»
        yield Link(_("Pause"), place.url("pause", participation.pk))
        # Translators: «Ändra omfattning»
        yield Link(_("Change the hours"), place.url("change_hours", participation.pk))
    # Translators: «Överför»
    yield Link(_("Transfer"), place.url("transfer", participation.pk))


def _others(participation: Participation, *, place: Place, today: date) -> list[Other]:
    rows = (
        Participation.objects.visible_to(place.user)
        .filter(participant_id=participation.participant_id, voided=False)
        .exclude(pk=participation.pk)
        .select_related("intervention")
        .order_by("-started_on")
    )
    return [
        Other(
            row.intervention.name,
            place.url("participation", row.pk),
            row.started_on,
            row.ended_on,
            pages.state(row, on=today),
        )
        for row in rows
    ]

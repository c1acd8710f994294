"""Values that the pages of the catalogue show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.organisations.lists import lists_of

# Translators: «Syfte» / «Mål» / «Metod/Strategi» / «Bakgrund»
TEXTS = {
    "purpose": _("Purpose"),
    "goal_text": _("Goals"),
    "method": _("Method"),
    "background": _("Background"),
}
PLANNED, RUNNING, ENDED = "planned", "running", "ended"


@dataclass(frozen=True)
class Text:
    """The owner's own words under a heading."""

    heading: Any
    body: str


@dataclass(frozen=True)
class Facts:
    """What is known of one intervention, besides figures."""

    intervention: Intervention
    state: str
    parties: list[str]
    sites: list[Site]
    target_groups: list[str]
    agreements: list[Agreement]
    parts: list[Intervention]
    texts: list[Text]


def state(intervention: Intervention, *, on: date) -> str:
    """Whether the intervention is planned, running or ended on a day."""
    if intervention.starts_on and intervention.starts_on > on:
        return PLANNED
    return ENDED if intervention.ends_on and intervention.ends_on < on else RUNNING


def counted(interventions: Iterable[Intervention], *, on: date) -> dict[str, int]:
    """How many of `interventions` are planned, running and ended on a day."""
    states = [state(each, on=on) for each in interventions]
    return {name: states.count(name) for name in (PLANNED, RUNNING, ENDED)}


def facts(intervention: Intervention, *, on: date) -> Facts:
    """All that the page of one intervention says, in six queries whatever their number."""
    lists = lists_of(intervention.association, on=on)
    return Facts(
        intervention=intervention,
        state=state(intervention, on=on),
        parties=list(intervention.parties.order_by("name").values_list("name", flat=True)),
        sites=list(intervention.sites.select_related("owner", "municipality").order_by("name")),
        target_groups=[lists.label("target_groups", one) for one in intervention.target_groups],
        agreements=list(intervention.agreements.order_by("-starts_on")),
        parts=list(intervention.parts.order_by("name")),
        texts=[
            Text(heading, getattr(intervention, name))
            for name, heading in TEXTS.items()
            if getattr(intervention, name)
        ],
    )

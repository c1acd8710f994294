"""What the fields offer to choose from: it depends on the association."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.forms import offer
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.lists import lists_of
from stegvis.organisations.models import Association, Municipality

Choices = list[tuple[Any, Any]]
BLANK = ("", "")
NO_ANSWER = ("", "unknown")
# The fields whose lists an association may add to, and those lists.
LISTS = {
    "referrer": "referrers",
    "co_referrers": "referrers",
    "target_groups": "target_groups",
    "next_steps": "next_steps",
    "support_start": "support",
    "support_end": "support",
    "occupation_start": "occupation",
    "occupation_end": "occupation",
}


def offer_all(
    form: forms.Form, association: Association, *, stored: Mapping[str, Any] | None = None
) -> None:
    """Let the fields of `form` offer what `association` has; what is stored can always be kept."""
    lists = lists_of(association, on=clock.today())
    offered: dict[str, Choices] = {
        name: [choice for choice in lists.choices(list_name) if choice[0] not in NO_ANSWER]
        for name, list_name in LISTS.items()
    }
    offered["referrer"].insert(0, BLANK)
    offered["municipality_code"] = municipalities(association)
    offered["next_intervention"] = interventions(association)
    for name in offered.keys() & form.fields.keys():
        kept = _not_among(offered[name], (stored or {}).get(name))
        named = [(code, lists.label(LISTS[name], code) if name in LISTS else code) for code in kept]
        offer(form.fields[name], offered[name] + named)


def _not_among(choices: Choices, said: Any) -> list[str]:
    """The codes that are stored but no longer, or not here, to be chosen."""
    rows = said if isinstance(said, list) else [said or ""]
    codes = [row["code"] if isinstance(row, dict) else row for row in rows]
    known = dict(flatten_choices(choices))
    return [code for code in codes if code not in known and code not in NO_ANSWER]


def municipalities(association: Association) -> Choices:
    """The association's municipalities first, then all others."""
    own = list(association.municipalities.order_by("name").values_list("code", "name"))
    everyone = list(Municipality.objects.order_by("name").values_list("code", "name"))
    return [BLANK, (_("In the association"), own), (_("All municipalities"), everyone)]


def interventions(association: Association) -> Choices:
    """The interventions of the association, by name."""
    found = Intervention.objects.filter(association=association).order_by("name")
    return [BLANK, *found.values_list("slug", "name")]


def site_label(site: Site) -> str:
    """The intervention, and the site where it has several."""
    if site.is_default:
        return site.intervention.name
    return f"{site.intervention.name} – {site.name}"

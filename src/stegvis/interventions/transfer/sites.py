"""Sites: where an intervention meets its participants."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found, slugs
from stegvis.exchange.registry import Key, Values
from stegvis.exchange.tally import Outcome, Tally
from stegvis.exchange.upsert import Wanted, upsert
from stegvis.exchange.writing import Writing
from stegvis.interventions.models import Intervention, Site
from stegvis.interventions.transfer.handing_over import hand_over_site
from stegvis.interventions.transfer.places import (
    KEY,
    place_of,
)
from stegvis.organisations.models import Organisation


def write(incoming: Incoming, writing: Writing) -> Tally:
    """Store the sites of a file; a site whose owner changes takes its persons along."""
    rows = list(incoming.rows())
    keys = {place_of(row) for row in rows}
    interventions = found(Intervention, *KEY, keys=keys)
    owners = slugs(Organisation, {row.values.get("owner", "") for row in rows})
    of_interventions = found(Intervention, *KEY, keys=keys, value="owner_id")
    outcomes = []
    _refuse_second_defaults(incoming, rows, writing)
    if writing.faults:
        return Tally()
    renamed = _name_default_sites(incoming, rows, interventions)
    before = found(Site, "intervention_id", "slug", keys=_site_keys(rows, interventions))
    former = dict(Site.objects.filter(pk__in=before.values()).values_list("pk", "owner_id"))
    wanted = [
        Wanted(
            (interventions[place_of(row)], row.values["site"]),
            *_site(incoming, row, owners, of_interventions[place_of(row)]),
        )
        for row in rows
    ]
    stored = upsert(Site, key=["intervention_id", "slug"], wanted=wanted)
    sites = Site.objects.in_bulk([each.pk for each in stored])
    for row, each in zip(rows, stored, strict=True):
        outcomes.append(Outcome.CHANGED if row.number in renamed else each.outcome)
        site = sites[each.pk]
        if each.outcome is Outcome.CHANGED and site.owner_id != former[site.pk]:
            hand_over_site(incoming, row, site, former[site.pk], writing)
    return Tally.of(outcomes)


def _site_keys(rows: list[Row], interventions: dict[Key, int]) -> set[Key]:
    return {(interventions[place_of(row)], row.values["site"]) for row in rows}


def _refuse_second_defaults(incoming: Incoming, rows: list[Row], writing: Writing) -> None:
    first: dict[Key, int] = {}
    for row in rows:
        if incoming.has("is_default") and row.values["is_default"]:
            before = first.setdefault(place_of(row), row.number)
            if before != row.number:
                writing.refuse(
                    incoming,
                    row,
                    "is_default",
                    # Translators: Rad %(row)s är redan insatsens standardplats.
                    _("Row %(row)s is the intervention's default site already.") % {"row": before},
                    _("One default site for each intervention."),
                )


def _name_default_sites(
    incoming: Incoming, rows: list[Row], interventions: dict[Key, int]
) -> set[int]:
    """The row of a default site names the one the intervention has; rows that gave a new name."""
    renamed = set()
    for row in rows:
        if incoming.has("is_default") and row.values["is_default"]:
            site = Site.objects.get(intervention=interventions[place_of(row)], is_default=True)
            if site.slug != row.values["site"]:
                site.slug = row.values["site"]
                site.save(update_fields=["slug"])
                renamed.add(row.number)
    return renamed


def _site(
    incoming: Incoming, row: Row, owners: dict[str, int], of_intervention: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    values: dict[str, Any] = {}
    initial: dict[str, Any] = {"name": row.values["site"], "owner_id": of_intervention}
    if incoming.has("name"):
        values["name"] = row.values["name"] or row.values["site"]
    if incoming.has("owner"):
        values["owner_id"] = owners.get(row.values["owner"], of_intervention)
    if incoming.has("municipality_code"):
        values["municipality_id"] = row.values["municipality_code"] or None
    return values, {name: value for name, value in initial.items() if name not in values}


def read(extract: Extract) -> Iterator[Values]:
    """The sites of an association, the default ones too."""
    every = Site.objects.filter(intervention__association=extract.association)
    for one in every.select_related("intervention", "owner").order_by("intervention__slug", "slug"):
        yield {
            "association": extract.association.slug,
            "intervention": one.intervention.slug,
            "site": one.slug,
            "name": one.name,
            "owner": one.owner.slug,
            "municipality_code": one.municipality_id or "",
            "is_default": one.is_default,
        }

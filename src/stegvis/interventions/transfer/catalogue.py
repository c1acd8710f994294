"""Interventions: what they are, who owns them, what they are part of."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.checks import check_days
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found, slugs
from stegvis.exchange.registry import Key, Problem, Values
from stegvis.exchange.tally import Outcome, Tally
from stegvis.exchange.upsert import Wanted, relink, upsert
from stegvis.exchange.writing import Writing
from stegvis.interventions.models import Intervention
from stegvis.interventions.transfer.handing_over import hand_over
from stegvis.interventions.transfer.places import (
    KEY,
    add_default_site,
    place_of,
    unassigned,
)
from stegvis.organisations.models import Association, Organisation

_PLAIN = (
    "aliases",
    "orientation",
    "provider",
    "starts_on",
    "ends_on",
    "target_groups",
    "background",
    "purpose",
    "goal_text",
    "method",
    "participant_word",
    "contact_name",
    "contact_phone",
    "contact_email",
)


def check(values: Values) -> Iterable[Problem]:
    """What is wrong with one row by itself."""
    yield from check_days(values, "starts_on", "ends_on")
    for name in ("part_of", "succeeds"):
        if values.get(name) == values["intervention"]:
            # Translators: «Insatsen kan inte vara en del av eller efterträda sig själv.»
            yield Problem(
                name,
                _("An intervention is no part or successor of itself."),
                _("Another intervention, or empty."),
            )


def write(incoming: Incoming, writing: Writing) -> Tally:
    """Store the interventions of a file; those that are new get their default site."""
    rows = list(incoming.rows())
    before = found(Intervention, *KEY, keys=incoming.keys.keys(), value="owner_id")
    owners = _owners(incoming, rows, before, writing)
    stored = upsert(
        Intervention,
        key=["association_id", "slug"],
        wanted=[_wanted(incoming, row, owners, writing) for row in rows],
    )
    every = Intervention.objects.in_bulk([each.pk for each in stored])
    interventions = {row.number: every[each.pk] for row, each in zip(rows, stored, strict=True)}
    outcomes = {row.number: each.outcome for row, each in zip(rows, stored, strict=True)}
    for row in rows:
        if outcomes[row.number] is Outcome.NEW:
            add_default_site(interventions[row.number])
        elif interventions[row.number].owner_id != before[place_of(row)]:
            hand_over(incoming, row, interventions[row.number], before[place_of(row)], writing)
    for number in _linked(incoming, rows, interventions):
        if outcomes[number] is Outcome.UNCHANGED:
            outcomes[number] = Outcome.CHANGED
    _refuse_circles(incoming, rows, interventions, writing)
    return Tally.of(outcomes.values())


def _owner(row: Row) -> str:
    return row.values.get("owner") or unassigned(row.values["association"])


def _owners(
    incoming: Incoming, rows: list[Row], before: dict[Key, int], writing: Writing
) -> dict[str, int]:
    """Ids of the owners that rows name or, being new or clearing the cell, leave unnamed."""
    needed = {_owner(row) for row in rows if incoming.has("owner") or place_of(row) not in before}
    owners = slugs(Organisation, needed)
    for slug in sorted(needed - set(owners)):
        owners[slug] = Organisation.objects.create(slug=slug, name=slug).pk
        writing.note_created([slug])
    return owners


def _wanted(incoming: Incoming, row: Row, owners: dict[str, int], writing: Writing) -> Wanted:
    values: dict[str, Any] = {name: row.values[name] for name in _PLAIN if incoming.has(name)}
    initial: dict[str, Any] = {}
    slug = row.values["intervention"]
    if incoming.has("name"):
        values["name"] = row.values["name"] or slug
    else:
        initial["name"] = slug
    if incoming.has("owner"):
        values["owner_id"] = owners[_owner(row)]
    else:
        initial["owner_id"] = owners.get(_owner(row))
    return Wanted((writing.association(row.values["association"]).pk, slug), values, initial)


def _linked(incoming: Incoming, rows: list[Row], interventions: dict[int, Any]) -> set[int]:
    """Set what points to other rows; the numbers of the rows where that changed something."""
    changed = _parties_linked(incoming, rows, interventions) if incoming.has("parties") else set()
    columns = [name for name in ("part_of", "succeeds") if incoming.has(name)]
    others = {
        (row.values["association"], row.values[name])
        for row in rows
        for name in columns
        if row.values[name]
    }
    ids = found(Intervention, *KEY, keys=others)
    for row in rows:
        intervention = interventions[row.number]
        for name in columns:
            other = ids.get((row.values["association"], row.values[name]))
            if getattr(intervention, f"{name}_id") != other:
                setattr(intervention, f"{name}_id", other)
                intervention.save(update_fields=[name])
                changed.add(row.number)
    return changed


def _parties_linked(incoming: Incoming, rows: list[Row], interventions: dict[int, Any]) -> set[int]:
    organisations = slugs(Organisation, {slug for row in rows for slug in row.values["parties"]})
    changed = relink(
        Intervention.parties.through,
        source="intervention_id",
        target="organisation_id",
        wanted={
            interventions[row.number].pk: {organisations[slug] for slug in row.values["parties"]}
            for row in rows
        },
    )
    return {row.number for row in rows if interventions[row.number].pk in changed}


def _refuse_circles(
    incoming: Incoming, rows: list[Row], interventions: dict[int, Any], writing: Writing
) -> None:
    """An intervention must not be a part of its own parts, however far down."""
    above = dict(
        Intervention.objects.filter(
            association_id__in={each.association_id for each in interventions.values()}
        ).values_list("pk", "part_of_id")
    )
    for row in rows:
        start = interventions[row.number].pk
        seen, at = {start}, above.get(start)
        while at and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == start:
            writing.refuse(
                incoming,
                row,
                "part_of",
                # Translators: «Insatserna är delar av varandra i en ring.»
                _("The interventions are parts of each other in a circle."),
                _("The larger intervention, or empty."),
            )


def read(extract: Extract) -> Iterator[Values]:
    """The interventions of an association."""
    every = (
        Intervention.objects.filter(association=extract.association)
        .select_related("owner", "part_of", "succeeds")
        .prefetch_related("parties")
        .order_by("slug")
    )
    for one in every:
        yield {
            "association": extract.association.slug,
            "intervention": one.slug,
            "name": one.name,
            "part_of": one.part_of.slug if one.part_of else "",
            "succeeds": one.succeeds.slug if one.succeeds else "",
            "owner": one.owner.slug,
            "parties": sorted(party.slug for party in one.parties.all()),
        } | {name: getattr(one, name) for name in _PLAIN}


def create(key: Key) -> Iterator[str]:
    """An intervention that a file names and nothing defines, with its owner where she is new."""
    association, slug = key
    owner, created = Organisation.objects.get_or_create(
        slug=unassigned(association), defaults={"name": unassigned(association)}
    )
    if created:
        yield owner.slug
    made = Intervention.objects.create(
        association=Association.objects.get(slug=association), slug=slug, name=slug, owner=owner
    )
    add_default_site(made)
    yield slug

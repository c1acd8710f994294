"""Interventions, their sites and agreements, as they travel."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.exchange_tables import ASSOCIATION
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found, known, slugs
from stegvis.exchange.registry import (
    Attached,
    Column,
    Key,
    Kind,
    Move,
    Problem,
    Reference,
    Table,
    Values,
    follow,
)
from stegvis.exchange.tally import Outcome, Tally
from stegvis.exchange.upsert import Wanted, relink, upsert
from stegvis.exchange.vocabulary import MUNICIPALITIES
from stegvis.exchange.writing import Writing
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.organisations.models import Association, Organisation

INTERVENTION = Column("intervention", "Insats", Kind.SLUG, required=True)
DEFAULT_SITE = "main"
_KEY = ("association__slug", "slug")
_OF_INTERVENTION = ("intervention__association__slug", "intervention__slug")
_BACKWARDS = _("The end is before the start.")
_END_LATER = _("A day from the start on, or empty.")


def unassigned(association: str) -> str:
    """The slug of the organisation that owns interventions whose owner no file has said."""
    return f"{association}-unassigned"


def add_default_site(intervention: Intervention) -> Site:
    """The one site every intervention has."""
    return Site.objects.create(
        intervention=intervention,
        slug=DEFAULT_SITE,
        name=intervention.name,
        owner_id=intervention.owner_id,
        is_default=True,
    )


def check_days(values: Values, start: str, end: str) -> Iterable[Problem]:
    """An end before its start, where the row says both."""
    first, last = values.get(start), values.get(end)
    if first and last and last < first:
        yield Problem(end, _BACKWARDS, _END_LATER)


# Interventions

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


def _check_intervention(values: Values) -> Iterable[Problem]:
    yield from check_days(values, "starts_on", "ends_on")
    for name in ("part_of", "succeeds"):
        if values.get(name) == values["intervention"]:
            # Translators: «Insatsen kan inte vara en del av eller efterträda sig själv.»
            yield Problem(
                name,
                _("An intervention is no part or successor of itself."),
                _("Another intervention, or empty."),
            )


def _write_interventions(incoming: Incoming, writing: Writing) -> Tally:
    rows = list(incoming.rows())
    before = found(Intervention, *_KEY, keys=incoming.keys.keys(), value="owner_id")
    owners = _owners(incoming, rows, before, writing)
    stored = upsert(
        Intervention,
        key=["association_id", "slug"],
        wanted=[_wanted(incoming, row, owners, writing) for row in rows],
    )
    interventions = {row.number: each.instance for row, each in zip(rows, stored, strict=True)}
    outcomes = {row.number: each.outcome for row, each in zip(rows, stored, strict=True)}
    for row in rows:
        if outcomes[row.number] is Outcome.NEW:
            add_default_site(interventions[row.number])
        elif interventions[row.number].owner_id != before[_key(row)]:
            _hand_over(incoming, row, interventions[row.number], before[_key(row)], writing)
    for number in _linked(incoming, rows, interventions):
        if outcomes[number] is Outcome.UNCHANGED:
            outcomes[number] = Outcome.CHANGED
    _refuse_circles(incoming, rows, interventions, writing)
    return Tally.of(outcomes.values())


def _key(row: Row) -> Key:
    return row.values["association"], row.values["intervention"]


def _owner(row: Row) -> str:
    return row.values.get("owner") or unassigned(row.values["association"])


def _owners(
    incoming: Incoming, rows: list[Row], before: dict[Key, int], writing: Writing
) -> dict[str, int]:
    """Ids of the owners that rows name or, being new or clearing the cell, leave unnamed."""
    needed = {_owner(row) for row in rows if incoming.has("owner") or _key(row) not in before}
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
    ids = found(Intervention, *_KEY, keys=others)
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


def _hand_over(
    incoming: Incoming, row: Row, intervention: Intervention, old: int, writing: Writing
) -> None:
    """The sites of the former owner, and with them the persons, follow the intervention."""
    sites = Site.objects.filter(intervention=intervention, owner_id=old)
    moved = frozenset(sites.values_list("pk", flat=True))
    sites.update(owner_id=intervention.owner_id)
    _follow(
        incoming,
        row,
        Move(
            intervention=intervention.pk,
            sites=moved,
            old=old,
            new=intervention.owner_id,
            unassigned=_is_unassigned(old, row),
            whole=True,
        ),
        writing,
    )


def _is_unassigned(owner: int, row: Row) -> bool:
    slug = unassigned(row.values["association"])
    return Organisation.objects.filter(pk=owner, slug=slug).exists()


def _follow(incoming: Incoming, row: Row, move: Move, writing: Writing) -> None:
    for problem in follow(move):
        # Translators: «Samma ägare som förut.»
        writing.refuse(incoming, row, "owner", problem, _("The same owner as before."))


def _read_interventions(extract: Extract) -> Iterator[Values]:
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


def _create_intervention(key: Key) -> Iterator[str]:
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


# Sites


def _write_sites(incoming: Incoming, writing: Writing) -> Tally:
    rows = list(incoming.rows())
    keys = {_key(row) for row in rows}
    interventions = found(Intervention, *_KEY, keys=keys)
    owners = slugs(Organisation, {row.values.get("owner", "") for row in rows})
    of_interventions = found(Intervention, *_KEY, keys=keys, value="owner_id")
    outcomes = []
    _refuse_second_defaults(incoming, rows, writing)
    if writing.faults:
        return Tally()
    renamed = _name_default_sites(incoming, rows, interventions)
    before = found(Site, "intervention_id", "slug", keys=_site_keys(rows, interventions))
    former = dict(Site.objects.filter(pk__in=before.values()).values_list("pk", "owner_id"))
    wanted = [
        Wanted(
            (interventions[_key(row)], row.values["site"]),
            *_site(incoming, row, owners, of_interventions[_key(row)]),
        )
        for row in rows
    ]
    stored = upsert(Site, key=["intervention_id", "slug"], wanted=wanted)
    for row, each in zip(rows, stored, strict=True):
        outcomes.append(Outcome.CHANGED if row.number in renamed else each.outcome)
        site: Any = each.instance
        if each.outcome is Outcome.CHANGED and site.owner_id != former[site.pk]:
            _hand_over_site(incoming, row, site, former[site.pk], writing)
    return Tally.of(outcomes)


def _site_keys(rows: list[Row], interventions: dict[Key, int]) -> set[Key]:
    return {(interventions[_key(row)], row.values["site"]) for row in rows}


def _refuse_second_defaults(incoming: Incoming, rows: list[Row], writing: Writing) -> None:
    first: dict[Key, int] = {}
    for row in rows:
        if incoming.has("is_default") and row.values["is_default"]:
            before = first.setdefault(_key(row), row.number)
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
            site = Site.objects.get(intervention=interventions[_key(row)], is_default=True)
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


def _hand_over_site(incoming: Incoming, row: Row, site: Site, old: int, writing: Writing) -> None:
    _follow(
        incoming,
        row,
        Move(
            intervention=site.intervention_id,
            sites=frozenset({site.pk}),
            old=old,
            new=site.owner_id,
            unassigned=_is_unassigned(old, row),
            whole=False,
        ),
        writing,
    )


def _read_sites(extract: Extract) -> Iterator[Values]:
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


# Agreements

_NUMBERS = (
    "places",
    "follow_up_places",
    "rounds_per_year",
    "planned_participants",
    "weeks",
    "hours_per_week",
    "extension_rule",
)


def _check_agreement(values: Values) -> Iterable[Problem]:
    return check_days(values, "from", "to")


def _write_agreements(incoming: Incoming, writing: Writing) -> Tally:
    rows = list(incoming.rows())
    interventions = found(Intervention, *_KEY, keys={_key(row) for row in rows})
    _refuse_overlaps(incoming, rows, interventions, writing)
    if writing.faults:
        return Tally()
    wanted = [
        Wanted((interventions[_key(row)], row.values["from"]), _agreement(incoming, row))
        for row in rows
    ]
    stored = upsert(Agreement, key=["intervention_id", "starts_on"], wanted=wanted)
    return Tally.of(each.outcome for each in stored)


def _agreement(incoming: Incoming, row: Row) -> dict[str, Any]:
    values = {name: row.values[name] for name in _NUMBERS if incoming.has(name)}
    if incoming.has("to"):
        values["ends_on"] = row.values["to"]
    if incoming.has("place_quotas"):
        quotas = row.values["place_quotas"]
        values["place_quotas"] = {quota["code"]: quota["places"] for quota in quotas}
    return values


def _refuse_overlaps(
    incoming: Incoming, rows: list[Row], interventions: dict[Key, int], writing: Writing
) -> None:
    """Two agreements of one intervention on the same day, in the file or beside stored ones."""
    spans: dict[int, dict[date, tuple[date | None, Row | None]]] = defaultdict(dict)
    stored = Agreement.objects.filter(intervention_id__in=interventions.values())
    for intervention, first, last in stored.values_list("intervention_id", "starts_on", "ends_on"):
        spans[intervention][first] = (last, None)
    for row in rows:
        of = spans[interventions[_key(row)]]
        kept = of.get(row.values["from"], (None, None))[0]
        of[row.values["from"]] = (row.values.get("to", kept), row)
    for of in spans.values():
        days = sorted(of)
        for first, second in pairwise(days):
            last, earlier = of[first]
            later = of[second][1]
            mended = later if later is not None else earlier
            if mended is not None and (last is None or last >= second):
                writing.refuse(
                    incoming,
                    mended,
                    "to" if later is None else "from",
                    # Translators: «Avtalet från %(first)s gäller ännu den %(second)s.»
                    _("The agreement from %(first)s still runs on %(second)s.")
                    % {"first": first, "second": second},
                    _("One agreement at a time: let one end the day before the next."),
                )


def _read_agreements(extract: Extract) -> Iterator[Values]:
    every = Agreement.objects.filter(intervention__association=extract.association)
    for one in every.select_related("intervention").order_by("intervention__slug", "starts_on"):
        yield {
            "association": extract.association.slug,
            "intervention": one.intervention.slug,
            "from": one.starts_on,
            "to": one.ends_on,
            "place_quotas": [
                {"code": code, "places": places} for code, places in one.place_quotas.items()
            ],
        } | {name: getattr(one, name) for name in _NUMBERS}


INTERVENTIONS = Table(
    name="interventions",
    label="Insatser",
    help="What the association finances.",
    key=("association", "intervention"),
    columns=(
        INTERVENTION,
        ASSOCIATION,
        Column("name", "Namn", longest=160),
        Column("aliases", "Andra namn", many=True, longest=160),
        Column("orientation", "Inriktning", Kind.CODE, codes="orientation", default="individual"),
        Column("part_of", "Del av", Kind.SLUG),
        Column("succeeds", "Efterträder", Kind.SLUG),
        Column("owner", "Projektägare", Kind.SLUG),
        Column("parties", "Samverkande parter", Kind.SLUG, many=True),
        Column("provider", "Utförare", longest=160),
        Column("starts_on", "Startdatum", Kind.DATE),
        Column("ends_on", "Slutdatum", Kind.DATE),
        Column("target_groups", "Målgrupper", Kind.CODE, codes="target_groups", many=True),
        Column("background", "Bakgrund", Kind.TEXT),
        Column("purpose", "Syfte", Kind.TEXT),
        Column("goal_text", "Mål", Kind.TEXT),
        Column("method", "Arbetssätt", Kind.TEXT),
        Column("participant_word", "Ord för deltagare", default="deltagare", longest=40),
        Column("contact_name", "Kontaktperson", longest=120),
        Column("contact_phone", "Telefon", longest=40),
        Column("contact_email", "E-post", longest=254),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "part_of")),
        Reference("interventions", ("association", "succeeds")),
        Reference("organisations", ("owner",)),
        Reference("organisations", ("parties",)),
    ),
    after=("codes",),
    known=known(Intervention, *_KEY),
    create=_create_intervention,
    check=_check_intervention,
    read=_read_interventions,
    write=_write_interventions,
    promises={
        "intervention_ends_after_start": _BACKWARDS,
        "intervention_not_part_of_itself": _("An intervention is a part of itself."),
    },
)

SITES = Table(
    name="sites",
    label="Platser",
    help="Where interventions meet their participants; a site's owner holds the persons.",
    key=("association", "intervention", "site"),
    columns=(
        ASSOCIATION,
        INTERVENTION,
        Column("site", "Plats", Kind.SLUG, required=True),
        Column("name", "Namn", longest=160),
        Column("owner", "Projektägare", Kind.SLUG, help="Empty: the intervention's owner."),
        Column("municipality_code", "Kommun", Kind.CODE, codes=MUNICIPALITIES),
        Column(
            "is_default",
            "Standardplats",
            Kind.FLAG,
            default=False,
            help="The one site that participations without a site belong to.",
        ),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
        Reference("organisations", ("owner",)),
    ),
    known=known(Site, *_OF_INTERVENTION, "slug"),
    promises={
        # Translators: Två platser i en insats har samma korta namn.
        "site_slug_once": _("Two sites of an intervention have the same short name."),
    },
    read=_read_sites,
    write=_write_sites,
)

AGREEMENTS = Table(
    name="agreements",
    label="Avtal",
    help="What is agreed for a span of days: places, weeks, hours.",
    key=("association", "intervention", "from"),
    columns=(
        ASSOCIATION,
        INTERVENTION,
        Column("from", "Från och med", Kind.DATE, required=True),
        Column("to", "Till och med", Kind.DATE),
        Column("places", "Platser", Kind.WHOLE, least=0, most=100_000),
        Column("follow_up_places", "Uppföljningsplatser", Kind.WHOLE, least=0, most=100_000),
        Column("rounds_per_year", "Omgångar per år", Kind.WHOLE, least=0, most=400),
        Column("planned_participants", "Planerade deltagare", Kind.WHOLE, least=0, most=100_000),
        Column("weeks", "Veckor", Kind.WHOLE, least=0, most=1_000),
        Column("hours_per_week", "Timmar per vecka", Kind.DECIMAL, least=0, most=168),
        Column("extension_rule", "Regel för förlängning", longest=400),
        Column(
            "place_quotas",
            "Platser per remittent",
            Kind.CODE,
            codes="referrers",
            many=True,
            attached=Attached("places", Kind.WHOLE, required=True, least=0, most=100_000),
        ),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
    ),
    known=known(Agreement, *_OF_INTERVENTION, "starts_on"),
    check=_check_agreement,
    read=_read_agreements,
    write=_write_agreements,
    promises={
        "agreement_ends_after_start": _BACKWARDS,
        # Translators: «Två avtal gäller samma dag.»
        "agreement_one_at_a_time": _("Two agreements of one intervention run on the same day."),
    },
)

TABLES = (INTERVENTIONS, SITES, AGREEMENTS)

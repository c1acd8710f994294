"""Associations, organisations and an association's own codes, as they travel.

Here and not in their area, which lies below this one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.core.codes import LISTS, ORGANISATION_KIND
from stegvis.exchange.checks import check_period
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import known, slugs
from stegvis.exchange.registry import Column, Key, Kind, Problem, Reference, Table, Values
from stegvis.exchange.tally import Outcome, Tally
from stegvis.exchange.upsert import Wanted, relink, upsert
from stegvis.exchange.vocabulary import MUNICIPALITIES, Vocabulary
from stegvis.exchange.writing import Writing
from stegvis.organisations.models import Association, Code, Membership, Organisation

ASSOCIATION = Column(
    "association",
    "Förbund",
    Kind.SLUG,
    required=True,
    help="Short name of the association.",
)


# Associations


def _write_associations(incoming: Incoming, writing: Writing) -> Tally:
    tally = Tally()
    for batch in incoming.batches():
        wanted = [Wanted((row.values["association"],), _association(row.values)) for row in batch]
        stored = upsert(Association, key=["slug"], wanted=wanted)
        outcomes = {each.pk: each.outcome for each in stored}
        ids = [each.pk for each in stored]
        for changed in _relinked(incoming, batch, ids):
            if outcomes[changed] is Outcome.UNCHANGED:
                outcomes[changed] = Outcome.CHANGED
        tally += Tally.of(outcomes.values())
    return tally


def _check_association(values: Values) -> Iterable[Problem]:
    return check_period(values, "opening_period")


def _association(values: Values) -> dict[str, Any]:
    plain = ("organisation_number", "opening_period")
    found = {name: values[name] for name in plain if name in values}
    if "name" in values:
        found["name"] = values["name"] or values["association"]
    if "interim_period" in values:
        found["interim_from"], found["interim_to"] = values["interim_period"]
    return found


def _relinked(incoming: Incoming, batch: list[Row], ids: list[int]) -> set[int]:
    changed: set[int] = set()
    if incoming.has("municipalities"):
        changed |= relink(
            Association.municipalities.through,
            source="association_id",
            target="municipality_id",
            wanted={
                pk: set(row.values["municipalities"]) for pk, row in zip(ids, batch, strict=True)
            },
        )
    if incoming.has("parties"):
        organisations = slugs(Organisation, {s for row in batch for s in row.values["parties"]})
        changed |= relink(
            Membership,
            source="association_id",
            target="organisation_id",
            wanted={
                pk: {organisations[slug] for slug in row.values["parties"]}
                for pk, row in zip(ids, batch, strict=True)
            },
        )
    return changed


def _read_association(extract: Extract) -> Iterator[Values]:
    one = extract.association
    parties = Organisation.objects.filter(memberships__association=one)
    yield {
        "association": one.slug,
        "name": one.name,
        "organisation_number": one.organisation_number,
        "municipalities": sorted(one.municipalities.values_list("code", flat=True)),
        "parties": sorted(parties.values_list("slug", flat=True)),
        "interim_period": one.interim,
        "opening_period": one.opening_period,
    }


def _create_association(key: Key) -> tuple[str, ...]:
    (slug,) = key
    Association.objects.create(slug=slug, name=slug)
    return (slug,)


# Organisations


def _write_organisations(incoming: Incoming, writing: Writing) -> Tally:
    tally = Tally()
    for batch in incoming.batches():
        wanted = [Wanted((row.values["organisation"],), _organisation(row.values)) for row in batch]
        stored = upsert(Organisation, key=["slug"], wanted=wanted)
        tally += Tally.of(each.outcome for each in stored)
    return tally


def _organisation(values: Values) -> dict[str, Any]:
    found = {"kind": values["kind"]} if "kind" in values else {}
    if "name" in values:
        found["name"] = values["name"] or values["organisation"]
    if "municipality_code" in values:
        found["municipality_id"] = values["municipality_code"] or None
    return found


def _read_organisations(extract: Extract) -> Iterator[Values]:
    named = {slug for (slug,) in extract.named["organisations"]}
    for one in Organisation.objects.filter(slug__in=named).order_by("slug"):
        yield {
            "organisation": one.slug,
            "association": extract.association.slug,
            "name": one.name,
            "kind": one.kind,
            "municipality_code": one.municipality_id or "",
        }


def _create_organisation(key: Key) -> tuple[str, ...]:
    (slug,) = key
    kind = slug if slug in ORGANISATION_KIND else "other"
    Organisation.objects.create(slug=slug, name=slug, kind=kind)
    return (slug,)


# Codes an association has added


def _check_code(values: Values) -> Iterable[Problem]:
    if values["list"] not in LISTS:
        # Translators: «Det finns ingen sådan kodlista.»
        yield Problem("list", _("There is no such code list."), ", ".join(LISTS))
    elif values["code"] in LISTS[values["list"]]:
        yield Problem(
            "code",
            # Translators: «Koden finns redan för alla förbund och får ingen annan betydelse.»
            _("Every association has this code already; its meaning does not change."),
            _("A code of the association's own."),
        )


def _learn(values: Values, vocabulary: Vocabulary) -> None:
    vocabulary.learn(
        values["list"], values["code"], values.get("label_sv", ""), values["association"]
    )


def _write_codes(incoming: Incoming, writing: Writing) -> Tally:
    tally = Tally()
    fields = ("valid_from", "valid_to", "origin")
    for batch in incoming.batches():
        by_association = defaultdict(list)
        for row in batch:
            values = {name: row.values[name] for name in fields if incoming.has(name)}
            for label in ("label_sv", "label_en"):
                if incoming.has(label):
                    values[label] = row.values[label] or row.values["code"]
            owner = writing.association(row.values["association"]).pk
            key = (owner, row.values["list"], row.values["code"])
            labels = {"label_sv": row.values["code"], "label_en": row.values["code"]}
            initial = {name: text for name, text in labels.items() if name not in values}
            by_association[owner].append(Wanted(key, values, initial))
        for wanted in by_association.values():
            stored = upsert(Code, key=["association_id", "list_name", "code"], wanted=wanted)
            tally += Tally.of(each.outcome for each in stored)
    return tally


def _read_codes(extract: Extract) -> Iterator[Values]:
    own = Code.objects.filter(association=extract.association).order_by("list_name", "code")
    for one in own:
        yield {
            "association": extract.association.slug,
            "list": one.list_name,
            "code": one.code,
            "label_sv": one.label_sv,
            "label_en": one.label_en,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "origin": one.origin,
        }


ORGANISATIONS = Table(
    name="organisations",
    label="Organisationer",
    help="Authorities, providers and others that the association's tables name.",
    key=("organisation",),
    columns=(
        Column("organisation", "Organisation", Kind.SLUG, required=True),
        Column("association", "Förbund", Kind.SLUG, help="Not stored: where the file comes from."),
        Column("name", "Namn", longest=160),
        Column("kind", "Slag", Kind.CODE, codes="organisation_kind", default="other"),
        Column("municipality_code", "Kommun", Kind.CODE, codes=MUNICIPALITIES),
    ),
    known=known(Organisation, "slug"),
    create=_create_organisation,
    shared=True,
    read=_read_organisations,
    write=_write_organisations,
)

ASSOCIATIONS = Table(
    name="associations",
    label="Förbund",
    help="Coordination associations.",
    key=("association",),
    columns=(
        ASSOCIATION,
        Column("name", "Namn", longest=160),
        Column("organisation_number", "Organisationsnummer", longest=20),
        Column("municipalities", "Kommuner", Kind.CODE, codes=MUNICIPALITIES, many=True),
        Column("parties", "Parter", Kind.SLUG, many=True),
        Column("interim_period", "Delårsperiod", Kind.MONTHS, default=(1, 8)),
        Column("opening_period", "Öppnas med period", longest=40, help="Empty: this year."),
    ),
    references=(Reference("organisations", ("parties",)),),
    known=known(Association, "slug"),
    create=_create_association,
    check=_check_association,
    read=_read_association,
    write=_write_associations,
)

CODES = Table(
    name="codes",
    label="Koder",
    help="Values that the association has added to code lists.",
    key=("association", "list", "code"),
    columns=(
        ASSOCIATION,
        Column("list", "Lista", required=True, longest=40),
        Column("code", "Kod", Kind.SLUG, required=True),
        Column("label_sv", "Svensk benämning", longest=120),
        Column("label_en", "Engelsk benämning", longest=120),
        Column("valid_from", "Gäller från", Kind.DATE),
        Column("valid_to", "Gäller till", Kind.DATE),
        Column("origin", "Ursprung", longest=120),
    ),
    references=(Reference("associations", ("association",)),),
    known=known(Code, "association__slug", "list_name", "code"),
    check=_check_code,
    teach=_learn,
    read=_read_codes,
    write=_write_codes,
)

TABLES = (ORGANISATIONS, ASSOCIATIONS, CODES)

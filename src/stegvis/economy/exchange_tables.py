"""Funding and budget, as they travel."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Max

from stegvis.economy.models import BudgetLine, BudgetVersion, Funding
from stegvis.exchange.exchange_tables import ASSOCIATION
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found, known
from stegvis.exchange.registry import Column, Key, Kind, Reference, Table, Values
from stegvis.exchange.tally import Tally
from stegvis.exchange.upsert import Wanted, upsert
from stegvis.exchange.writing import Writing
from stegvis.interventions.models import Intervention

YEAR = Column("year", "År", Kind.WHOLE, required=True, least=1990, most=2100)
_MOST = 100_000_000_000  # what the database has room for


# Funding

_FUNDING = ("amount_sek", "preliminary")


def _write_funding(incoming: Incoming, writing: Writing) -> Tally:
    tally = Tally()
    for batch in incoming.batches():
        wanted = [
            Wanted(
                (
                    writing.association(row.values["association"]).pk,
                    *(row.values[name] for name in ("year", "party", "kind")),
                ),
                {name: row.values[name] for name in _FUNDING if incoming.has(name)},
            )
            for row in batch
        ]
        stored = upsert(Funding, key=["association_id", "year", "party", "kind"], wanted=wanted)
        tally += Tally.of(each.outcome for each in stored)
    return tally


def _read_funding(extract: Extract) -> Iterator[Values]:
    every = Funding.objects.filter(association=extract.association)
    for one in every.order_by("year", "kind", "pk"):
        yield {
            "association": extract.association.slug,
            "year": one.year,
            "party": one.party,
            "kind": one.kind,
            "amount_sek": one.amount_sek,
            "preliminary": one.preliminary,
        }


# Budget

_LINE = (
    "kind",
    "heading",
    "category",
    "memo",
    "shared_percent",
    "outcome_previous_tkr",
    "budget_tkr",
    "requisitioned_tkr",
    "outcome_tkr",
    "forecast_tkr",
    "comment",
)


def _write_budget(incoming: Incoming, writing: Writing) -> Tally:
    rows = list(incoming.rows())
    versions = _versions(rows, writing)
    last = _last_positions(versions)
    interventions = found(
        Intervention,
        "association__slug",
        "slug",
        keys={
            (row.values["association"], row.values["intervention"])
            for row in rows
            if row.values.get("intervention")
        },
    )
    wanted = []
    for row in rows:
        budget = versions[_version(row)]
        last[budget] += 1
        wanted.append(
            Wanted(
                (budget, row.values["line"]),
                _line(incoming, row, interventions),
                # New lines come after those there are, in the order of the file.
                {"position": last[budget]},
            )
        )
    stored = upsert(BudgetLine, key=["budget_id", "line"], wanted=wanted)
    return Tally.of(each.outcome for each in stored)


def _version(row: Row) -> Key:
    return row.values["association"], row.values["year"], row.values["version"]


def _versions(rows: list[Row], writing: Writing) -> dict[Key, int]:
    """Ids of the budgets that the lines belong to, made where missing."""
    named = {_version(row) for row in rows}
    lookups = ("association__slug", "year", "version")
    versions = found(BudgetVersion, *lookups, keys=named)
    for key in sorted(named - set(versions)):
        association, year, version = key
        made = BudgetVersion.objects.create(
            association=writing.association(association), year=year, version=version
        )
        versions[key] = made.pk
    return versions


def _last_positions(versions: dict[Key, int]) -> defaultdict[int, int]:
    lines = BudgetLine.objects.filter(budget_id__in=versions.values())
    last = lines.values_list("budget_id").annotate(last=Max("position"))
    return defaultdict(int, dict(last))


def _line(incoming: Incoming, row: Row, interventions: dict[Key, int]) -> dict[str, Any]:
    values = {name: row.values[name] for name in _LINE if incoming.has(name)}
    if incoming.has("intervention"):
        named = (row.values["association"], row.values["intervention"])
        values["intervention_id"] = interventions.get(named)
    return values


def _read_budget(extract: Extract) -> Iterator[Values]:
    every = BudgetLine.objects.filter(budget__association=extract.association)
    order = ("budget__year", "budget__version", "position", "pk")
    for one in every.select_related("budget", "intervention").order_by(*order):
        yield {
            "association": extract.association.slug,
            "year": one.budget.year,
            "version": one.budget.version,
            "line": one.line,
            "intervention": one.intervention.slug if one.intervention else "",
        } | {name: getattr(one, name) for name in _LINE}


def _amount(name: str, label: str) -> Column:
    return Column(name, label, Kind.DECIMAL, places=3, least=-_MOST, most=_MOST)


FUNDING = Table(
    name="funding",
    label="Medelstilldelning",
    help="What parties and others give an association in a year, in whole kronor.",
    key=("association", "year", "party", "kind"),
    columns=(
        ASSOCIATION,
        YEAR,
        Column("party", "Part", required=True, longest=160),
        Column("kind", "Slag", Kind.CODE, codes="funding_kind", default="member"),
        Column("amount_sek", "Belopp", Kind.WHOLE, required=True, least=-_MOST, most=_MOST),
        Column("preliminary", "Preliminär", Kind.FLAG, default=False),
    ),
    references=(Reference("associations", ("association",)),),
    known=known(Funding, "association__slug", "year", "party", "kind"),
    read=_read_funding,
    write=_write_funding,
)

BUDGET = Table(
    name="budget",
    label="Budget",
    help="Lines of an association's budget, in thousands of kronor.",
    key=("association", "year", "version", "line"),
    columns=(
        ASSOCIATION,
        YEAR,
        Column("version", "Version", Kind.CODE, codes="budget_version", default="decided"),
        Column("kind", "Slag", Kind.CODE, codes="budget_kind", default="cost"),
        Column("heading", "Rubrik", longest=160),
        Column("line", "Post", required=True, longest=200),
        Column("category", "Kategori", Kind.CODE, codes="budget_category", default="other"),
        Column("intervention", "Insats", Kind.SLUG),
        Column(
            "memo",
            "Inom parentes",
            Kind.FLAG,
            default=False,
            help="Shown in brackets, in no sum.",
        ),
        Column("shared_percent", "Andel", Kind.DECIMAL, least=0, most=100),
        _amount("outcome_previous_tkr", "Utfall föregående år (tkr)"),
        _amount("budget_tkr", "Budget (tkr)"),
        _amount("requisitioned_tkr", "Rekvirerat (tkr)"),
        _amount("outcome_tkr", "Utfall (tkr)"),
        _amount("forecast_tkr", "Prognos (tkr)"),
        Column("comment", "Kommentar", longest=400),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
    ),
    known=known(BudgetLine, "budget__association__slug", "budget__year", "budget__version", "line"),
    read=_read_budget,
    write=_write_budget,
)

TABLES = (FUNDING, BUDGET)

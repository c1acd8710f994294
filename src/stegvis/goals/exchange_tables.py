"""Goals, as they travel."""

from collections.abc import Iterable, Iterator
from typing import Any

from stegvis.exchange.checks import check_period
from stegvis.exchange.exchange_tables import ASSOCIATION
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found, known
from stegvis.exchange.registry import Column, Key, Kind, Problem, Reference, Table, Values
from stegvis.exchange.tally import Tally
from stegvis.exchange.upsert import Wanted, upsert
from stegvis.exchange.writing import Writing
from stegvis.goals.models import Goal
from stegvis.interventions.models import Intervention

_PLAIN = (
    "period",
    "text",
    "kind",
    "measure",
    "filter",
    "denominator",
    "operator",
    "target",
    "unit",
)


def _check(values: Values) -> Iterable[Problem]:
    return check_period(values, "period")


def _write(incoming: Incoming, writing: Writing) -> Tally:
    rows = list(incoming.rows())
    interventions = found(
        Intervention,
        "association__slug",
        "slug",
        keys={_place(row) for row in rows if row.values.get("intervention")},
    )
    wanted = [
        Wanted(
            (writing.association(row.values["association"]).pk, row.values["goal_id"]),
            _values(incoming, row, interventions),
        )
        for row in rows
    ]
    stored = upsert(Goal, key=["association_id", "reference"], wanted=wanted)
    return Tally.of(each.outcome for each in stored)


def _place(row: Row) -> Key:
    return row.values["association"], row.values["intervention"]


def _values(incoming: Incoming, row: Row, interventions: dict[Key, int]) -> dict[str, Any]:
    values = {name: row.values[name] for name in _PLAIN if incoming.has(name)}
    if incoming.has("intervention"):
        values["intervention_id"] = interventions.get(_place(row))
    return values


def _read(extract: Extract) -> Iterator[Values]:
    every = Goal.objects.filter(association=extract.association).select_related("intervention")
    for one in every.order_by("reference"):
        yield {
            "goal_id": one.reference,
            "association": extract.association.slug,
            "intervention": one.intervention.slug if one.intervention else "",
        } | {name: getattr(one, name) for name in _PLAIN}


GOALS = Table(
    name="goals",
    label="Mål",
    help="What interventions and the association have promised, in words and as a measure.",
    key=("association", "goal_id"),
    columns=(
        Column("goal_id", "Mål-id", required=True, longest=80),
        ASSOCIATION,
        Column("intervention", "Insats", Kind.SLUG, help="Empty: the association's own goal."),
        Column("period", "Period", required=True, longest=40),
        Column("text", "Mål i ord", Kind.TEXT, required=True),
        Column("kind", "Slag", Kind.CODE, codes="goal_kind", required=True),
        Column("measure", "Mått", longest=80),
        Column("filter", "Filter", longest=200),
        Column("denominator", "Nämnare", longest=80),
        Column("operator", "Villkor", Kind.CODE, codes="goal_operator"),
        Column("target", "Målvärde", Kind.DECIMAL, places=3),
        Column("unit", "Enhet", Kind.CODE, codes="goal_unit"),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
    ),
    known=known(Goal, "association__slug", "reference"),
    check=_check,
    read=_read,
    write=_write,
)

TABLES = (GOALS,)

"""Agreements: never two of one intervention on the same day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.checks import check_days
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found
from stegvis.exchange.registry import Key, Problem, Values
from stegvis.exchange.tally import Tally
from stegvis.exchange.upsert import Wanted, upsert
from stegvis.exchange.writing import Writing
from stegvis.interventions.models import Agreement, Intervention
from stegvis.interventions.transfer.places import (
    KEY,
    place_of,
)

_NUMBERS = (
    "places",
    "follow_up_places",
    "rounds_per_year",
    "planned_participants",
    "weeks",
    "hours_per_week",
    "extension_rule",
)


def check(values: Values) -> Iterable[Problem]:
    """What is wrong with one row by itself."""
    return check_days(values, "from", "to")


def write(incoming: Incoming, writing: Writing) -> Tally:
    """Store the agreements of a file."""
    rows = list(incoming.rows())
    interventions = found(Intervention, *KEY, keys={place_of(row) for row in rows})
    _refuse_overlaps(incoming, rows, interventions, writing)
    if writing.faults:
        return Tally()
    wanted = [
        Wanted((interventions[place_of(row)], row.values["from"]), _agreement(incoming, row))
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
        of = spans[interventions[place_of(row)]]
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


def read(extract: Extract) -> Iterator[Values]:
    """The agreements of an association, one after the other."""
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

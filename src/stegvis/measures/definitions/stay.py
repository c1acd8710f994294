"""How long participations lasted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during, heads
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _days(p: "ir.Table") -> "ir.NumericValue":
    return p.ended_on.delta(p.started_on, unit="day") + 1


_SHARED: Mapping[str, Any] = {
    "numerator": Text("Veckor från start till avslut", "Weeks from start to exit"),
    "denominator": Text("Avslutade under perioden", "Ended in the period"),
    "unit": words.WEEKS,
    "when": during.ended,
    "amount": _days,
    "per": 7,
    "heads": heads.ended,
    "dimensions": words.DIMENSIONS,
    "source": words.RULES,
}

MEASURES = (
    Measure(
        code="stay.weeks_mean",
        name=Text("Tid i insatsen i genomsnitt, veckor", "Mean stay in weeks"),
        definition=Text(
            "Dagarna från start till avslut, båda inräknade, delade med 7, i genomsnitt för dem "
            "som avslutats under perioden.",
            "The days from start to exit, both included, divided by 7, on average for those whose "
            "participation ended in the period.",
        ),
        kind=Kind.MEAN,
        additive=(*words.ADDITIVE, *words.TIMES),
        **_SHARED,
    ),
    Measure(
        code="stay.weeks_median",
        name=Text("Tid i insatsen, median, veckor", "Median stay in weeks"),
        definition=Text(
            "Den mittersta tiden från start till avslut, båda dagarna inräknade, i veckor, för "
            "dem som avslutats under perioden.",
            "The middle time from start to exit, both days included, in weeks, for those whose "
            "participation ended in the period.",
        ),
        kind=Kind.MEDIAN,
        **_SHARED,
    ),
)

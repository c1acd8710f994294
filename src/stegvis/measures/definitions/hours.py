"""Weekly hours at the start and at the exit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during, heads
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

HUNDREDTHS = 100


def _hours_at_start(p: "ir.Table") -> "ir.NumericValue":
    return (p.hours_start * HUNDREDTHS).round().cast("int64")


def _hours_at_exit(p: "ir.Table") -> "ir.NumericValue":
    return (p.hours_end * HUNDREDTHS).round().cast("int64")


def _start_known(p: "ir.Table") -> "ir.BooleanValue":
    return p.hours_start.notnull()


def _end_known(p: "ir.Table") -> "ir.BooleanValue":
    return p.hours_end.notnull()


_SHARED: Mapping[str, Any] = {
    "unit": words.HOURS,
    "kind": Kind.MEAN,
    "when": during.ended,
    "per": HUNDREDTHS,
    "heads": heads.ended,
    "dimensions": words.DIMENSIONS,
    "additive": (*words.ADDITIVE, *words.TIMES),
    "source": words.RULES,
}

MEASURES = (
    Measure(
        code="hours.start",
        name=Text("Timmar i veckan vid start", "Weekly hours at the start"),
        definition=Text(
            "Timmar i veckan vid start, i genomsnitt för dem som avslutats under perioden och "
            "vars timmar är kända.",
            "Weekly hours at the start, on average for those whose participation ended in the "
            "period and whose hours are known.",
        ),
        numerator=Text("Timmar vid start", "Hours at the start"),
        denominator=Text(
            "Avslutade med kända timmar vid start", "Ended, with known hours at the start"
        ),
        amount=_hours_at_start,
        among=_start_known,
        reads=("hours_start",),
        **_SHARED,
    ),
    Measure(
        code="hours.end",
        name=Text("Timmar i veckan vid avslut", "Weekly hours at the exit"),
        definition=Text(
            "Timmar i veckan vid avslut, i genomsnitt för dem som avslutats under perioden och "
            "vars timmar är kända.",
            "Weekly hours at the exit, on average for those whose participation ended in the "
            "period and whose hours are known.",
        ),
        numerator=Text("Timmar vid avslut", "Hours at the exit"),
        denominator=Text(
            "Avslutade med kända timmar vid avslut", "Ended, with known hours at the exit"
        ),
        amount=_hours_at_exit,
        among=_end_known,
        reads=("hours_end",),
        **_SHARED,
    ),
)

"""How many take part: current, new, ended and what follows from them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during, heads
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

_SHARED: Mapping[str, Any] = {
    "unit": words.PARTICIPATIONS,
    "dimensions": words.DIMENSIONS,
    "counts_heads": True,
    "exact_for_association": True,
    "source": words.RULES,
}
# What lies in one month or quarter of the period lies in no other.
_FLOW: Mapping[str, Any] = {
    **_SHARED,
    "kind": Kind.COUNT,
    "additive": (*words.ADDITIVE, *words.TIMES),
}
_STOCK: Mapping[str, Any] = {**_SHARED, "kind": Kind.COUNT, "additive": words.ADDITIVE}


def _moves(p: "ir.Table") -> "ir.NumericValue":
    """A participation that both starts and ends in the period moves twice."""
    return during.new(p).cast("int32") + during.ended(p).cast("int32")


def _days_in_period(p: "ir.Table") -> "ir.NumericValue":
    start = (p.started_on > p.first_day).ifelse(p.started_on, p.first_day)
    end = (p.until <= p.ended_to).ifelse(p.until, p.last_day)
    return end.delta(start, unit="day") + 1


MEASURES = (
    Measure(
        code="participations.current",
        name=Text("Aktuella deltaganden", "Current participations"),
        definition=Text(
            "Deltaganden som har startat senast periodens sista dag och inte avslutats före dess "
            "första; vilande räknas med.",
            "Participations that started by the period's last day and did not end before its "
            "first; paused ones included.",
        ),
        numerator=Text(
            "Startade före periodens slut och ej avslutade före dess början",
            "Started by the period's end and not ended before its beginning",
        ),
        when=during.current,
        heads=heads.current,
        **_STOCK,
    ),
    Measure(
        code="participations.new",
        name=Text("Nya deltaganden", "New participations"),
        definition=Text(
            "Deltaganden som har startat under perioden.",
            "Participations that started in the period.",
        ),
        numerator=Text("Startade under perioden", "Started in the period"),
        when=during.new,
        heads=heads.new,
        **_FLOW,
    ),
    Measure(
        code="participations.ended",
        name=Text("Avslutade deltaganden", "Ended participations"),
        definition=Text(
            "Deltaganden som har avslutats under perioden; ett slutdatum i framtiden är planerat "
            "och räknas inte.",
            "Participations that ended in the period; an end in the future is planned and does "
            "not count.",
        ),
        numerator=Text("Avslutade under perioden", "Ended in the period"),
        when=during.ended,
        heads=heads.ended,
        **_FLOW,
    ),
    Measure(
        code="participations.carried_in",
        name=Text("Följde med in i perioden", "Carried into the period"),
        definition=Text(
            "Deltaganden som hade startat före periodens första dag och inte avslutats före den.",
            "Participations that started before the period's first day and did not end before it.",
        ),
        numerator=Text(
            "Startade före perioden och ej avslutade före den",
            "Started before the period and not ended before it",
        ),
        when=during.carried_in,
        heads=heads.carried_in,
        **_STOCK,
    ),
    Measure(
        code="participations.remaining",
        name=Text("Kvar vid periodens slut", "Remaining at the period's end"),
        definition=Text(
            "Deltaganden som har startat senast periodens sista dag och inte avslutats till och "
            "med den.",
            "Participations that started by the period's last day and did not end by it.",
        ),
        numerator=Text(
            "Startade och ej avslutade på periodens sista dag",
            "Started and not ended on the period's last day",
        ),
        when=during.remaining,
        heads=heads.remaining,
        **_STOCK,
    ),
    Measure(
        code="participations.movements",
        name=Text("In- och utskrivningar", "Starts and exits"),
        definition=Text(
            "Starter och avslut under perioden sammanlagt; den som både startar och avslutar "
            "räknas två gånger.",
            "Starts and exits in the period together; who both starts and ends counts twice.",
        ),
        numerator=Text("Starter plus avslut under perioden", "Starts plus exits in the period"),
        when=during.new_or_ended,
        amount=_moves,
        heads=heads.movements,
        **_FLOW,
    ),
    Measure(
        code="participations.mean",
        name=Text("Deltaganden i genomsnitt", "Mean number of participations"),
        definition=Text(
            "Antalet dagar som deltagandena pågick under perioden, första och sista dagen "
            "inräknade, delat med periodens dagar.",
            "The days that participations lasted in the period, first and last day included, "
            "divided by the days of the period.",
        ),
        numerator=Text("Deltagandedagar under perioden", "Days of participation in the period"),
        denominator=Text("Dagar i perioden", "Days of the period"),
        kind=Kind.PER_DAY,
        when=during.current,
        amount=_days_in_period,
        heads=heads.current,
        additive=words.ADDITIVE,
        **{**_SHARED, "counts_heads": False},
    ),
)

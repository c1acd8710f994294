"""What participants lived on at the start and at the exit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during, heads
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure, Side, every

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _start_known(p: "ir.Table") -> "ir.BooleanValue":
    return p.support_start_known


def _end_known(p: "ir.Table") -> "ir.BooleanValue":
    return p.support_end_known


def _both_known(p: "ir.Table") -> "ir.BooleanValue":
    return p.support_start_known & p.support_end_known


def _any_support(mention: "ir.Table") -> "ir.BooleanValue":
    return ~mention.code.isin(("none", "no_income"))


_SHARED: Mapping[str, Any] = {
    "when": during.ended,
    "heads": heads.ended,
    "dimensions": words.DIMENSIONS,
    "additive": (*words.ADDITIVE, *words.TIMES),
    "source": words.RULES,
}
_SHARE: Mapping[str, Any] = {**_SHARED, "kind": Kind.SHARE, "unit": words.EXITS}

MEASURES = (
    Measure(
        code="support.before",
        name=Text("Försörjning vid start", "Support at the start"),
        definition=Text(
            "Andel av avsluten där deltagaren hade försörjningskällan vid start; flera kan nämnas.",
            "Share of exits whose participant had the source of support at the start; several may "
            "be mentioned.",
        ),
        numerator=Text("Avslutade med källan vid start", "Ended, with the source at the start"),
        denominator=Text(
            "Avslutade med känd försörjning vid start", "Ended, with known support at the start"
        ),
        having=_start_known,
        among=_start_known,
        reads=("support_start_known",),
        sides=(Side("support_start", ("support_start",), default=_any_support),),
        **_SHARE,
    ),
    Measure(
        code="support.after",
        name=Text("Försörjning vid avslut", "Support at the exit"),
        definition=Text(
            "Andel av avsluten där deltagaren har försörjningskällan vid avslut; flera kan nämnas.",
            "Share of exits whose participant has the source of support at the exit; several may "
            "be mentioned.",
        ),
        numerator=Text("Avslutade med källan vid avslut", "Ended, with the source at the exit"),
        denominator=Text(
            "Avslutade med känd försörjning vid avslut", "Ended, with known support at the exit"
        ),
        having=_end_known,
        among=_end_known,
        reads=("support_end_known",),
        sides=(Side("support_end", ("support_end",), default=_any_support),),
        **_SHARE,
    ),
    Measure(
        code="support.change",
        name=Text("Förändrad försörjning", "Change of support"),
        definition=Text(
            "Andelen med försörjningskällan vid avslut minus andelen vid start, bland dem där "
            "båda är kända.",
            "The share with the source of support at the exit less the share at the start, among "
            "those for whom both are known.",
        ),
        numerator=Text(
            "Med källan vid avslut minus med källan vid start",
            "With the source at the exit less with it at the start",
        ),
        denominator=Text(
            "Avslutade med känd försörjning vid start och avslut",
            "Ended, with known support at the start and at the exit",
        ),
        unit=words.EXITS,
        kind=Kind.CHANGE,
        having=_both_known,
        among=_both_known,
        reads=("support_start_known", "support_end_known"),
        sides=(Side("support_change", ("support_end",), default=_any_support, weight="sign"),),
        **_SHARED,
    ),
    Measure(
        code="support.person_shares",
        name=Text("Försörjning i helpersoner", "Support in whole persons"),
        definition=Text(
            "Försörjningskällornas procent delade med 100 och summerade över avsluten: vid avslut "
            "om inte försörjningen vid start efterfrågas.",
            "The sources' per cent divided by 100 and summed over the exits: at the exit, unless "
            "the support at the start is asked for.",
        ),
        numerator=Text("Summan av procent delad med 100", "The sum of per cent divided by 100"),
        unit=Text("helpersoner", "whole persons"),
        kind=Kind.COUNT,
        per=10_000,
        sides=(
            Side("support_end", ("support_end",), default=every, weight="extent"),
            Side("support_start", ("support_start",), default=every, weight="extent"),
        ),
        **_SHARED,
    ),
)

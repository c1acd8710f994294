"""Work, studies and job-seeking at the start and at the exit."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during, heads
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure, Side
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

WORK_OR_STUDIES = ("work", "studies")


def _at(moment: str) -> "ir.Table":
    """Work and studies mentioned at `moment`, to any extent but none."""
    occupation = table("occupation")
    listed = (occupation.moment == moment) & occupation.code.isin(WORK_OR_STUDIES)
    return occupation.filter(listed & (occupation.percent.fill_null(100) > 0))


def in_work_or_studies(p: "ir.Table") -> "ir.BooleanValue":
    """Works or studies at the exit, to any extent."""
    return p.row.isin(_at("end").row)


def both_occupations_known(p: "ir.Table") -> "ir.BooleanValue":
    """Known at both moments, and to what extent: without it nobody can say that it grew."""
    occupation = table("occupation")
    vague = occupation.filter(occupation.code.isin(WORK_OR_STUDIES) & occupation.percent.isnull())
    return p.occupation_start_known & p.occupation_end_known & ~p.row.isin(vague.row)


def increased_work_or_studies(p: "ir.Table") -> "ir.BooleanValue":
    """Work and studies together take more time at the exit than at the start."""
    # Hundredths of a per cent: whole numbers add up the same in every order.
    at_end, at_start = (
        _at(moment).select("row", extent=(_at(moment).percent * 100).round().cast("int64") * sign)
        for moment, sign in (("end", 1), ("start", -1))
    )
    both = at_end.union(at_start)
    grown = both.group_by("row").aggregate(change=both.extent.sum())
    return p.row.isin(grown.filter(grown.change > 0).row)


def _start_known(p: "ir.Table") -> "ir.BooleanValue":
    return p.occupation_start_known


def _end_known(p: "ir.Table") -> "ir.BooleanValue":
    return p.occupation_end_known


def _any_occupation(mention: "ir.Table") -> "ir.BooleanValue":
    return mention.code != "none"


_SHARED: Mapping[str, Any] = {
    "unit": words.EXITS,
    "kind": Kind.SHARE,
    "when": during.ended,
    "heads": heads.ended,
    "dimensions": words.DIMENSIONS,
    "additive": (*words.ADDITIVE, *words.TIMES),
    "source": words.RULES,
}

MEASURES = (
    Measure(
        code="occupation.before",
        name=Text("Sysselsättning vid start", "Occupation at the start"),
        definition=Text(
            "Andel av avsluten där deltagaren hade sysselsättningen vid start; flera kan nämnas.",
            "Share of exits whose participant had the occupation at the start; several may be "
            "mentioned.",
        ),
        numerator=Text(
            "Avslutade med sysselsättningen vid start", "Ended, with the occupation at the start"
        ),
        denominator=Text(
            "Avslutade med känd sysselsättning vid start",
            "Ended, with a known occupation at the start",
        ),
        having=_start_known,
        among=_start_known,
        reads=("occupation_start_known",),
        sides=(Side("occupation_start", ("occupation_start",), default=_any_occupation),),
        **_SHARED,
    ),
    Measure(
        code="occupation.after",
        name=Text("Sysselsättning vid avslut", "Occupation at the exit"),
        definition=Text(
            "Andel av avsluten där deltagaren har sysselsättningen vid avslut; flera kan nämnas.",
            "Share of exits whose participant has the occupation at the exit; several may be "
            "mentioned.",
        ),
        numerator=Text(
            "Avslutade med sysselsättningen vid avslut", "Ended, with the occupation at the exit"
        ),
        denominator=Text(
            "Avslutade med känd sysselsättning vid avslut",
            "Ended, with a known occupation at the exit",
        ),
        having=_end_known,
        among=_end_known,
        reads=("occupation_end_known",),
        sides=(Side("occupation_end", ("occupation_end",), default=_any_occupation),),
        **_SHARED,
    ),
)

"""Asking: who has been asked with forms that are tied to nobody, and how many forms there are."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure, Rows
from stegvis.surveys.rules.asked import FEWEST_FOR_SUMS, OVER_SIX_MONTHS

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _once(p: "ir.Table") -> "ir.BooleanValue":
    return p.first_asked.notnull() & (p.first_asked <= p.last_day.year())


def _again(p: "ir.Table") -> "ir.BooleanValue":
    return p.again_asked.notnull() & (p.again_asked <= p.last_day.year())


def _over_six_months(p: "ir.Table") -> "ir.BooleanValue":
    """So long by the exit or, where there is none yet, by the period's end."""
    last = (p.until < p.ended_to).ifelse(p.until, p.ended_to)
    return last.delta(p.started_on, unit="day") >= OVER_SIX_MONTHS.days


_SHARED: Mapping[str, Any] = {
    "rows": Rows.ASKED,
    "kind": Kind.SHARE,
    "unit": words.PARTICIPATIONS,
    "when": during.current,
    "dimensions": ("gender", "intervention", "part", "site"),
    "additive": ("gender", "intervention", "part", "site"),
    "least_rows": FEWEST_FOR_SUMS,
    "source": words.RULES,
}

MEASURES = (
    Measure(
        code="asked.once",
        name=Text("Andel tillfrågade minst en gång", "Share asked at least once"),
        definition=Text(
            "Andel av de pågående deltagandena där personalen har markerat att deltagaren har fått "
            "frågan, senast under periodens sista år; även de som inte ville svara. Visas bara där "
            f"minst {FEWEST_FOR_SUMS} pågår.",
            "Share of the current participations for which the staff have ticked that the "
            "participant was asked, in the last year of the period or before; those who did not "
            f"want to answer too. Shown only where at least {FEWEST_FOR_SUMS} are current.",
        ),
        numerator=Text("Tillfrågade minst en gång", "Asked at least once"),
        denominator=Text("Pågående under perioden", "Current in the period"),
        having=_once,
        **_SHARED,
    ),
    Measure(
        code="asked.twice",
        name=Text("Andel tillfrågade två gånger", "Share asked twice"),
        definition=Text(
            "Andel av de pågående deltaganden som har varat minst sex månader där personalen har "
            "markerat att deltagaren har fått frågan igen, senast under periodens sista år. Visas "
            f"bara där minst {FEWEST_FOR_SUMS} pågår.",
            "Share of the current participations of at least six months for which the staff have "
            "ticked that the participant was asked again, in the last year of the period or "
            f"before. Shown only where at least {FEWEST_FOR_SUMS} are current.",
        ),
        numerator=Text("Tillfrågade igen", "Asked again"),
        denominator=Text(
            "Pågående under perioden i minst sex månader", "Current in the period, for six months"
        ),
        having=_again,
        among=_over_six_months,
        **_SHARED,
    ),
)

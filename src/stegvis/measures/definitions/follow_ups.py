"""What became of participants half a year and a year after their exit, and how many were asked."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure, Rows
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

FOLLOW_UPS = Text("uppföljningar", "follow-ups")
NOT_FOLLOWED = ("transferred", "deceased", "consent_withdrawn")
_BY = tuple(code for code in words.DIMENSIONS if code != "kind")


def _to_be_asked(f: "ir.Table") -> "ir.BooleanValue":
    """Neither transferred, nor deceased, nor without consent to be contacted."""
    return ~f.exit_reason.isin(NOT_FOLLOWED) & ~f.row.isin(table("left_alone").row)


def _reached(f: "ir.Table") -> "ir.BooleanValue":
    return f.reached


def _with_occupation(f: "ir.Table") -> "ir.BooleanValue":
    return _to_be_asked(f) & f.reached & f.occupied.notnull()


def _occupied(f: "ir.Table") -> "ir.BooleanValue":
    return f.occupied


def _with_a_plan(f: "ir.Table") -> "ir.BooleanValue":
    return _to_be_asked(f) & f.reached & ~f.plan.isin(("", "no_plan"))


def _plan_carried_out(f: "ir.Table") -> "ir.BooleanValue":
    return f.plan == "carried_out"


_SHARED: Mapping[str, Any] = {
    "rows": Rows.FOLLOW_UPS,
    "kind": Kind.SHARE,
    "unit": FOLLOW_UPS,
    "when": during.due,
    "reads": ("exit_reason",),
    "dimensions": ("follow_up", *_BY),
    "additive": (*words.ADDITIVE, *words.TIMES),
    "source": "domain, section 1.10; design, section 7",
}

MEASURES = (
    Measure(
        code="followup.reached",
        name=Text("Andel som nåtts vid uppföljning", "Share reached at the follow-up"),
        definition=Text(
            "Andel av uppföljningarna som ska göras under perioden där deltagaren har nåtts; "
            "efter 12 månader om inget annat anges. Överförda, avlidna och de som inte samtycker "
            "till kontakt är utelämnade.",
            "Share of the follow-ups due in the period at which the participant was reached; "
            "after 12 months unless asked otherwise. Those who were transferred, have died or do "
            "not consent to contact are left out.",
        ),
        numerator=Text("Nådda", "Reached"),
        denominator=Text("Uppföljningar att göra under perioden", "Follow-ups due in the period"),
        having=_reached,
        among=_to_be_asked,
        **_SHARED,
    ),
    Measure(
        code="followup.in_work_or_studies",
        name=Text(
            "Andel i arbete eller studier vid uppföljning",
            "Share in work or studies at the follow-up",
        ),
        definition=Text(
            "Andel av de nådda som arbetar eller studerar, oavsett omfattning; efter 12 månader "
            "om inget annat anges. De som inte nåtts, och de vars sysselsättning är okänd, är "
            "utelämnade.",
            "Share of those reached who work or study, to any extent; after 12 months unless "
            "asked otherwise. Those not reached, or whose occupation is not known, are left out.",
        ),
        numerator=Text("Arbetar eller studerar", "In work or studies"),
        denominator=Text("Nådda med känd sysselsättning", "Reached, with a known occupation"),
        having=_occupied,
        among=_with_occupation,
        **_SHARED,
    ),
    Measure(
        code="followup.carried_out_plan",
        name=Text(
            "Andel vars plan genomförts vid uppföljning",
            "Share whose plan was carried out at the follow-up",
        ),
        definition=Text(
            "Andel av de nådda som hade en plan vid avslutet och har genomfört den; efter 12 "
            "månader om inget annat anges. De som inte nåtts, inte hade någon plan eller inte "
            "fått frågan är utelämnade.",
            "Share of those reached who had a plan at the exit and have carried it out; after 12 "
            "months unless asked otherwise. Those not reached, without a plan or not asked about "
            "it are left out.",
        ),
        numerator=Text("Planen genomförd", "Plan carried out"),
        denominator=Text("Nådda som hade en plan", "Reached, and had a plan"),
        having=_plan_carried_out,
        among=_with_a_plan,
        **_SHARED,
    ),
)

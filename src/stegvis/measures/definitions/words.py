"""Words and sets of dimensions that several families of measures share."""

from typing import TYPE_CHECKING

from stegvis.measures.dimensions import Text

if TYPE_CHECKING:
    import ibis.expr.types as ir

PARTICIPATIONS = Text("deltaganden", "participations")
PERSONS = Text("personer", "persons")
FORMS = Text("enkäter", "forms")
WEEKS = Text("veckor", "weeks")
HOURS = Text("timmar", "hours")
EXITS = Text("avslut", "exits")
ANSWERS = Text("svar", "answers")
PAIRS = Text("par av svar", "pairs of answers")
STEPS = Text("steg", "steps")

# Known from the start; one value a row, so their rows add up.
AT_START = (
    "gender", "intervention", "part", "site", "agreement", "referrer_formal",
    "referrer_combination", "referrer_party", "origin", "age_group", "education",
    "time_in_support", "municipality", "start_year",
)  # fmt: skip
AT_EXIT = ("exit_reason", "completed", "next_intervention", "employment_form")
TIMES = ("month", "quarter")
# Several a row: their rows are mentions and add up to more than the rows.
MENTIONS = (
    "referrer", "target_group", "next_step", "step_state", "support_start", "support_end",
    "occupation_start", "occupation_end",
)  # fmt: skip
ADDITIVE = (*AT_START, *AT_EXIT)
DIMENSIONS = (*ADDITIVE, "kind", *TIMES, *MENTIONS)

ENDED = Text(
    "Avslutade under perioden, inte överförda och med känd uppgift",
    "Ended in the period, not transferred and with a known value",
)
RULES = "design, section 7; exchange format, section 3"


def not_transferred(p: "ir.Table") -> "ir.BooleanValue":
    """A transfer, to a successor or a new agreement, is no outcome."""
    return p.exit_reason != "transferred"


def with_reason(p: "ir.Table") -> "ir.BooleanValue":
    """Not transferred, and the reason for the exit is known."""
    return not_transferred(p) & ~p.exit_reason.isin(("", "unknown"))

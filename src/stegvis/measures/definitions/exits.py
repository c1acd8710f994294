"""How participations ended, and what the participants went on to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during, heads
from stegvis.measures.definitions import words
from stegvis.measures.definitions.occupation import (
    both_occupations_known,
    in_work_or_studies,
    increased_work_or_studies,
)
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Condition, Kind, Measure, Side
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

_EXITS: Mapping[str, Any] = {
    "when": during.ended,
    "heads": heads.ended,
    "dimensions": words.DIMENSIONS,
    "source": words.RULES,
}
_COUNT: Mapping[str, Any] = {
    **_EXITS,
    "kind": Kind.COUNT,
    "additive": (*words.ADDITIVE, *words.TIMES),
}
_SHARE: Mapping[str, Any] = {
    **_EXITS,
    "kind": Kind.SHARE,
    "unit": words.EXITS,
    "denominator": words.ENDED,
    "additive": (*words.ADDITIVE, *words.TIMES),
}


def _left_for(*reasons: str) -> Condition:
    def condition(p: "ir.Table") -> "ir.BooleanValue":
        return p.exit_reason.isin(reasons)

    return condition


def _completion(value: str) -> Condition:
    def condition(p: "ir.Table") -> "ir.BooleanValue":
        return p.completed == value

    return condition


def _with_completion(p: "ir.Table") -> "ir.BooleanValue":
    return words.not_transferred(p) & (p.completed != "unknown")


def _with_next_step(p: "ir.Table") -> "ir.BooleanValue":
    steps = table("next_steps")
    return words.not_transferred(p) & p.row.isin(steps.filter(steps.code != "unknown").row)


def _to_something(step: "ir.Table") -> "ir.BooleanValue":
    return ~step.code.isin(("none", "unknown"))


def _ready_not_started(p: "ir.Table") -> "ir.BooleanValue":
    steps = table("next_steps")
    ready = p.row.isin(steps.filter(steps.state == "ready").row)
    return ready & ~p.row.isin(steps.filter(steps.state != "ready").row)


def _with_occupation(p: "ir.Table") -> "ir.BooleanValue":
    return words.not_transferred(p) & p.occupation_end_known


def _with_both_occupations(p: "ir.Table") -> "ir.BooleanValue":
    return words.not_transferred(p) & both_occupations_known(p)


MEASURES = (
    Measure(
        code="exits.reason",
        name=Text("Avslut efter avslutsanledning", "Exits by reason"),
        definition=Text(
            "Avslut under perioden, delade efter avslutsanledning; överförda och okända är egna "
            "grupper.",
            "Exits in the period, divided by exit reason; transferred and unknown are groups of "
            "their own.",
        ),
        numerator=Text("Avslutade under perioden", "Ended in the period"),
        unit=words.EXITS,
        **_COUNT,
    ),
    Measure(
        code="exits.next_step",
        name=Text("Har gått vidare till", "Next steps"),
        definition=Text(
            "Det som deltagare med avslut under perioden har gått vidare till; den som gått "
            "vidare till två saker nämns två gånger.",
            "What participants whose participation ended in the period went on to; who went on "
            "to two things is mentioned twice.",
        ),
        numerator=Text("Nämnda nästa steg", "Next steps mentioned"),
        unit=Text("nämnda steg", "mentions"),
        mentions="next_steps",
        **{**_COUNT, "additive": (*_COUNT["additive"], "next_step", "step_state")},
    ),
    Measure(
        code="exits.to_any",
        name=Text(
            "Andel som gått vidare till något av stegen", "Share that went on to any of the steps"
        ),
        definition=Text(
            "Andel av avsluten där deltagaren har gått vidare till något av de angivna stegen, "
            "eller till något alls om inget anges.",
            "Share of exits after which the participant went on to any of the steps named, or to "
            "anything at all when none is named.",
        ),
        numerator=Text("Avslut med något av stegen", "Exits with any of the steps"),
        having=_with_next_step,
        among=_with_next_step,
        reads=("exit_reason",),
        sides=(Side("next_steps", ("next_step", "step_state"), default=_to_something),),
        **_SHARE,
    ),
    Measure(
        code="exits.to_work_or_studies",
        name=Text("Andel till arbete eller studier", "Share to work or studies"),
        definition=Text(
            "Andel av avsluten där avslutsanledningen är arbete eller studier.",
            "Share of exits whose reason is work or studies.",
        ),
        numerator=Text("Avslutade till arbete eller studier", "Ended for work or studies"),
        having=_left_for("work", "studies"),
        among=words.with_reason,
        reads=("exit_reason",),
        **_SHARE,
    ),
    Measure(
        code="exits.to_work_studies_or_seeking",
        name=Text(
            "Andel till arbete, studier eller arbetssökande",
            "Share to work, studies or job-seeking",
        ),
        definition=Text(
            "Andel av avsluten där avslutsanledningen är arbete, studier eller arbetssökande.",
            "Share of exits whose reason is work, studies or job-seeking.",
        ),
        numerator=Text(
            "Avslutade till arbete, studier eller arbetssökande",
            "Ended for work, studies or job-seeking",
        ),
        having=_left_for("work", "studies", "job_seeking"),
        among=words.with_reason,
        reads=("exit_reason",),
        **_SHARE,
    ),
    Measure(
        code="exits.in_work_or_studies",
        name=Text("Andel i arbete eller studier vid avslut", "Share in work or studies at exit"),
        definition=Text(
            "Andel av avsluten där deltagaren arbetar eller studerar vid avslut, "
            "oavsett avslutsanledning.",
            "Share of exits at which the participant works or studies, whatever the reason.",
        ),
        numerator=Text("Arbetar eller studerar vid avslut", "In work or studies at exit"),
        having=in_work_or_studies,
        among=_with_occupation,
        reads=("exit_reason", "occupation_end_known"),
        **_SHARE,
    ),
    Measure(
        code="exits.started_or_increased_work_or_studies",
        name=Text(
            "Andel som börjat eller ökat arbete eller studier",
            "Share that started or increased work or studies",
        ),
        definition=Text(
            "Andel av avsluten där arbete och studier tillsammans har större omfattning "
            "vid avslut än vid start.",
            "Share of exits at which work and studies together are of a larger extent than at "
            "the start.",
        ),
        numerator=Text(
            "Större omfattning vid avslut än vid start",
            "Larger extent at the exit than at the start",
        ),
        having=increased_work_or_studies,
        among=_with_both_occupations,
        reads=("exit_reason", "occupation_start_known", "occupation_end_known"),
        **_SHARE,
    ),
    Measure(
        code="exits.completed",
        name=Text("Andel som fullföljt", "Share that completed"),
        definition=Text(
            "Andel av avsluten där deltagaren har fullföljt insatsen.",
            "Share of exits after which the participant had completed the intervention.",
        ),
        numerator=Text("Fullföljt", "Completed"),
        having=_completion("completed"),
        among=_with_completion,
        reads=("exit_reason", "completed"),
        **_SHARE,
    ),
    Measure(
        code="exits.left_early",
        name=Text("Andel som avbrutit i förtid", "Share that left early"),
        definition=Text(
            "Andel av avsluten där deltagaren har avbrutit insatsen i förtid.",
            "Share of exits at which the participant left the intervention early.",
        ),
        numerator=Text("Avbrutit i förtid", "Left early"),
        having=_completion("left_early"),
        among=_with_completion,
        reads=("exit_reason", "completed"),
        **_SHARE,
    ),
    Measure(
        code="exits.ready_not_started",
        name=Text("Andel redo utan ordnat nästa steg", "Share ready with nothing arranged"),
        definition=Text(
            "Andel av avsluten där deltagaren är redo för ett nästa steg men inget är "
            "påbörjat eller planerat.",
            "Share of exits after which the participant is ready for a next step but none is "
            "started or planned.",
        ),
        numerator=Text("Redo, inget påbörjat eller planerat", "Ready, nothing started or planned"),
        having=_ready_not_started,
        among=_with_next_step,
        reads=("exit_reason",),
        **_SHARE,
    ),
)

"""Answers: what was said in self-assessments and by those around, and what was not answered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure, Rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

OCCASIONS = Text("mättillfällen", "occasions")
_PLACES = ("gender", "intervention", "part", "site", "age_group", "origin", "exit_reason")
_ITEMS = ("question", "item", "instrument", "version", "occasion", "respondent")


def _missed(f: "ir.Table") -> "ir.BooleanValue":
    return (f.due_on >= f.first_day) & (f.due_on <= f.last_day)


def _can_be_positive(f: "ir.Table") -> "ir.BooleanValue":
    return f.positive.notnull()


def _positive(f: "ir.Table") -> "ir.BooleanValue":
    return f.positive


_SHARED: Mapping[str, Any] = {
    "rows": Rows.ANSWERS,
    "unit": words.ANSWERS,
    "when": during.answered,
    "source": words.RULES,
}

MEASURES = (
    Measure(
        code="answers.distribution",
        name=Text("Svarens fördelning", "Distribution of answers"),
        definition=Text(
            "Svar som getts under perioden; delade efter fråga och svar är det hur många som har "
            "svarat vad. Ett svar som frågan inte har är okänt.",
            "Answers given in the period; divided by question and answer, how many answered what. "
            "An answer that its question does not have is unknown.",
        ),
        numerator=Text("Svar", "Answers"),
        kind=Kind.COUNT,
        dimensions=(*_ITEMS, "answer", *_PLACES, *words.TIMES),
        additive=(*_ITEMS, "answer", *_PLACES, *words.TIMES),
        reads=("answered_on",),
        **_SHARED,
    ),
    Measure(
        code="answers.positive",
        name=Text("Andel positiva svar", "Share of positive answers"),
        definition=Text(
            "Andel av svaren under perioden som enkäten räknar som positiva; delad efter fråga är "
            "det andelen av dem som har svarat på den. Frågor utan positiva svar är utelämnade.",
            "Share of the answers in the period that the instrument counts as positive; divided by "
            "question it is the share of those who answered it. Questions without positive "
            "answers are left out.",
        ),
        numerator=Text("Positiva svar", "Positive answers"),
        denominator=Text(
            "Svar på frågor som har positiva svar",
            "Answers to questions that have positive answers",
        ),
        kind=Kind.SHARE,
        having=_positive,
        among=_can_be_positive,
        dimensions=(*_ITEMS, *_PLACES, *words.TIMES),
        additive=(*_ITEMS, *_PLACES, *words.TIMES),
        reads=("answered_on", "positive"),
        **_SHARED,
    ),
    Measure(
        code="answers.missing",
        name=Text("Mättillfällen utan svar", "Occasions without an answer"),
        definition=Text(
            "Mättillfällen under perioden där personalen har angett varför svar saknas.",
            "Occasions in the period for which the staff have said why there is no answer.",
        ),
        numerator=Text("Mättillfällen utan svar", "Occasions without an answer"),
        unit=OCCASIONS,
        kind=Kind.COUNT,
        rows=Rows.UNANSWERED,
        when=_missed,
        dimensions=("no_answer", "instrument", "version", "occasion", *_PLACES, *words.TIMES),
        additive=("no_answer", "instrument", "version", "occasion", *_PLACES, *words.TIMES),
        reads=("due_on",),
        source=words.RULES,
    ),
)

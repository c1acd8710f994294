"""Unlinked forms: how many, and how many with a yes; never tied to a person."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure, Rows
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

# Questions 1-4 of this form ask about violence from someone close, 5-7 about other violence.
VIOLENCE_FORM = "violence-nns-7"
IN_CLOSE_RELATION = ("q1", "q2", "q3", "q4")
NOT_KNOWN = ("", "unknown")


def _answers(*items: str) -> "ir.Table":
    """Answers given, to any question or to one of `items`."""
    answers = table("form_answers")
    given = answers.filter(~answers["value"].isin(NOT_KNOWN))
    return given.filter(given.item.isin(items)) if items else given


def _yes(answers: "ir.Table") -> "ir.Table":
    return answers.filter(answers["value"] == "yes")


def _any_answer(f: "ir.Table") -> "ir.BooleanValue":
    return f.row.isin(_answers().form)


def _any_yes(f: "ir.Table") -> "ir.BooleanValue":
    return f.row.isin(_yes(_answers()).form)


def _violence_collected(f: "ir.Table") -> "ir.BooleanValue":
    return during.collected(f) & (f.instrument == VIOLENCE_FORM)


def _close_answer(f: "ir.Table") -> "ir.BooleanValue":
    return f.row.isin(_answers(*IN_CLOSE_RELATION).form)


def _close_yes(f: "ir.Table") -> "ir.BooleanValue":
    return f.row.isin(_yes(_answers(*IN_CLOSE_RELATION)).form)


def _answered(f: "ir.Table") -> "ir.BooleanValue":
    return ~f.answers_value.fill_null("").isin(NOT_KNOWN)


def _is_yes(f: "ir.Table") -> "ir.BooleanValue":
    return f.answers_value == "yes"


_DIMENSIONS = ("gender", "intervention", "part", "instrument", "occasion", *words.TIMES)
_SHARED: Mapping[str, Any] = {
    "rows": Rows.FORMS,
    "when": during.collected,
    "source": words.RULES,
}
_SHARE: Mapping[str, Any] = {
    **_SHARED,
    "kind": Kind.SHARE,
    "unit": words.FORMS,
    "dimensions": _DIMENSIONS,
    "additive": _DIMENSIONS,
}

MEASURES = (
    Measure(
        code="forms.count",
        name=Text("Antal enkäter", "Number of forms"),
        definition=Text(
            "Enkäter utan koppling till person vars insamlingsperiod ligger i perioden.",
            "Forms without a tie to a person whose collection period lies in the period.",
        ),
        numerator=Text("Enkäter", "Forms"),
        unit=words.FORMS,
        kind=Kind.COUNT,
        dimensions=_DIMENSIONS,
        additive=_DIMENSIONS,
        exact_for_association=True,
        **_SHARED,
    ),
    Measure(
        code="forms.any_yes",
        name=Text("Andel enkäter med något ja", "Share of forms with any yes"),
        definition=Text(
            "Andel av enkäterna där minst en fråga har besvarats med ja.",
            "Share of forms on which at least one question was answered yes.",
        ),
        numerator=Text("Enkäter med minst ett ja", "Forms with at least one yes"),
        denominator=Text("Enkäter med minst ett svar", "Forms with at least one answer"),
        having=_any_yes,
        among=_any_answer,
        **_SHARE,
    ),
    Measure(
        code="forms.yes",
        name=Text("Andel ja per fråga", "Share of yes by question"),
        definition=Text(
            "Andel av svaren som är ja; delad efter fråga är det andelen av enkäterna.",
            "Share of answers that are yes; divided by question it is the share of forms.",
        ),
        numerator=Text("Svar som är ja", "Answers that are yes"),
        denominator=Text("Svar", "Answers"),
        unit=Text("svar", "answers"),
        kind=Kind.SHARE,
        having=_is_yes,
        among=_answered,
        mentions="answers",
        dimensions=(*_DIMENSIONS, "question"),
        additive=(*_DIMENSIONS, "question"),
        **_SHARED,
    ),
    Measure(
        code="forms.in_close_relation",
        name=Text("Andel utsatta i nära relation", "Share exposed in a close relation"),
        definition=Text(
            "Andel av enkäterna där någon av frågorna 1–4, om en närstående, har besvarats med ja.",
            "Share of forms on which any of questions 1–4, about someone close, was answered yes.",
        ),
        numerator=Text(
            "Enkäter med ja på någon av frågorna 1–4", "Forms with a yes to any of questions 1–4"
        ),
        denominator=Text(
            "Enkäter med svar på någon av frågorna 1–4",
            "Forms with an answer to any of questions 1–4",
        ),
        having=_close_yes,
        among=_close_answer,
        **{**_SHARE, "when": _violence_collected},
    ),
)

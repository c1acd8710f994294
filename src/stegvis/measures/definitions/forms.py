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

# Of these forms questions 1-4 are about violence from someone close, 5 from anybody else, 6 about
# what she saw as a child and 7 about what she has done: four things, never one number.
VIOLENCE_FORMS = ("violence-nns-7", "violence")
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
    return during.collected(f) & f.instrument.isin(VIOLENCE_FORMS)


def _answered(f: "ir.Table") -> "ir.BooleanValue":
    return ~f.answers_value.fill_null("").isin(NOT_KNOWN)


def _is_yes(f: "ir.Table") -> "ir.BooleanValue":
    return f.answers_value == "yes"


def _can_be_positive(f: "ir.Table") -> "ir.BooleanValue":
    return f.answers_positive.notnull()


def _is_positive(f: "ir.Table") -> "ir.BooleanValue":
    return f.answers_positive


_DIMENSIONS = (
    "gender", "intervention", "part", "instrument", "version", "occasion", "respondent",
    *words.TIMES,
)  # fmt: skip
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


def _share_with_yes(
    code: str, items: tuple[str, ...], name: Text, asked: Text, questions: Text
) -> Measure:
    """The share of violence forms with a yes to one of `items`."""

    def yes(f: "ir.Table") -> "ir.BooleanValue":
        return f.row.isin(_yes(_answers(*items)).form)

    def answered(f: "ir.Table") -> "ir.BooleanValue":
        return f.row.isin(_answers(*items).form)

    return Measure(
        code=code,
        name=name,
        definition=Text(
            f"Andel av enkäterna om våld där {asked.sv} har besvarats med ja.",
            f"Share of the forms about violence on which {asked.en} was answered yes.",
        ),
        numerator=Text(f"Enkäter med ja på {questions.sv}", f"Forms with a yes to {questions.en}"),
        denominator=Text(
            f"Enkäter med svar på {questions.sv}", f"Forms with an answer to {questions.en}"
        ),
        having=yes,
        among=answered,
        **{**_SHARE, "when": _violence_collected},
    )


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
    _share_with_yes(
        "forms.in_close_relation",
        IN_CLOSE_RELATION,
        Text("Andel utsatta i nära relation", "Share exposed in a close relation"),
        Text(
            "någon av frågorna 1–4, om en närstående,", "any of questions 1–4, about someone close,"
        ),
        Text("någon av frågorna 1–4", "any of questions 1–4"),
    ),
    _share_with_yes(
        "forms.other_violence",
        ("q5",),
        Text("Andel utsatta för annat våld", "Share exposed to other violence"),
        Text("fråga 5, om någon annan än en närstående,", "question 5, about anybody else,"),
        Text("fråga 5", "question 5"),
    ),
    _share_with_yes(
        "forms.witnessed",
        ("q6",),
        Text("Andel som bevittnat våld som barn", "Share who witnessed violence as a child"),
        Text("fråga 6, om uppväxten,", "question 6, about growing up,"),
        Text("fråga 6", "question 6"),
    ),
    _share_with_yes(
        "forms.own_use",
        ("q7",),
        Text("Andel som själva utövat våld", "Share who have used violence themselves"),
        Text("fråga 7, om eget våld,", "question 7, about their own violence,"),
        Text("fråga 7", "question 7"),
    ),
    Measure(
        code="forms.distribution",
        name=Text("Enkätsvarens fördelning", "Distribution of answers to forms"),
        definition=Text(
            "Svar på enkäterna; delade efter fråga och svar är det hur många som har svarat vad.",
            "Answers to the forms; divided by question and answer, how many answered what.",
        ),
        numerator=Text("Svar", "Answers"),
        unit=words.ANSWERS,
        kind=Kind.COUNT,
        having=_answered,
        mentions="answers",
        dimensions=(*_DIMENSIONS, "question", "answer"),
        additive=(*_DIMENSIONS, "question", "answer"),
        **_SHARED,
    ),
    Measure(
        code="forms.positive",
        name=Text("Andel positiva enkätsvar", "Share of positive answers to forms"),
        definition=Text(
            "Andel av svaren på enkäterna som enkäten räknar som positiva. Frågor utan positiva "
            "svar är utelämnade.",
            "Share of the answers to the forms that the instrument counts as positive. Questions "
            "without positive answers are left out.",
        ),
        numerator=Text("Positiva svar", "Positive answers"),
        denominator=Text(
            "Svar på frågor som har positiva svar",
            "Answers to questions that have positive answers",
        ),
        unit=words.ANSWERS,
        kind=Kind.SHARE,
        having=_is_positive,
        among=_can_be_positive,
        mentions="answers",
        dimensions=(*_DIMENSIONS, "question"),
        additive=(*_DIMENSIONS, "question"),
        **_SHARED,
    ),
    Measure(
        code="forms.coverage",
        name=Text("Enkäter per person", "Forms for each person"),
        definition=Text(
            "Enkäter utan koppling till person, delade med de personer som har ett pågående "
            "deltagande på samma plats under samma tid. Den som svarar igen räknas igen, så "
            "kvoten kan bli högre än 1.",
            "Forms without a tie to a person, divided by the persons with a current participation "
            "in the same place and period. Whoever answers again counts again, so the ratio may "
            "exceed 1.",
        ),
        numerator=Text("Enkäter", "Forms"),
        denominator=Text(
            "Olika personer med ett pågående deltagande",
            "Different persons with a current participation",
        ),
        unit=words.FORMS,
        kind=Kind.RATIO,
        ratio=("forms.count", "persons.current"),
        # The association is told both exactly, so their ratio tells it nothing more.
        exact_for_association=True,
        dimensions=_DIMENSIONS,
        additive=("gender",),
        **_SHARED,
    ),
)

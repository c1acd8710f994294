"""Change: a person's first and last answer to the same question in the same words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stegvis.measures import during
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Condition, Kind, Measure, Rows, Side
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

PER_STEP = 100  # grades are hundredths, which add up exactly


def _comparable(f: "ir.Table") -> "ir.BooleanValue":
    return f.first_grade.notnull() & f.last_grade.notnull()


def _positive_both_times(f: "ir.Table") -> "ir.BooleanValue":
    return _positive_known(f) & f.first_positive & f.last_positive


def _improved(f: "ir.Table") -> "ir.BooleanValue":
    return f.last_grade > f.first_grade


def _kept_high(f: "ir.Table") -> "ir.BooleanValue":
    return ~_improved(f) & _positive_both_times(f)


def _worse(f: "ir.Table") -> "ir.BooleanValue":
    return (f.last_grade < f.first_grade) & ~_positive_both_times(f)


def _unchanged(f: "ir.Table") -> "ir.BooleanValue":
    return (f.last_grade == f.first_grade) & ~_positive_both_times(f)


def _positive_known(f: "ir.Table") -> "ir.BooleanValue":
    return f.first_positive.notnull() & f.last_positive.notnull()


def _positive_first(f: "ir.Table") -> "ir.BooleanValue":
    return f.first_positive


def _positive_last(f: "ir.Table") -> "ir.BooleanValue":
    return f.last_positive


def _steps(f: "ir.Table") -> "ir.IntegerValue":
    return f.last_grade - f.first_grade


def _where_answers_are_collected(p: "ir.Table") -> "ir.BooleanValue":
    answered = table("answers").select("row").distinct()
    places = table("participations", "row", "intervention").join(answered, "row").intervention
    return p.intervention.isin(table("uses").intervention) | p.intervention.isin(places)


def _could_have_a_pair(p: "ir.Table") -> "ir.BooleanValue":
    return words.not_transferred(p) & _where_answers_are_collected(p)


def _any(mentions: "ir.Table") -> "ir.BooleanValue":
    return mentions["row"].notnull()


_BY = ("question", "item", "instrument", "version", "respondent", *words.ADDITIVE, *words.TIMES)
_SHARED: Mapping[str, Any] = {
    "rows": Rows.PAIRS,
    "among": _comparable,
    "denominator": Text(
        "Personer med ett första och ett senaste svar i samma version, en gång per fråga",
        "Persons with a first and a last answer in the same version, once for each question",
    ),
    "when": during.answered,
    "dimensions": _BY,
    "additive": _BY,
    "source": words.RULES,
}
_READS = ("answered_on", "first_grade", "last_grade", "first_positive", "last_positive")
_DATED = Text(
    " Första och senaste svar på samma fråga i samma version; räknas där och när det senaste "
    "gavs. Frågor utan känd riktning är utelämnade.",
    " First and last answer to the same question in the same version; counted where and when the "
    "last was given. Questions without a known direction are left out.",
)


_KNOWN = Text(
    " Samma fråga i samma version; räknas där och när det senaste gavs. Frågor utan positiva svar "
    "är utelämnade.",
    " The same question in the same version; counted where and when the last was given. Questions "
    "without positive answers are left out.",
)


def _share(code: str, name: Text, definition: Text, numerator: Text, having: Condition) -> Measure:
    return Measure(
        code=code,
        name=name,
        definition=Text(definition.sv + _DATED.sv, definition.en + _DATED.en),
        numerator=numerator,
        unit=words.PAIRS,
        kind=Kind.SHARE,
        having=having,
        reads=_READS,
        **_SHARED,
    )


def _positive(
    code: str, name: Text, definition: Text, numerator: Text, having: Condition
) -> Measure:
    return Measure(
        code=code,
        name=name,
        definition=Text(definition.sv + _KNOWN.sv, definition.en + _KNOWN.en),
        numerator=numerator,
        unit=words.PAIRS,
        kind=Kind.SHARE,
        having=having,
        reads=("answered_on", "first_positive", "last_positive"),
        **{**_SHARED, "among": _positive_known},
    )


MEASURES = (
    _share(
        "change.improved",
        Text("Andel som förbättrats", "Share improved"),
        Text(
            "Andel vars senaste svar är bättre än det första.",
            "Share whose last answer is better than the first.",
        ),
        Text("Bättre senast än först", "Better at last than at first"),
        _improved,
    ),
    _share(
        "change.kept_high",
        Text("Andel som behållit ett bra läge", "Share that kept high"),
        Text(
            "Andel vars senaste svar inte är bättre än det första, men där båda är positiva.",
            "Share whose last answer is not better than the first, but where both are positive.",
        ),
        Text("Inte bättre, men positivt båda gångerna", "Not better, but positive both times"),
        _kept_high,
    ),
    _share(
        "change.unchanged",
        Text("Andel oförändrade", "Share unchanged"),
        Text(
            "Andel vars senaste svar är lika bra som det första, utan att båda är positiva.",
            "Share whose last answer is as good as the first, without both being positive.",
        ),
        Text("Lika senast som först", "The same at last as at first"),
        _unchanged,
    ),
    _share(
        "change.worse",
        Text("Andel som försämrats", "Share worse"),
        Text(
            "Andel vars senaste svar är sämre än det första, utan att båda är positiva.",
            "Share whose last answer is worse than the first, without both being positive.",
        ),
        Text("Sämre senast än först", "Worse at last than at first"),
        _worse,
    ),
    _positive(
        "change.positive_first",
        Text("Andel positiva först", "Share positive at first"),
        Text(
            "Andel vars första svar räknas som positivt, bland dem som har svarat igen.",
            "Share whose first answer counts as positive, among those who have answered again.",
        ),
        Text("Positivt svar först", "Positive at first"),
        _positive_first,
    ),
    _positive(
        "change.positive_last",
        Text("Andel positiva senast", "Share positive at last"),
        Text(
            "Andel vars senaste svar räknas som positivt, bland dem som har svarat förut.",
            "Share whose last answer counts as positive, among those who have answered before.",
        ),
        Text("Positivt svar senast", "Positive at last"),
        _positive_last,
    ),
    Measure(
        code="change.net_steps",
        name=Text("Nettosteg", "Net steps"),
        definition=Text(
            "Summan av stegen från första till senaste svar, åt det bättre hållet." + _DATED.sv,
            "The sum of the steps from the first to the last answer, towards the better."
            + _DATED.en,
        ),
        numerator=Text("Steg upp minus steg ner", "Steps up less steps down"),
        unit=words.STEPS,
        kind=Kind.NET,
        amount=_steps,
        per=PER_STEP,
        reads=("answered_on", "first_grade", "last_grade"),
        **_SHARED,
    ),
    Measure(
        code="change.response_rate",
        name=Text("Andel med svar både först och senast", "Share with a first and a last answer"),
        definition=Text(
            "Andel av de avslutade som har ett svar som tillsammans med ett annat svar i samma "
            "version visar en förändring; i insatser där enkäter används. Överförda är utelämnade.",
            "Share of those who ended with an answer that shows a change together with another in "
            "the same version; in interventions that use questionnaires. The transferred are left "
            "out.",
        ),
        numerator=Text("Avslutade med svar två gånger", "Ended, with answers twice"),
        denominator=Text(
            "Avslutade under perioden, inte överförda, i insatser där enkäter används",
            "Ended in the period, not transferred, in interventions that use questionnaires",
        ),
        unit=words.PARTICIPATIONS,
        kind=Kind.SHARE,
        when=during.ended,
        among=_could_have_a_pair,
        sides=(Side("paired", ("instrument", "version"), _any),),
        reads=("exit_reason",),
        dimensions=(*words.ADDITIVE, "kind", *words.TIMES, "instrument", "version"),
        additive=(*words.ADDITIVE, *words.TIMES),
        source=words.RULES,
    ),
)

"""The engine: a question and a snapshot in, exact figures out; for the owner's eyes.

What others may see is decided afterwards, by disclosure control.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from stegvis.core.periods import Period
from stegvis.measures import heads, ratio
from stegvis.measures.answer import Answer
from stegvis.measures.dimensions import DIMENSIONS, UNKNOWN
from stegvis.measures.faults import CutsCollection, UnknownValue
from stegvis.measures.heads import HeadCount
from stegvis.measures.measure import Measure, Rows
from stegvis.measures.members import with_members
from stegvis.measures.notes import notes
from stegvis.measures.question import Question, check
from stegvis.measures.results import NO_FORMS, NO_PARTICIPATIONS, Group, Results, Row, figures
from stegvis.measures.scope import Scope, scope_of
from stegvis.measures.shape import Shape, side_of
from stegvis.measures.shape import group as column_of
from stegvis.measures.snapshot import Asking, Snapshot
from stegvis.measures.statements import statement
from stegvis.measures.sums import POSITIVE


def answer(question: Question, *, snapshot: Snapshot, today: date, members: bool = False) -> Answer:
    """The exact figures that answer `question` on the day `today`, with their rows if asked for.

    Raises a QuestionFault that says what of the question cannot be asked, or does not fit what is
    registered.
    """
    measure = check(question)
    if measure.ratio:
        return _ratio(question, measure, snapshot=snapshot, today=today)
    forms = measure.rows is Rows.FORMS
    rest = snapshot.rest if forms else None
    scope = scope_of(question, snapshot.places, today=today, rest=rest)
    with snapshot.asking(scope, question.where) as asking:
        _check_values(asking, measure, question)
        if forms:
            _refuse_to_cut(asking, question)
        rows = figures(measure, _results(snapshot, asking, measure, question))
        if members:
            rows = with_members(asking, measure, question, rows)
    return Answer(
        question=question,
        measure=measure,
        rows=rows,
        interventions=tuple(sorted({row.shown for row in scope.rows if row.shown})),
        first=_first_day(question, scope),
        last=question.period.last,
        data_version=snapshot.data_version,
        preliminary=question.period.last > today,
        not_included=_not_included(snapshot, measure, question, scope),
        notes=tuple(notes(question, measure, scope=scope, rows=rows, snapshot=snapshot)),
        positives=snapshot.positives if measure.code in POSITIVE else {},
        collected=snapshot.collected if forms else frozenset(),
        parts={row.value("part"): row.value("intervention") for row in scope.rows},
    )


def _ratio(question: Question, measure: Measure, *, snapshot: Snapshot, today: date) -> Answer:
    above, below = ratio.questions(question, measure)
    numerators = answer(above, snapshot=snapshot, today=today)
    denominators = answer(below, snapshot=snapshot, today=today)
    rows = ratio.figures(numerators, denominators)
    return replace(
        numerators,
        question=question,
        measure=measure,
        rows=rows,
        not_included=denominators.not_included,
    )


def _first_day(question: Question, scope: Scope) -> date | None:
    if isinstance(question.period, Period):
        return question.period.first
    return min((row.first_day for row in scope.rows), default=None)


def _results(snapshot: Snapshot, asking: Asking, measure: Measure, question: Question) -> Results:
    scope = asking.scope
    side = side_of(measure, question.shape)
    aside = side.dimensions if side else ()
    outer = tuple(code for code in question.by if code not in aside)
    return Results(
        by=question.by,
        scope=scope,
        base=_by_group(asking, measure, question, "grouped", outer),
        side=_by_group(asking, measure, question, "grouped_side", question.by) if side else None,
        aside=aside,
        heads=_heads(snapshot, question, scope) if _counts_heads(measure, question) else {},
    )


def _by_group(
    asking: Asking, measure: Measure, question: Question, expression: str, by: tuple[str, ...]
) -> Mapping[Group, Row]:
    """What the expression gives for each group; undivided there is always one."""
    found = asking.by_group(statement(expression, measure.code, question.shape), by)
    nothing = NO_FORMS if measure.rows is Rows.FORMS else NO_PARTICIPATIONS
    return found if by else {(): nothing, **found}


def _counts_heads(measure: Measure, question: Question) -> bool:
    """Whether head counts, which know years, places, gender and kind, can answer as well."""
    named = {*question.by, *(code for code, _ in question.where)}
    period = question.period
    whole_years = isinstance(period, Period) and period.is_whole_years
    return measure.counts_heads and whole_years and named.issubset(heads.KNOWN)


def _heads(snapshot: Snapshot, question: Question, scope: Scope) -> Mapping[Group, HeadCount]:
    """The head counts of each group, of the years that the question touches."""
    found: dict[Group, HeadCount] = defaultdict(lambda: heads.NOBODY)
    wanted = [each for each in snapshot.heads if _wants(question, each)]
    shown = {row.intervention: row.shown for row in scope.rows}
    for (own, gender, kind), count in heads.together(wanted, years=scope.years).items():
        named = {"intervention": shown[own], "part": own, "gender": gender, "kind": kind}
        found[tuple(named[code] for code in question.by)] += count
    return found


def _wants(question: Question, each: heads.Year) -> bool:
    """As for participations: what the filters say, and only the enrolled unless asked otherwise."""
    genders, kinds = question.values("gender"), question.values("kind")
    if not kinds and "kind" not in question.by:
        kinds = frozenset(["enrolled"])
    return each.gender in (genders or {each.gender}) and each.kind in (kinds or {each.kind})


def _not_included(snapshot: Snapshot, measure: Measure, question: Question, scope: Scope) -> int:
    """How many participants without a record the figures leave out, in the years they touch."""
    if measure.rows is Rows.FORMS or _counts_heads(measure, question):
        return 0
    undivided = replace(question, by=())
    return measure.heads(_heads(snapshot, undivided, scope)[()])


def _refuse_to_cut(asking: Asking, question: Question) -> None:
    cut = asking.rows(statement("forms_cut", question.measure, Shape()))
    if cut:
        first = cut[0]
        raise CutsCollection(
            f"The period {question.period} cuts the forms of "
            f"{first['intervention'] or 'the association'} that were "
            f"collected as one lot from {first['collected_from']} to {first['collected_to']}. "
            "Ask for a period that holds all of it, and not for shorter pieces; "
            "a part of the forms cannot be told from the rest."
        )


def _check_values(asking: Asking, measure: Measure, question: Question) -> None:
    """Refuse filters that can match nothing: neither listed nor registered by this association."""
    for code, value in question.where:
        listed = DIMENSIONS[code].codes
        if listed is None or value in listed or value == UNKNOWN:
            continue
        occurring = statement("occurring", measure.code, Shape(by=(code,)))
        if value not in {row[column_of(code)] for row in asking.rows(occurring)}:
            known = ", ".join(each.code for each in listed)
            raise UnknownValue(f"«{value}» is no {code}. There are: {known}.")

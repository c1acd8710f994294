"""The engine: a question and a snapshot in, exact figures out; for the owner's eyes.

What others may see is decided afterwards, by disclosure control.
"""

from collections.abc import Mapping
from datetime import date

from stegvis.core.periods import Period
from stegvis.measures.answer import Answer
from stegvis.measures.dimensions import DIMENSIONS, UNKNOWN
from stegvis.measures.faults import CutsCollection, UnknownValue
from stegvis.measures.heads import NOBODY, HeadCount
from stegvis.measures.measure import Measure, Rows
from stegvis.measures.members import with_members
from stegvis.measures.question import Question, check
from stegvis.measures.results import Group, Results, Row, figures
from stegvis.measures.scope import Scope, scope_of
from stegvis.measures.shape import Shape, side_of
from stegvis.measures.shape import group as column_of
from stegvis.measures.snapshot import Asking, Snapshot
from stegvis.measures.statements import statement

# A head count says no more than this about anybody.
KNOWN_OF_HEADS = ("gender", "intervention", "part", "kind")


def answer(question: Question, *, snapshot: Snapshot, today: date, members: bool = False) -> Answer:
    """The exact figures that answer `question` on the day `today`, with their rows if asked for.

    Raises a QuestionFault that says what of the question cannot be asked, or does not fit what is
    registered.
    """
    measure = check(question)
    forms = measure.rows is Rows.FORMS
    scope = scope_of(question, snapshot.places, today=today, forms=forms)
    with snapshot.asking(scope, question.where) as asking:
        _check_values(asking, measure, question)
        if forms:
            _refuse_to_cut(asking, question)
        rows = figures(measure, _results(asking, measure, question, scope))
        if members:
            rows = with_members(asking, measure, question.shape, rows)
        not_included = _not_included(asking, measure, question)
    return Answer(
        question=question,
        measure=measure,
        rows=rows,
        interventions=tuple(dict.fromkeys(sorted(row.shown for row in scope))),
        first=_first_day(question, scope),
        last=question.period.last,
        data_version=snapshot.data_version,
        preliminary=question.period.last > today,
        not_included=not_included,
        parts={row.intervention: row.shown for row in scope},
    )


def _first_day(question: Question, scope: Scope) -> date | None:
    if isinstance(question.period, Period):
        return question.period.first
    return min((row.first_day for row in scope), default=None)


def _results(asking: Asking, measure: Measure, question: Question, scope: Scope) -> Results:
    shape = question.shape
    side = side_of(measure, shape)
    return Results(
        by=question.by,
        scope=scope,
        base=_by_group(asking, measure, shape, "grouped", shape.without(side).by),
        side=_by_group(asking, measure, shape, "grouped_side", shape.by) if side else None,
        aside=side.dimensions if side else (),
        heads=_heads(asking, measure, shape) if _counts_heads(measure, question) else {},
    )


def _by_group(
    asking: Asking, measure: Measure, shape: Shape, expression: str, by: tuple[str, ...]
) -> dict[Group, Row]:
    rows = asking.rows(statement(expression, measure.code, shape))
    return {tuple(row[column_of(code)] for code in by): row for row in rows}


def _counts_heads(measure: Measure, question: Question) -> bool:
    """Whether head counts, which know years, places, gender and kind, can answer as well."""
    named = {*question.by, *(code for code, _ in question.where)}
    period = question.period
    whole_years = isinstance(period, Period) and period.is_whole_years
    return measure.counts_heads and whole_years and named.issubset(KNOWN_OF_HEADS)


def _heads(asking: Asking, measure: Measure, shape: Shape) -> Mapping[Group, HeadCount]:
    found = _by_group(asking, measure, shape, "heads", shape.by)
    return {
        group: HeadCount(*(int(row[name] or 0) for name in ("carried_in", "new", "ended")))
        for group, row in found.items()
    }


def _not_included(asking: Asking, measure: Measure, question: Question) -> int:
    """How many participants without a record the figures leave out, in the years they touch."""
    if measure.rows is Rows.FORMS or _counts_heads(measure, question):
        return 0
    shape = Shape(where=question.shape.where.intersection(KNOWN_OF_HEADS))
    return measure.heads(_heads(asking, measure, shape).get((), NOBODY))


def _refuse_to_cut(asking: Asking, question: Question) -> None:
    cut = asking.rows(statement("forms_cut", question.measure, Shape()))
    if cut:
        first = cut[0]
        raise CutsCollection(
            f"The period {question.period} cuts the forms of {first['intervention']} that were "
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

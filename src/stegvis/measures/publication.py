"""The last step before figures leave the people who may see the rows.

Answers that are published together are protected together: as tables with the margins that
everybody may ask for, and with the sums between measures that everybody knows.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from stegvis.measures.answer import Answer, Figure
from stegvis.measures.disclosure import PUBLIC, Marks, Row, Rule, Table, protect
from stegvis.measures.measure import Kind
from stegvis.measures.question import Question
from stegvis.measures.sums import name, sums

Ask = Callable[[Question], Answer]
_KINDS: dict[Kind, Literal["count", "share", "mean"]] = {
    Kind.COUNT: "count",
    Kind.SPAN: "count",
    Kind.SHARE: "share",
}


def protected(answers: Sequence[Answer], *, ask: Ask, rule: Rule = PUBLIC) -> list[Answer]:
    """The same answers with the rows suppressed that would tell too much, alone or together.

    `ask` answers exactly: it is asked for the margins.
    """
    tables = [_table(answer, str(number), ask) for number, answer in enumerate(answers)]
    marks = protect(tables, rule=rule, sums=list(sums(answers)))
    return [
        _marked(answer, marks[table.key], rule)
        for answer, table in zip(answers, tables, strict=True)
    ]


def _marked(answer: Answer, marks: Marks, rule: Rule) -> Answer:
    rows = tuple(
        figure.without_numbers() if marked or marks.withheld else _without_few(figure, rule)
        for figure, marked in zip(answer.rows, marks.rows, strict=True)
    )
    return replace(answer, rows=rows, withheld=marks.withheld)


def _without_few(figure: Figure, rule: Rule) -> Figure:
    """Few persons behind many participations are not told of."""
    few = figure.persons is not None and rule.is_small(figure.persons)
    return replace(figure, persons=None) if few else figure


def _table(answer: Answer, key: str, ask: Ask) -> Table:
    by = answer.question.by
    margins = [
        ask(replace(answer.question, by=tuple(code for code in by if code != left_out)))
        for left_out in by
    ]
    return Table(
        key=key,
        question=name(answer.question),
        by=by,
        rows=tuple(_row(answer, figure) for figure in answer.rows),
        kind=_kind(answer),
        additive=answer.additive and answer.measure.kind is not Kind.CHANGE,
        margins=tuple(
            _table(margin, f"{key}.{number}", ask) for number, margin in enumerate(margins)
        ),
    )


def _kind(answer: Answer) -> Literal["count", "share", "mean"]:
    """How the control sees it: sums of amounts are no counts, whoever is behind them is."""
    return "mean" if answer.measure.per != 1 else _KINDS.get(answer.measure.kind, "mean")


def _row(answer: Answer, figure: Figure) -> Row:
    if _kind(answer) != "mean":
        return Row(figure.group, _count(figure), figure.denominator)
    if answer.measure.kind is Kind.CHANGE:
        return Row(figure.group, abs(int(figure.numerator or 0)), figure.denominator)
    by_persons = answer.measure.kind in (Kind.PER_DAY, Kind.COUNT)
    return Row(figure.group, None, figure.persons if by_persons else figure.denominator)


def _count(figure: Figure) -> int:
    """A count; of a span the most, unless the least is what would tell too much."""
    if figure.at_most is not None and figure.at_least is not None:
        return figure.at_least if PUBLIC.is_small(figure.at_least) else figure.at_most
    return int(figure.numerator or 0)

"""The last step before figures leave the people who may see the rows.

Answers that are published together are protected together: as tables with the margins that
everybody may ask for, and with the sums between measures that everybody knows.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

from stegvis.measures import told
from stegvis.measures.answer import Answer, Figure
from stegvis.measures.disclosure import PUBLIC, Marks, Row, Rule, Sum, Table, protect
from stegvis.measures.measure import Kind
from stegvis.measures.question import Question
from stegvis.measures.results import in_order
from stegvis.measures.sums import name, sums

Ask = Callable[[Question], Answer]
PLACES = ("intervention", "site")  # they have chapters of their own
_KINDS: dict[Kind, Literal["count", "share", "mean"]] = {
    Kind.COUNT: "count",
    Kind.SPAN: "count",
    Kind.SHARE: "share",
    Kind.RATIO: "share",
}


def protected(
    answers: Sequence[Answer], *, audience: str, ask: Ask, rule: Rule = PUBLIC
) -> list[Answer]:
    """The same answers with the rows suppressed that would tell too much, alone or together.

    `ask` answers exactly: it is asked for the margins, and for what the audience is told exactly.
    """
    release = release_of(answers, audience=audience, ask=ask)
    marks = protect(release.tables, rule=rule, sums=release.sums, told=release.told)
    return [
        _marked(answer, marks[table.key], rule)
        for answer, table in zip(answers, release.tables, strict=True)
    ]


@dataclass(frozen=True)
class ToProtect:
    """What disclosure control is given: a table for each answer, what adds up, what is told."""

    tables: tuple[Table, ...]
    sums: tuple[Sum, ...]
    told: tuple[Table, ...]


def release_of(answers: Sequence[Answer], *, audience: str, ask: Ask) -> ToProtect:
    """The answers as disclosure control sees them."""
    known = told.beside(answers, audience=audience, ask=ask)
    apart = {code for answer in known for code in answer.question.by}.union(PLACES)
    everything = list(
        {answer.question: answer for answer in (*_all(answers, ask), *known)}.values()
    )
    return ToProtect(
        tables=tuple(_table(a, str(number), ask, apart) for number, a in enumerate(answers)),
        sums=(*sums([*answers, *known]), *told.volumes(everything, known)),
        told=tuple(_told(answer) for answer in known),
    )


def _all(answers: Sequence[Answer], ask: Ask) -> Iterator[Answer]:
    """The answers and their margins."""
    for answer in answers:
        by = answer.question.by
        for size in range(len(by) + 1):
            for chosen in combinations(by, size):
                yield answer if chosen == by else ask(replace(answer.question, by=chosen))


def _marked(answer: Answer, marks: Marks, rule: Rule) -> Answer:
    """Of a table or a piece that is withheld not even the groups are told."""
    if marks.withheld:
        rows = tuple(figure.without_numbers() for figure in answer.rows if not figure.group)
        return replace(answer, rows=rows, withheld=True)
    pieces = tuple(dict(group) for group in marks.pieces)
    shown = [
        figure.without_numbers() if marked else _without_few(figure, rule)
        for figure, marked in zip(answer.rows, marks.rows, strict=True)
        if not any(piece.items() <= figure.group.items() for piece in pieces)
    ]
    hidden = _all_groups(answer, pieces)
    return replace(answer, rows=in_order([*shown, *hidden]), pieces_withheld=pieces)


def _all_groups(answer: Answer, pieces: Sequence[Mapping[str, str]]) -> Iterator[Figure]:
    """A suppressed figure for each group that the pieces might have, whether it occurs or not."""
    by = answer.question.by
    values = {code: dict.fromkeys(figure.group[code] for figure in answer.rows) for code in by}
    for chosen in product(*(values[code] for code in by)):
        group = dict(zip(by, chosen, strict=True))
        if any(piece.items() <= group.items() for piece in pieces):
            yield Figure(group, None, suppressed=True)


def _without_few(figure: Figure, rule: Rule) -> Figure:
    """Few persons behind many participations are not told of."""
    few = figure.persons is not None and rule.is_small(figure.persons)
    return replace(figure, persons=None) if few else figure


def _told(answer: Answer) -> Table:
    rows = tuple(_row(answer, figure) for figure in answer.rows)
    question = name(answer.question)
    by = answer.question.by
    kind = _kind(answer)
    return Table(repr((question, by)), question, by, rows, kind, additive=False, margins=())


def _table(answer: Answer, key: str, ask: Ask, apart: Collection[str]) -> Table:
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
            _table(margin, f"{key}.{number}", ask, apart) for number, margin in enumerate(margins)
        ),
        apart=tuple(code for code in by if code in apart),
    )


def _kind(answer: Answer) -> Literal["count", "share", "mean"]:
    """How the control sees it: sums of amounts are no counts, whoever is behind them is."""
    return "mean" if answer.measure.per != 1 else _KINDS.get(answer.measure.kind, "mean")


def _row(answer: Answer, figure: Figure) -> Row:
    few = _rests_on_few(figure)
    if _kind(answer) != "mean":
        return Row(figure.group, _count(figure), figure.denominator, few)
    if answer.measure.kind is Kind.CHANGE:
        return Row(figure.group, abs(int(figure.numerator or 0)), figure.denominator)
    by_persons = answer.measure.kind in (Kind.PER_DAY, Kind.COUNT)
    return Row(figure.group, None, figure.persons if by_persons else figure.denominator, few)


def _rests_on_few(figure: Figure) -> bool:
    """Whether so few persons have given the answers that one of them could be known from them.

    What a row may not be for its counts it may not be for its persons either.
    """
    if figure.behind is None:
        return False
    if figure.denominator is None:
        return PUBLIC.is_small(figure.persons or 0)
    persons = (figure.persons or 0, figure.behind.rest)
    return figure.behind.base < PUBLIC.least_denominator or any(map(PUBLIC.is_small, persons))


def _count(figure: Figure) -> int:
    """A count; of a span the most, unless the least is what would tell too much."""
    if figure.at_most is not None and figure.at_least is not None:
        return figure.at_least if PUBLIC.is_small(figure.at_least) else figure.at_most
    return int(figure.numerator or 0)

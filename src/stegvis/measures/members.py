"""The rows behind figures, for those who may see them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stegvis.measures.answer import Figure, Member
from stegvis.measures.measure import Measure
from stegvis.measures.question import Question
from stegvis.measures.shape import side_of
from stegvis.measures.snapshot import Asking, Row
from stegvis.measures.statements import statement


def with_members(
    asking: Asking, measure: Measure, question: Question, figures: Iterable[Figure]
) -> tuple[Figure, ...]:
    """The same figures, each with the rows that its numerator, denominator and rest hold."""
    shape = question.shape
    side = side_of(measure, shape)
    aside = side.dimensions if side else ()
    outer = tuple(code for code in question.by if code not in aside)
    base = _Listing(asking, statement("listed", measure.code, shape), outer)
    counted = None
    if side:
        listed = statement("listed_side", measure.code, shape)
        counted = _Listing(asking, listed, question.by)
    return tuple(
        replace(figure, members=tuple(_members(figure, base, counted))) for figure in figures
    )


def _members(figure: Figure, base: "_Listing", side: "_Listing | None") -> Iterator[Member]:
    """A row whose mention the figure is not about is in the denominator only."""
    chosen = None if side is None else {row["row"] for row in side.rows_of(figure)}
    for row in base.rows_of(figure):
        number = row["row"]
        yield Member(number, row["counted"] and (chosen is None or number in chosen), row["known"])


class _Listing:
    """The rows that a statement lists, by their group."""

    def __init__(self, asking: Asking, listed: str, by: tuple[str, ...]) -> None:
        self._by = by
        self._rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for group, row in asking.grouped(listed, by):
            self._rows[group].append(row)

    def rows_of(self, figure: Figure) -> list[Row]:
        found = self._rows.get(tuple(figure.group[code] for code in self._by), [])
        return sorted(found, key=lambda row: row["row"])

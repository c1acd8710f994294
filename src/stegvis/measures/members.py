"""The rows behind figures, for those who may see them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stegvis.measures.answer import Figure, Member
from stegvis.measures.measure import Measure
from stegvis.measures.shape import Shape, side_of
from stegvis.measures.shape import group as column_of
from stegvis.measures.snapshot import Asking, Row
from stegvis.measures.statements import statement


def with_members(
    asking: Asking, measure: Measure, shape: Shape, figures: Iterable[Figure]
) -> tuple[Figure, ...]:
    """The same figures, each with the rows that its numerator, denominator and rest hold."""
    side = side_of(measure, shape)
    base = _Listing(asking, "listed", measure, shape, shape.without(side).by)
    counted = _Listing(asking, "listed_side", measure, shape, shape.by) if side else None
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

    def __init__(
        self, asking: Asking, expression: str, measure: Measure, shape: Shape, by: tuple[str, ...]
    ) -> None:
        self._by = by
        self._rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in asking.rows(statement(expression, measure.code, shape)):
            self._rows[tuple(row[column_of(code)] for code in by)].append(row)

    def rows_of(self, figure: Figure) -> list[Row]:
        found = self._rows.get(tuple(figure.group[code] for code in self._by), [])
        return sorted(found, key=lambda row: row["row"])

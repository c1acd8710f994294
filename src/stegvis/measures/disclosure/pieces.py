"""Pieces: parts of a table that are withheld for themselves, so that the rest can be shown.

A chapter of a report is a piece of the table that is divided by intervention. Of a withheld piece
the reader does not even learn which groups occur, so the empty ones are as unknown as the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import replace
from itertools import product
from typing import NamedTuple, TypeAlias

from stegvis.measures.disclosure.rule import Cell, Group, Row, Sum, Table, cell_of

Dimensions: TypeAlias = tuple[str, ...]


class Piece(NamedTuple):
    """The rows of one group of a table."""

    question: str
    by: Dimensions
    group: Group

    def holds(self, cell: Cell) -> bool:
        return (
            cell.question == self.question
            and tuple(dimension for dimension, _ in cell.group) == self.by
            and set(self.group) <= set(cell.group)
        )


def piece_of(table: Table, group: Iterable[tuple[str, str]]) -> Piece:
    """Names the rows of the table that lie in the group."""
    return Piece(table.question, tuple(sorted(table.by)), tuple(sorted(group)))


def with_empty_groups(table: Table, pieces: Collection[Piece]) -> Table:
    """The table with a row of zeros for each group that might occur in its pieces and does not.

    Whatever occurs anywhere in the table might occur in each of them.
    """
    listed = {cell_of(table, row): row for row in table.rows}
    added: dict[Cell, Row] = {}
    for piece in pieces:
        if (piece.question, piece.by) == (table.question, tuple(sorted(table.by))):
            for row in _possible(table, piece):
                added.setdefault(cell_of(table, row), row)
    missing = [row for cell, row in added.items() if cell not in listed]
    return replace(table, rows=(*table.rows, *missing)) if missing else table


def _possible(table: Table, piece: Piece) -> Iterator[Row]:
    fixed = dict(piece.group)
    rest = [dimension for dimension in table.by if dimension not in fixed]
    values = [sorted({row.group[dimension] for row in table.rows}) for dimension in rest]
    numerator = None if table.kind == "mean" else 0
    denominator = None if table.kind == "count" else 0
    for chosen in product(*values):
        group = fixed | dict(zip(rest, chosen, strict=True))
        yield Row({code: group[code] for code in table.by}, numerator, denominator)


def tied(sums: Iterable[Sum], cells: Set[Cell]) -> Set[tuple[str, Dimensions]]:
    """The tables that sums tie to others: which of their groups occur is told there too."""
    related = ({n.cell for n in (known.whole, *known.parts)} & cells for known in sums)
    return {
        (cell.question, tuple(dimension for dimension, _ in cell.group))
        for together in related
        if len(together) > 1
        for cell in together
    }

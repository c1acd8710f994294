"""The tables of one release, linked: what is shown, what the reader knows besides, what is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from stegvis.measures.disclosure.knowledge import Knowledge
from stegvis.measures.disclosure.pieces import Piece, piece_of, tied, with_empty_groups
from stegvis.measures.disclosure.relations import relations_between, relations_of
from stegvis.measures.disclosure.rule import (
    Cell,
    Part,
    Quantity,
    Rule,
    Sum,
    Table,
    cell_of,
    counts,
)

Name: TypeAlias = tuple[str, tuple[str, ...], tuple[Cell, ...]]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table by what it shows: two tables of the same cells have the same name."""

    table: Table

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell_of(self.table, row) for row in self.table.rows)

    @cached_property
    def name(self) -> Name:
        return self.table.question, tuple(sorted(self.table.by)), tuple(sorted(self.cells))

    @property
    def level(self) -> int:
        return len(self.table.by)

    @cached_property
    def margins(self) -> tuple[Sheet, ...]:
        """The tables with fewer dimensions, at any depth."""
        direct = [Sheet(margin) for margin in self.table.margins]
        return (*direct, *(further for margin in direct for further in margin.margins))


class Release:
    """Tables that are published together, with the margins that the reader knows anyhow.

    told: tables outside the release that the reader is told exactly. pieces: parts of tables that
    are withheld; their empty groups are cells like the others, `added` to the tables.
    """

    def __init__(
        self,
        tables: Sequence[Table],
        sums: Sequence[Sum],
        rule: Rule,
        *,
        told: Sequence[Table] = (),
        pieces: Set[Piece] = frozenset(),
    ) -> None:
        self.pieces = pieces
        fixed = tied(sums, _all_cells([*tables, *told]))
        widened = [piece for piece in pieces if (piece.question, piece.by) not in fixed]
        full = [with_empty_groups(table, widened) for table in tables]
        order = sorted(map(Sheet, full), key=lambda sheet: (sheet.name, sheet.table.key))
        self.sheets = tuple(order)
        self.rows = {table.key: len(table.rows) for table in tables}
        self.shown = {cell for sheet in order for cell in sheet.cells}
        margins = [margin for sheet in order for margin in sheet.margins]
        known = {cell for table in told for cell in Sheet(table).cells}
        self.outside = [m for m in margins if not (self.shown | known).issuperset(m.cells)]
        self.everything = [*order, *margins]
        self.sums = tuple(sums)
        truth = _truth([*(sheet.table for sheet in self.everything), *told])
        within = [r for s in self.everything for r in relations_of(s.table, truth, s.name)]
        distinct = {relation.meaning: relation for relation in within}
        between = relations_between(sums, truth)
        unlisted = {cell for cell in self.shown if any(piece.holds(cell) for piece in pieces)}
        self.knowledge = Knowledge(
            truth, [*distinct.values(), *between], rule, told=known, unlisted=unlisted
        )

    @cached_property
    def added(self) -> Set[Cell]:
        """The cells of groups that do not occur, which nobody is told."""
        rows = self.rows
        return {cell for sheet in self.sheets for cell in sheet.cells[rows[sheet.table.key] :]}

    def too_small(self) -> set[Piece]:
        """The pieces of tables that cannot be divided as far as the tables are."""
        return {
            piece_of(sheet.table, group.items())
            for sheet in self.sheets
            for group in self._small_totals(sheet)
            if group and set(group) <= set(sheet.table.apart)
        }

    def has_small_total(self, sheet: Sheet) -> bool:
        """Whether the table cannot be divided as far as it is, nor does it come apart there."""
        return any(
            not group or not set(group) <= set(sheet.table.apart)
            for group in self._small_totals(sheet)
        )

    def _small_totals(self, sheet: Sheet) -> Iterator[Mapping[str, str]]:
        """The groups of the table's margins that the reader is told and that are small.

        Divided further, they cannot be hidden: who is told that there are three knows that no
        cell holds more.
        """
        for margin in sheet.margins:
            for cell, row in zip(margin.cells, margin.table.rows, strict=True):
                part: Part = "numerator" if row.denominator is None else "denominator"
                number = Quantity(cell, part)
                told = number in self.knowledge.told
                if told and self.knowledge.rule.is_small(self.knowledge.truth[number]):
                    yield row.group

    def untold(self, level: int) -> set[object]:
        """What is not looked at while tables with so many dimensions are settled."""
        finer = [sheet for sheet in self.everything if sheet.level > level]
        later = {cell for sheet in finer for cell in sheet.cells}
        sums = {s for s in self.sums if any(n.cell in later for n in (s.whole, *s.parts))}
        return {sheet.name for sheet in finer} | sums


def _all_cells(tables: Iterable[Table]) -> Set[Cell]:
    sheets = [each for table in tables for each in (Sheet(table), *Sheet(table).margins)]
    return {cell for sheet in sheets for cell in sheet.cells}


def _truth(tables: Iterable[Table]) -> dict[Quantity, int]:
    truth: dict[Quantity, int] = {}
    for table in tables:
        for number, value in counts(table):
            if truth.setdefault(number, value) != value:
                raise ValueError(
                    f"The {number.part} of {dict(number.cell.group)} is {value} in table "
                    f"{table.key!r} and {truth[number]} in another answer to the question "
                    f"{table.question!r}: give different questions different names."
                )
    return truth


def families(
    tables: Sequence[Table], sums: Sequence[Sum], told: Sequence[Table]
) -> Iterator[list[Table]]:
    """Splits a release where no number is linked to an unknown number on the other side."""
    unknown = _all_cells(tables) - _all_cells(told)
    leader = {table.question: table.question for table in tables}

    def find(question: str) -> str:
        while leader.setdefault(question, question) != question:
            question = leader[question]
        return question

    for known in sums:
        tied_by_it = [n.cell for n in (known.whole, *known.parts) if n.cell in unknown]
        for cell in tied_by_it[1:]:
            leader[find(cell.question)] = find(tied_by_it[0].question)
    groups: dict[str, list[Table]] = {}
    for table in tables:
        groups.setdefault(find(table.question), []).append(table)
    yield from groups.values()

"""The tables of one release, linked: what is shown, what the reader knows besides, what is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from stegvis.measures.disclosure.knowledge import Knowledge
from stegvis.measures.disclosure.relations import relations_between, relations_of
from stegvis.measures.disclosure.rule import Cell, Quantity, Rule, Sum, Table, cell_of, counts

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
    """Tables that are published together, with the margins that the reader knows anyhow."""

    def __init__(self, tables: Sequence[Table], sums: Sequence[Sum], rule: Rule) -> None:
        order = sorted(map(Sheet, tables), key=lambda sheet: (sheet.name, sheet.table.key))
        self.sheets = tuple(order)
        self.shown = {cell for sheet in order for cell in sheet.cells}
        margins = [margin for sheet in order for margin in sheet.margins]
        self.outside = [m for m in margins if not self.shown.issuperset(m.cells)]
        self.everything = [*order, *margins]
        self.sums = tuple(sums)
        truth = _truth(sheet.table for sheet in self.everything)
        told = [r for s in self.everything for r in relations_of(s.table, truth, s.name)]
        distinct = {relation.meaning: relation for relation in told}
        between = relations_between(sums, truth)
        self.knowledge = Knowledge(truth, [*distinct.values(), *between], rule)

    def untold(self, level: int) -> set[object]:
        """What is not looked at while tables with so many dimensions are settled."""
        finer = [sheet for sheet in self.everything if sheet.level > level]
        later = {cell for sheet in finer for cell in sheet.cells}
        sums = {s for s in self.sums if any(n.cell in later for n in (s.whole, *s.parts))}
        return {sheet.name for sheet in finer} | sums


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


def families(tables: Sequence[Table], sums: Sequence[Sum]) -> Iterator[list[Table]]:
    """Splits a release where no number is linked to a number on the other side."""
    leader = {table.question: table.question for table in tables}

    def find(question: str) -> str:
        while leader.setdefault(question, question) != question:
            question = leader[question]
        return question

    for known in sums:
        for part in known.parts:
            leader[find(part.cell.question)] = find(known.whole.cell.question)
    groups: dict[str, list[Table]] = {}
    for table in tables:
        groups.setdefault(find(table.question), []).append(table)
    yield from groups.values()

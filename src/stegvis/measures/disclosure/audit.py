"""Checks finished marks: how close a reader comes to every suppressed number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from stegvis.measures.disclosure.pattern import outside
from stegvis.measures.disclosure.pieces import piece_of
from stegvis.measures.disclosure.puzzle import attacks
from stegvis.measures.disclosure.release import Release, Sheet, families
from stegvis.measures.disclosure.rule import (
    PUBLIC,
    Marks,
    Part,
    Quantity,
    Rule,
    Sum,
    Table,
    is_primary,
)


@dataclass(frozen=True)
class Interval:
    """What one attack leaves of one number; cut at 1,000 from the true value.

    needed: highest minus lowest that the rule asks for.
    """

    question: str
    group: Mapping[str, str]
    part: Part
    lowest: int
    highest: int
    needed: int

    @property
    def is_wide(self) -> bool:
        return self.highest - self.lowest >= self.needed


def audit(
    tables: Sequence[Table],
    marks: Mapping[str, Marks],
    *,
    rule: Rule = PUBLIC,
    sums: Sequence[Sum] = (),
    told: Sequence[Table] = (),
) -> list[Interval]:
    """Gives both attacks' intervals for every suppressed number, those of margins included.

    Every interval comes from a linear programme of its own, none from the shortcuts by which the
    marks were found. A small number that is shown is reported as an interval of width 0. Numbers
    that are no secret (parts of a shown 0, what another table shows and is not small) have none,
    nor have those of margins that other questions give away without this release, and the empty
    groups of a withheld piece.
    """
    return [
        interval
        for family in families(tables, sums, told)
        for interval in _audit_family(family, told, sums, marks, rule)
    ]


def _audit_family(
    tables: Sequence[Table],
    told: Sequence[Table],
    sums: Sequence[Sum],
    marks: Mapping[str, Marks],
    rule: Rule,
) -> Iterator[Interval]:
    pieces = {piece_of(table, group) for table in tables for group in marks[table.key].pieces}
    release = Release(tables, sums, rule, told=told, pieces=pieces)
    rows = [
        (cell, row, mark or marks[sheet.table.key].withheld)
        for sheet in release.sheets
        for cell, row, mark in zip(
            sheet.cells, sheet.table.rows, _marks(sheet, marks[sheet.table.key].rows), strict=True
        )
    ]
    shown = {cell for cell, _, mark in rows if not mark}
    secret = {cell for cell, row, mark in rows if mark or is_primary(row, rule=rule)}
    knowledge = release.knowledge
    for number in (n for cell in sorted(shown & secret) for n in knowledge.numbers[cell]):
        yield _interval(number, knowledge.truth[number], knowledge.truth[number], rule.width)
    suppressed, withheld, lost = outside(release, rule, told)
    lost.update(number for cell in release.added for number in knowledge.numbers[cell])
    withheld |= {sheet.name for sheet in release.sheets if marks[sheet.table.key].withheld}
    for puzzle in knowledge.puzzles(suppressed | secret - shown, withheld):
        numbers = [number for number in puzzle.numbers if number not in lost]
        for attack, number in product(attacks(rule), numbers):
            needed = puzzle.needed(number, attack)
            yield _interval(number, *puzzle.interval(number, attack), needed)


def _marks(sheet: Sheet, marks: Sequence[bool]) -> list[bool]:
    """The marks of the table's rows, and of the groups that only seem possible."""
    return [*marks, *[True] * (len(sheet.cells) - len(marks))]


def _interval(number: Quantity, lowest: int, highest: int, needed: int) -> Interval:
    question, group = number.cell
    return Interval(question, dict(group), number.part, lowest, highest, needed)

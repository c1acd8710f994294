"""Checks finished marks: how close a reader comes to every suppressed number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from stegvis.measures.disclosure.pattern import outside
from stegvis.measures.disclosure.puzzle import attacks
from stegvis.measures.disclosure.release import Release, families
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
) -> list[Interval]:
    """Gives both attacks' intervals for every suppressed number, those of margins included.

    Every interval comes from a linear programme of its own, none from the shortcuts by which the
    marks were found. A small number that is shown is reported as an interval of width 0. Numbers
    that are no secret (parts of a shown 0, what another table shows and is not small) have none,
    nor have those of margins that other questions give away without this release.
    """
    return [
        interval
        for family in families(tables, sums)
        for interval in _audit_family(Release(family, sums, rule), marks, rule)
    ]


def _audit_family(release: Release, marks: Mapping[str, Marks], rule: Rule) -> Iterator[Interval]:
    rows = [
        (cell, row, mark or marks[sheet.table.key].withheld)
        for sheet in release.sheets
        for cell, row, mark in zip(
            sheet.cells, sheet.table.rows, marks[sheet.table.key].rows, strict=True
        )
    ]
    shown = {cell for cell, _, mark in rows if not mark}
    secret = {cell for cell, row, mark in rows if mark or is_primary(row, rule=rule)}
    knowledge = release.knowledge
    for number in (n for cell in sorted(shown & secret) for n in knowledge.numbers[cell]):
        yield _interval(number, knowledge.truth[number], knowledge.truth[number], rule.width)
    suppressed, withheld, lost = outside(release, rule)
    withheld |= {sheet.name for sheet in release.sheets if marks[sheet.table.key].withheld}
    for puzzle in knowledge.puzzles(suppressed | secret - shown, withheld):
        numbers = [number for number in puzzle.numbers if number not in lost]
        for attack, number in product(attacks(rule), numbers):
            yield _interval(number, *puzzle.interval(number, attack), attack.needed)


def _interval(number: Quantity, lowest: int, highest: int, needed: int) -> Interval:
    question, group = number.cell
    return Interval(question, dict(group), number.part, lowest, highest, needed)

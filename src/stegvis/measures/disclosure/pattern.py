"""Marks what a release may not show: totals first, then their breakdowns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import product
from typing import NamedTuple

from stegvis.measures.disclosure.pieces import Piece, piece_of
from stegvis.measures.disclosure.puzzle import attacks
from stegvis.measures.disclosure.release import Name, Release, Sheet, families
from stegvis.measures.disclosure.rule import (
    PUBLIC,
    Cell,
    Marks,
    Quantity,
    Rule,
    Sum,
    Table,
    is_primary,
)
from stegvis.measures.disclosure.search import Narrow, Search


def protect(
    tables: Sequence[Table],
    *,
    rule: Rule = PUBLIC,
    sums: Sequence[Sum] = (),
    told: Sequence[Table] = (),
) -> dict[str, Marks]:
    """Marks, for each table by its key, what must not be shown so that the rest gives none of it.

    Tables that speak of the same question, or that `sums` ties together, are protected together.
    The reader is taken to know the margins as their own questions would answer them, so a margin
    that is suppressed there (for its own sake or for another's) is not known here, unless it is
    among `told`: what the reader is told exactly by other means, small or not. A told total that
    is small cannot be divided: its piece of a table is withheld if the table comes apart there,
    the table otherwise. Where marks on a table's rows are not enough, the piece is withheld in
    which they are not; then the table's totals in the same release are marked too, if that saves
    at least as many rows as it costs totals; where that is not enough the table is withheld, and
    so are its breakdowns. Raises ValueError when two tables give one number different values.
    """
    if len({table.key for table in tables}) < len(tables):
        raise ValueError("Two tables of the release have the same key: give each its own.")
    marks: dict[str, Marks] = {}
    for family in families(tables, sums, told):
        marks |= _protect_family(family, told, sums, rule)
    return marks


def _protect_family(
    tables: Sequence[Table], told: Sequence[Table], sums: Sequence[Sum], rule: Rule
) -> dict[str, Marks]:
    """Starts again whenever a piece turns out to be beyond help: then all else may be shown."""
    pieces = Release(tables, sums, rule, told=told).too_small()
    while True:
        release = Release(tables, sums, rule, told=told, pieces=pieces)
        protection = _Protection(release, rule, told)
        marks = protection.marks()
        if not protection.lost:
            return marks
        pieces = pieces | protection.lost


class Outside(NamedTuple):
    """What the reader does not know of the margins outside the release.

    lost: numbers that other questions give away without the release's help.
    """

    suppressed: set[Cell]
    withheld: set[Name]
    lost: set[Quantity]


def outside(release: Release, rule: Rule, told: Sequence[Table]) -> Outside:
    """Finds what the margins outside the release keep secret when their own questions are asked."""
    suppressed: set[Cell] = set()
    withheld: set[Name] = set()
    for margin in release.outside:
        alone = protect([margin.table], rule=rule, sums=release.sums, told=told)
        marks = alone[margin.table.key]
        suppressed |= {c for c, marked in zip(margin.cells, marks.rows, strict=True) if marked}
        if marks.withheld:
            withheld.add(margin.name)
    suppressed -= release.shown
    silent = withheld.union(sheet.name for sheet in release.sheets)
    puzzles = release.knowledge.puzzles(suppressed | release.shown, silent)
    lost = {
        number
        for puzzle, attack in product(puzzles, attacks(rule))
        for number in puzzle.narrow([n for n in puzzle.numbers if n.cell in suppressed], attack)
    }
    return Outside(suppressed, withheld, lost)


class _Protection:
    """One attempt; `lost` are the pieces that must be withheld in the next."""

    def __init__(self, release: Release, rule: Rule, told: Sequence[Table]) -> None:
        self.release = release
        self.rule = rule
        self.suppressed, self.withheld, self.accepted = outside(release, rule, told)
        self.suppressed |= release.knowledge.unlisted
        self.accepted.update(n for c in release.added for n in release.knowledge.numbers[c])
        self.settled: set[Cell] = set()
        self.untold: set[object] = set()
        self.lost: set[Piece] = set()

    def marks(self) -> dict[str, Marks]:
        """The marks, final unless a piece was lost."""
        for level in sorted({sheet.level for sheet in self.release.sheets}):
            self.untold = self.release.untold(level)
            self._settle([sheet for sheet in self.release.sheets if sheet.level == level])
            if self.lost:
                break
        return {sheet.table.key: self._marks_of(sheet) for sheet in self.release.sheets}

    def _marks_of(self, sheet: Sheet) -> Marks:
        cells = sheet.cells[: self.release.rows[sheet.table.key]]
        rows = tuple(cell in self.suppressed for cell in cells)
        own = piece_of(sheet.table, ())
        pieces = sorted(p.group for p in self.release.pieces if p[:2] == own[:2])
        in_pieces = bool(pieces) and set(cells) <= self.release.knowledge.unlisted
        return Marks(rows, sheet.name in self.withheld or in_pieces, tuple(pieces))

    def _settle(self, sheets: Sequence[Sheet]) -> None:
        """Decides the marks of all tables with the same number of dimensions."""
        self.suppressed |= self._primary(sheets)
        for sheet in sheets:
            if self.release.has_small_total(sheet):
                self._withhold(sheet)
            if not self.withheld.isdisjoint(margin.name for margin in sheet.margins):
                self._withhold(sheet)
        totals: dict[object, Set[Cell]] = {}
        search = self._search(sheets, totals)
        while not self.lost and (stuck := search.run()):
            self._give_way(stuck, sheets, totals)
            search = self._search(sheets, totals)
        self.suppressed = search.suppressed
        self.settled.update(cell for sheet in sheets for cell in sheet.cells)

    def _primary(self, sheets: Iterable[Sheet]) -> set[Cell]:
        return {
            cell
            for sheet in sheets
            for cell, row in zip(sheet.cells, sheet.table.rows, strict=True)
            if is_primary(row, rule=self.rule)
        }

    def _search(self, sheets: Iterable[Sheet], totals: Mapping[object, Set[Cell]]) -> Search:
        own = {c for s in sheets if s.name not in self.withheld for c in s.cells}
        return Search(
            self.release.knowledge,
            rule=self.rule,
            suppressed=self.suppressed,
            free=(own - self.settled).union(*totals.values()),
            silent=self.withheld | self.untold,
            accepted=self.accepted,
        )

    def _give_way(
        self, stuck: Sequence[Narrow], sheets: Sequence[Sheet], totals: dict[object, Set[Cell]]
    ) -> None:
        """Lets totals go, or tables; accepts what neither can help."""
        first, *others = stuck
        told_by = self._responsible(first, sheets)
        if told_by is None and first.number not in totals:
            totals[first.number] = self._told_with(first)
        elif told_by is None:
            self.accepted.add(first.number)
        else:
            tables = {told_by.name: (told_by, first)}
            for narrow in others:
                for sheet in self._showing(narrow.number.cell, sheets)[:1]:
                    tables.setdefault(sheet.name, (sheet, narrow))
            for sheet, narrow in tables.values():
                if piece := self._piece_of(narrow.number.cell, sheet):
                    self.lost.add(piece)
                elif self._totals_save_more_than_they_cost(sheet, narrow, sheets, totals):
                    totals[sheet.name] = self._totals(sheet)
                else:
                    totals.pop(sheet.name, None)
                    self._withhold(sheet)

    def _piece_of(self, cell: Cell, sheet: Sheet) -> Piece | None:
        """The smallest piece of the table that holds the cell and is not withheld yet."""
        if cell not in sheet.cells or cell in self.release.knowledge.unlisted:
            return None
        places = [place for place in cell.group if place[0] in sheet.table.apart]
        pieces = [piece_of(sheet.table, [place]) for place in places]
        return min(pieces, key=lambda piece: self._size(piece, sheet), default=None)

    def _size(self, piece: Piece, sheet: Sheet) -> tuple[int, Piece]:
        return sum(piece.holds(cell) for cell in sheet.cells), piece

    def _totals_save_more_than_they_cost(
        self,
        sheet: Sheet,
        stuck: Narrow,
        sheets: Sequence[Sheet],
        totals: Mapping[object, Set[Cell]],
    ) -> bool:
        """Tells whether marking totals saves the table, and more of its rows than it costs totals.

        Against the attack by listed groups they do not go: it is the list that is withheld.
        """
        own = self._totals(sheet)
        if stuck.attack.groups_occur or sheet.name in totals or not own:
            return False
        search = self._search(sheets, {**totals, sheet.name: own})
        again = search.run()
        if again and self._responsible(again[0], sheets) is sheet:
            return False
        lost = (search.suppressed - self.suppressed) & own
        return len(set(sheet.cells) - search.suppressed) >= len(lost)

    def _responsible(self, stuck: Narrow, sheets: Sequence[Sheet]) -> Sheet | None:
        """Finds a table that shows the number, or one that comes too close to it."""
        shown = [sheet for sheet in sheets if sheet.name not in self.withheld]
        owners = {relation.owner for relation in stuck.puzzle.relations}
        cells = {number.cell for number in stuck.puzzle.numbers}
        ranked = (
            self._showing(stuck.number.cell, sheets)
            + [sheet for sheet in shown if sheet.name in owners]
            + [sheet for sheet in shown if not cells.isdisjoint(sheet.cells)]
        )
        return next(iter(ranked), None)

    def _showing(self, cell: Cell, sheets: Iterable[Sheet]) -> list[Sheet]:
        return [s for s in sheets if s.name not in self.withheld and cell in s.cells]

    def _totals(self, sheet: Sheet) -> set[Cell]:
        """The cells of the table's margins that this release itself shows."""
        margins = (margin for margin in sheet.margins if margin.name not in self.withheld)
        return {cell for margin in margins for cell in margin.cells} & self.release.shown

    def _told_with(self, stuck: Narrow) -> set[Cell]:
        """The cells of this release, coarser ones too, that sums tie to the number."""
        terms = {number.cell for relation in stuck.puzzle.relations for number in relation.terms}
        return terms & self.release.shown

    def _withhold(self, sheet: Sheet) -> None:
        self.withheld.add(sheet.name)
        self.suppressed.update(sheet.cells)

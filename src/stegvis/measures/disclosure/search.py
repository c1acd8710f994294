"""Looks for the cheapest marks that leave every suppressed number wide enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from stegvis.measures.disclosure.knowledge import Knowledge
from stegvis.measures.disclosure.puzzle import Attack, Puzzle, attacks
from stegvis.measures.disclosure.relations import Relation
from stegvis.measures.disclosure.rule import Cell, Quantity, Rule

GUESSES = 3  # possible values left to somebody who knows how this search chooses


class Narrow(NamedTuple):
    """A suppressed number that an attack comes too close to."""

    number: Quantity
    attack: Attack
    puzzle: Puzzle


class Search:
    """One search: marks are only added, always from among the cells that are free to be marked.

    Deterministic, and coarse on purpose: cells are compared by order of magnitude and then by name,
    so that the choice of a partner says little about the numbers under the marks.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        rule: Rule,
        suppressed: Set[Cell],
        free: Set[Cell],
        silent: Set[object],
        accepted: Set[Quantity],
    ) -> None:
        self.knowledge = knowledge
        self.rule = rule
        self.suppressed = set(suppressed)
        self.free = set(free) - self.suppressed
        self.silent = silent
        self.secret = knowledge.secrets(suppressed, silent)
        self.accepted = set(accepted)
        self.wide = {(number, attack) for number in accepted for attack in attacks(rule)}

    def run(self) -> list[Narrow]:
        """Adds marks until all is wide; gives the numbers that no further mark can help, if any."""
        given = set(self.suppressed)
        self._even_out(self.suppressed)
        while found := self._narrow():
            if stuck := self._add_partners(found):
                return [stuck, *self._beyond_help(given)]
        self._take_back_partners(given)
        return []

    def _beyond_help(self, cells: Set[Cell]) -> list[Narrow]:
        """All at once, since every search is one too many."""
        return [
            Narrow(number, attack, puzzle)
            for puzzle in self.knowledge.puzzles(self.suppressed | self.free, self.silent)
            for attack in attacks(self.rule)
            for number in puzzle.narrow(
                [n for n in puzzle.numbers if n.cell in cells and (n, attack) not in self.wide],
                attack,
            )
        ]

    def _narrow(self) -> list[Narrow]:
        """Looks only at what was not wide before: a further mark never makes a number narrower."""
        found = []
        for puzzle in self.knowledge.puzzles(self.suppressed, self.silent):
            for attack in attacks(self.rule):
                numbers = [n for n in puzzle.numbers if (n, attack) not in self.wide]
                narrow = puzzle.narrow(numbers, attack)
                self.wide.update((number, attack) for number in numbers if number not in narrow)
                found += [Narrow(number, attack, puzzle) for number in narrow]
        return found

    def _add_partners(self, found: Iterable[Narrow]) -> Narrow | None:
        """Gives every narrow number a partner, one per relation, or tells which cannot get one."""
        extended: set[Relation] = set()
        for narrow in found:
            relations = self._relations(narrow.number.cell)
            if not extended.isdisjoint(relations):
                continue
            partner = self._partner(relations)
            if partner is None:
                puzzle = self._with_all_marks(narrow.number)
                if puzzle.narrow([narrow.number], narrow.attack):
                    return narrow
                partner = self._partner(puzzle.relations)
            if partner is not None:  # otherwise a partner of another number has helped this one
                self._mark(partner)
                self._even_out({partner})
                extended.update(relations, self._relations(partner))
        return None

    def _take_back_partners(self, given: Set[Cell]) -> None:
        """Shows partners that turn out not to be needed, the largest first.

        Only beside withheld pieces: there a partner that can lend little leads to others that can
        lend more and make it superfluous.
        """
        tables = set(map(_table, self.knowledge.unlisted))
        partners = {cell for cell in self.suppressed - given if _table(cell) in tables}
        order = sorted(partners, key=lambda cell: (_magnitude(self._size(cell)), cell))
        for cell in reversed(order):
            if cell in self.suppressed:
                self._take_back(self._partners_beside_nobody(cell, partners))
            if cell in self.suppressed:
                self._take_back({cell})

    def _partners_beside_nobody(self, cell: Cell, partners: Set[Cell]) -> set[Cell]:
        """The cell and those that hide with it although nobody in their sum has to be hidden."""
        found = {cell}
        for relation in self._relations(cell):
            unknown = {number for number in relation.terms if number in self.secret}
            others = {number for number in unknown if number.cell not in partners}
            if others and others <= self.accepted:
                found |= {number.cell for number in unknown} & partners
        return found

    def _take_back(self, cells: Set[Cell]) -> None:
        kept = self.suppressed, self.secret
        self.suppressed = self.suppressed - cells
        self.secret = self.knowledge.secrets(self.suppressed, self.silent)
        if self._needs_partner([r for cell in cells for r in self._relations(cell)]):
            self.suppressed, self.secret = kept

    def _needs_partner(self, relations: Sequence[Relation]) -> bool:
        """Looks at the numbers in these relations first: they are the likeliest to be narrow."""
        if any(map(self._is_given_away, relations)):
            return True
        told = set(relations)
        near = {number for relation in relations for number in relation.terms}
        return any(
            puzzle.narrow(sorted(numbers - self.accepted), attack)
            for puzzle in self.knowledge.puzzles(self.suppressed, self.silent)
            if not told.isdisjoint(puzzle.relations)
            for numbers in (near.intersection(puzzle.numbers), set(puzzle.numbers) - near)
            for attack in attacks(self.rule)
        )

    def _with_all_marks(self, number: Quantity) -> Puzzle:
        puzzles = self.knowledge.puzzles(self.suppressed | self.free, self.silent)
        return next(puzzle for puzzle in puzzles if number in puzzle.numbers)

    def _even_out(self, cells: Set[Cell]) -> None:
        """Adds partners where a sum alone gives a suppressed number away: no programme needed."""
        queue = sorted(cells)
        while queue:
            for relation in self._relations(queue.pop(0)):
                while self._is_given_away(relation) and (partner := self._partner([relation])):
                    self._mark(partner)
                    queue.append(partner)

    def _mark(self, cell: Cell) -> None:
        self.suppressed.add(cell)
        self.free.discard(cell)
        self.secret.update(self.knowledge.numbers[cell])
        relations = self._relations(cell)
        told = self.knowledge.told
        while known := {n for r in relations for n in self.knowledge.told_by(r, self.secret, told)}:
            self.secret -= known

    def _is_given_away(self, relation: Relation) -> bool:
        """Tells whether subtraction from a known whole leaves too little for what is suppressed."""
        unknown = [number for number in relation.terms if number in self.secret]
        if not relation.is_equation or len({relation.terms[number] for number in unknown}) != 1:
            return False  # nothing is suppressed, or the whole as well
        if set(unknown) <= self.accepted:
            return False
        values = [self.knowledge.truth[number] for number in unknown]
        bounds = [self.knowledge.bounds.get(number, self.rule.width) for number in unknown]
        if len(values) == 1 or sum(values) < min(self.rule.width, *bounds):
            return True
        # When all are as large as the search lets their like be, their sum tells: 4 + 4, 4 + 15.
        room = sum(self._ceiling(value) - value for value in values)
        return room < GUESSES - 1

    def _ceiling(self, value: int) -> int:
        """The largest number that the search treats like this one."""
        if value < self.rule.smallest:
            return self.rule.smallest - 1
        return (1 << 2 * _magnitude(value) + 2) - 1

    def _partner(self, relations: Iterable[Relation]) -> Cell | None:
        cells = {n.cell for relation in relations for n in relation.terms} & self.free
        return min(cells, key=self._cost, default=None)

    def _cost(self, cell: Cell) -> tuple[int, bool, int, Cell]:
        """Totals last, then empty cells; else small ones, in sums that need a partner anyhow."""
        numbers, size = self.knowledge.numbers[cell], self._size(cell)
        untouched = sum(self._is_untouched(relation) for relation in self._relations(cell))
        return -len(cell.group), size == 0, _magnitude(size) + untouched // len(numbers), cell

    def _size(self, cell: Cell) -> int:
        return max(abs(self.knowledge.truth[number]) for number in self.knowledge.numbers[cell])

    def _is_untouched(self, relation: Relation) -> bool:
        """Tells whether a mark would be the first here that asks for a partner."""
        marked = {number for number in relation.terms if number.cell in self.suppressed}
        return relation.is_equation and marked <= self.accepted

    def _relations(self, cell: Cell) -> list[Relation]:
        return [
            relation
            for number in self.knowledge.numbers[cell]
            for relation in self.knowledge.touching[number]
            if relation.owner not in self.silent
        ]


def _table(cell: Cell) -> tuple[str, tuple[str, ...]]:
    return cell.question, tuple(dimension for dimension, _ in cell.group)


def _magnitude(size: int) -> int:
    """Puts 4 to 15 on one level, 16 to 63 on the next, and so on."""
    return (size.bit_length() - 1) // 2

"""The suppressed numbers of linked tables, split into puzzles that can be solved one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from stegvis.measures.disclosure.puzzle import Puzzle
from stegvis.measures.disclosure.relations import Relation
from stegvis.measures.disclosure.rule import Cell, Quantity, Rule


class Knowledge:
    """Everything that is known about the numbers of linked tables, for any choice of marks.

    told: cells that the reader is told exactly, small or not. unlisted: cells of which the reader
    is not told whether they occur.
    """

    def __init__(
        self,
        truth: Mapping[Quantity, int],
        relations: Iterable[Relation],
        rule: Rule,
        *,
        told: Set[Cell] = frozenset(),
        unlisted: Set[Cell] = frozenset(),
    ) -> None:
        self.truth = truth
        self.rule = rule
        self.relations = tuple(relations)
        self.unlisted = unlisted
        self.told = self._told({number for number in truth if number.cell in told})
        self.bounds = self._bounds()
        self.of_nothing = {
            relation
            for relation in self.relations
            if relation.whole is not None and not any(map(truth.get, relation.terms))
        }
        self.telling = [
            relation
            for relation in self.relations
            if relation in self.of_nothing or relation.is_between_questions
        ]
        self.numbers: dict[Cell, list[Quantity]] = defaultdict(list)
        for number in truth:
            self.numbers[number.cell].append(number)
        self.touching: dict[Quantity, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            for number in relation.terms:
                self.touching[number].append(relation)

    def puzzles(self, suppressed: Set[Cell], silent: Set[object]) -> list[Puzzle]:
        """Splits the suppressed numbers into groups that say nothing about one another.

        silent: tables and sums that tell nothing, because they are withheld or not yet published.
        """
        unknown = self.secrets(suppressed, silent)
        found, rest = [], set(unknown)
        for start in sorted(unknown):
            if start in rest:
                numbers, relations = self._connected(start, unknown, silent)
                rest -= numbers
                ordered = [relation for relation in self.relations if relation in relations]
                found.append(
                    Puzzle(
                        sorted(numbers),
                        ordered,
                        self.truth,
                        bounds=self.bounds,
                        unlisted=self.unlisted,
                    )
                )
        return found

    def secrets(self, suppressed: Set[Cell], silent: Set[object]) -> set[Quantity]:
        """The numbers of suppressed cells, but for those that are told elsewhere.

        Parts of a shown 0 are 0 as well. What a sum between questions gives exactly is shown
        there: that 22 ended is no secret when a share of the 22 is. A small number is, unless the
        reader is told it exactly by other means, or it is what is left of such a number by a 0.
        """
        unknown = {number for cell in suppressed for number in self.numbers[cell]} - self.told
        open_to_all = {number for number, value in self.truth.items() if not value} | self.told
        told = [relation for relation in self.telling if relation.owner not in silent]
        while known := {n for r in told for n in self.told_by(r, unknown, open_to_all)}:
            unknown -= known
        return unknown

    def told_by(
        self, relation: Relation, unknown: Set[Quantity], open_to_all: Set[Quantity]
    ) -> set[Quantity]:
        """The numbers that this relation makes no secret, while those are unknown."""
        asked = unknown & relation.terms.keys()
        if relation in self.of_nothing and relation.whole not in asked:
            return set(asked)
        if not relation.is_between_questions or len(asked) != 1:
            return set()
        if relation.terms.keys() - asked <= open_to_all:
            return set(asked)
        return {number for number in asked if not self.rule.is_small(abs(self.truth[number]))}

    def _told(self, told: set[Quantity]) -> Set[Quantity]:
        """The numbers told exactly, and those that sums between questions make of them alone."""
        between = [relation for relation in self.relations if relation.is_between_questions]
        while told:
            known = {n for r in between if len(left := r.terms.keys() - told) == 1 for n in left}
            if not known:
                break
            told |= known
        return told

    def _bounds(self) -> Mapping[Quantity, int]:
        """The most that each number can be as a part of what is told exactly."""
        bounds = {number: self.truth[number] for number in self.told}
        covered = [relation for relation in self.relations if relation.whole is not None]
        tighter = bool(bounds)
        while tighter:
            tighter = False
            for relation in covered:
                if relation.whole in bounds:
                    most = bounds[relation.whole] + int(relation.is_equation and relation.low)
                    for number in relation.terms.keys() - {relation.whole}:
                        if most < bounds.get(number, most + 1):
                            bounds[number], tighter = most, True
        return bounds

    def _connected(
        self, start: Quantity, unknown: Set[Quantity], silent: Set[object]
    ) -> tuple[set[Quantity], set[Relation]]:
        numbers: set[Quantity] = {start}
        relations: set[Relation] = set()
        queue = [start]
        while queue:
            new = set(self.touching[queue.pop()]) - relations
            new = {relation for relation in new if relation.owner not in silent}
            found = {number for relation in new for number in relation.terms if number in unknown}
            queue.extend(found - numbers)
            numbers |= found
            relations |= new
        return numbers, relations

"""The suppressed numbers of linked tables, split into puzzles that can be solved one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set

from stegvis.measures.disclosure.puzzle import Puzzle
from stegvis.measures.disclosure.relations import Relation
from stegvis.measures.disclosure.rule import Cell, Quantity


class Knowledge:
    """Everything that is known about the numbers of linked tables, for any choice of marks."""

    def __init__(self, truth: Mapping[Quantity, int], relations: Iterable[Relation]) -> None:
        self.truth = truth
        self.relations = tuple(relations)
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
        unknown = {number for cell in suppressed for number in self.numbers[cell]}
        unknown -= self._empty(unknown, silent)
        found, rest = [], set(unknown)
        for start in sorted(unknown):
            if start in rest:
                numbers, relations = self._connected(start, unknown, silent)
                rest -= numbers
                ordered = [relation for relation in self.relations if relation in relations]
                found.append(Puzzle(sorted(numbers), ordered, self.truth))
        return found

    def is_empty(self, relation: Relation, unknown: Collection[Quantity]) -> bool:
        """Tells whether a known whole of 0 makes all parts 0: parts of nothing are no secret."""
        return (
            relation.whole is not None
            and relation.whole not in unknown
            and not any(self.truth[number] for number in relation.terms)
        )

    def _empty(self, unknown: Set[Quantity], silent: Set[object]) -> set[Quantity]:
        """Numbers that are known to be 0, through any number of breakdowns."""
        empty: set[Quantity] = set()
        while True:
            more = {
                number
                for relation in self.relations
                if relation.owner not in silent and self.is_empty(relation, unknown - empty)
                for number in relation.terms
                if number in unknown
            }
            if more <= empty:
                return empty
            empty |= more

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

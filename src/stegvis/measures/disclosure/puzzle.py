"""How wide suppressed numbers that hang together remain: by swaps first, then by programme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from math import inf
from typing import NamedTuple, TypeAlias

from stegvis.measures.disclosure.programme import Programme
from stegvis.measures.disclosure.relations import Relation
from stegvis.measures.disclosure.rule import Cell, Quantity, Rule

Effect: TypeAlias = frozenset[tuple[int, int]]
REACH = 1000


class Attack(NamedTuple):
    """A way to reason, and how wide it must leave every suppressed number."""

    groups_occur: bool
    needed: int


def attacks(rule: Rule) -> tuple[Attack, Attack]:
    """Gives both readers: one who subtracts, one who also knows that a listed group occurs."""
    return (
        Attack(groups_occur=False, needed=rule.width),
        Attack(groups_occur=True, needed=rule.least_values - 1),
    )


class Move(NamedTuple):
    """One more in a suppressed cell: the numbers that rise and what that does to the relations."""

    numbers: tuple[Quantity, ...]
    effect: Effect

    @property
    def cell(self) -> Cell:
        return self.numbers[0].cell


class Puzzle:
    """Suppressed numbers and the relations that tie them together.

    bounds: the most that a number can be by what the reader is told exactly, for those that have
    such a bound. unlisted: cells of which the reader is not told whether they occur.
    """

    def __init__(
        self,
        numbers: Sequence[Quantity],
        relations: Sequence[Relation],
        truth: Mapping[Quantity, int],
        *,
        bounds: Mapping[Quantity, int],
        unlisted: Set[Cell],
    ) -> None:
        self.numbers = tuple(numbers)
        self.relations = tuple(relations)
        self.truth = {number: truth[number] for number in numbers}
        self.bounds = bounds
        self.unlisted = unlisted
        self.room = tuple(relation.room(truth) for relation in relations)

    def narrow(self, numbers: Iterable[Quantity], attack: Attack) -> tuple[Quantity, ...]:
        """Names those of the numbers that the attack leaves less room than they need."""
        fall = self._fall(attack)
        proven = self._by_swaps(fall)
        needed = {number: self.needed(number, attack) for number in numbers}
        doubtful = [number for number in needed if proven[number] < needed[number]]
        return self._programme.narrow(doubtful, fall, needed)

    def needed(self, number: Quantity, attack: Attack) -> int:
        """How wide a number must be left: the rule's width, or all that told totals leave of it.

        Nobody can keep a reader who is told that three ended from knowing that at most three went
        to work; what the release adds must leave 0 to 3.
        """
        least = int(attack.groups_occur and number.cell not in self.unlisted)
        return max(0, min(attack.needed, self.bounds.get(number, attack.needed + least) - least))

    def interval(self, number: Quantity, attack: Attack) -> tuple[int, int]:
        """Gives the lowest and the highest value possible, followed REACH from the truth."""
        down, up = self._programme.interval(number, self._fall(attack), REACH)
        return self.truth[number] + down, self.truth[number] + up

    def _fall(self, attack: Attack) -> dict[Quantity, int]:
        """How far each number may sink: to 0, or to 1 where it shows that a listed group occurs.

        A group listed although it is empty (a gender) may keep its 0, and a sum of changes its
        negative value: the reader is given what is true, which is more than the reader can know.
        """
        shows = {n.cell: n for n in self.numbers if n.part == "numerator"}
        shows |= {n.cell: n for n in self.numbers if n.part == "denominator"}
        listed = {n for cell, n in shows.items() if cell not in self.unlisted}
        occurring = listed if attack.groups_occur else set()
        return {n: value - min(value, int(n in occurring)) for n, value in self.truth.items()}

    @cached_property
    def _programme(self) -> Programme:
        return Programme(self.numbers, [r.terms for r in self.relations], self.room)

    @cached_property
    def _moves(self) -> tuple[Move, ...]:
        """A person more in a share is one more in the denominator and in one of its two sides."""
        parts: dict[Cell, dict[str, Quantity]] = defaultdict(dict)
        for number in self.numbers:
            parts[number.cell][number.part] = number
        moves = []
        for own in parts.values():
            base = own.pop("denominator", None) if "difference" in own else None
            moves += [(n, base) if base else (n,) for n in own.values()]
        return tuple(Move(numbers, self._effect(numbers)) for numbers in moves)

    def _effect(self, numbers: Iterable[Quantity]) -> Effect:
        changes: Counter[int] = Counter()
        for number in numbers:
            changes.update(self._places[number])
        return frozenset((place, change) for place, change in changes.items() if change)

    @cached_property
    def _places(self) -> dict[Quantity, dict[int, int]]:
        """Which relations each number stands in, and with which sign."""
        places: dict[Quantity, dict[int, int]] = {number: {} for number in self.numbers}
        for place, relation in enumerate(self.relations):
            for number in relation.terms.keys() & places:
                places[number][place] = relation.terms[number]
        return places

    def _by_swaps(self, fall: Mapping[Quantity, int]) -> dict[Quantity, float]:
        """Proves widths by moving persons between cells that count in the same relations.

        Exact for a table with one dimension: a cell can take all that the other suppressed cells
        hold. Elsewhere it saves most of the programmes.
        """
        down = {move: min(fall[number] for number in move.numbers) for move in self._moves}
        alike: dict[Effect, dict[Cell, int]] = defaultdict(dict)
        for move in self._moves:
            cells = alike[move.effect]
            cells[move.cell] = max(down[move], cells.get(move.cell, 0))
        proven: dict[Quantity, float] = dict.fromkeys(self.numbers, 0)
        for move in self._moves:
            others = [held for cell, held in alike[move.effect].items() if cell != move.cell]
            swap = down[move] + sum(others) if others else 0
            together = inf if frozenset((p, -c) for p, c in move.effect) in alike else 0
            width = max(swap, together, self._alone(move.effect, down[move]))
            for number in move.numbers:
                proven[number] = max(width, proven[number])
        return proven

    def _alone(self, effect: Effect, down: float) -> float:
        """How far a number moves while all others stay: as far as its inequalities have room."""
        up = inf
        for place, change in effect:
            below, above = self.room[place] if change > 0 else reversed(self.room[place])
            down, up = min(down, below // abs(change)), min(up, above // abs(change))
        return down + up

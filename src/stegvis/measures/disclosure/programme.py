"""How far numbers can move without breaking a relation: programmes solved by HiGHS.

A solution counts only as whole numbers that satisfy every relation exactly, so a width that is
reported as wide has been seen; where rounding is not enough the programme is solved in integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product
from math import inf
from typing import Any

from stegvis.measures.disclosure.rule import Quantity

Steps = dict[Quantity, int]
TOLERANCE = 1e-6
PUSHES = 3


class Programme:
    """Moves away from the truth, which itself satisfies every relation.

    terms: the signs in each relation; numbers that it does not know stand still.
    room: how far each relation's sum may sink and rise.
    """

    def __init__(
        self,
        numbers: Sequence[Quantity],
        terms: Sequence[Mapping[Quantity, int]],
        room: Sequence[tuple[float, float]],
    ) -> None:
        self.place = {number: place for place, number in enumerate(numbers)}
        self.terms = [
            [(number, sign) for number, sign in relation.items() if number in self.place]
            for relation in terms
        ]
        self.room = room

    def narrow(
        self,
        numbers: Sequence[Quantity],
        fall: Mapping[Quantity, int],
        needed: Mapping[Quantity, int],
    ) -> tuple[Quantity, ...]:
        """Names those of the numbers that cannot move over the width that each of them needs.

        Every solution is a witness for all numbers at once: a few that push all of them at the same
        time leave little to be solved one by one.
        """
        lowest, highest = dict.fromkeys(numbers, 0), dict.fromkeys(numbers, 0)
        reach = max((needed[number] for number in numbers), default=0)

        def pending() -> list[Quantity]:
            return [n for n in numbers if highest[n] - lowest[n] < needed[n]]

        def push(towards: Mapping[Quantity, int]) -> None:
            steps = self._furthest(towards, fall, reach)
            for number in towards:
                lowest[number] = min(lowest[number], steps[number])
                highest[number] = max(highest[number], steps[number])

        for digit, sign in product(range(PUSHES), (1, -1)):
            if len(pending()) > PUSHES:
                push({n: sign if i >> digit & 1 else -sign for i, n in enumerate(pending())})
        for number, sign in product(pending(), (1, -1)):
            if highest[number] - lowest[number] < needed[number]:
                push({number: sign})
        return tuple(pending())

    def interval(
        self, number: Quantity, fall: Mapping[Quantity, int], reach: int
    ) -> tuple[int, int]:
        """Gives the lowest and the highest step of the number, at most reach each way."""
        lowest, highest = (self._furthest({number: d}, fall, reach)[number] for d in (-1, 1))
        return lowest, highest

    def _furthest(
        self, towards: Mapping[Quantity, int], fall: Mapping[Quantity, int], reach: int
    ) -> Steps:
        """Pushes numbers up (1) or down (-1), at most reach each, and tells where all land."""
        found = self._solve(towards, fall, reach, in_integers=False)
        if not self._is_whole(found, fall):
            found = self._solve(towards, fall, reach, in_integers=True)
        return {number: round(step) for number, step in found.items()}

    def _solve(
        self,
        towards: Mapping[Quantity, int],
        fall: Mapping[Quantity, int],
        reach: int,
        *,
        in_integers: bool,
    ) -> dict[Quantity, float]:
        # Takes a third of a second to import, and most releases need no programme.
        from scipy.optimize import milp  # noqa: PLC0415

        solution = milp(
            [-towards.get(n, 0) for n in self.place],
            integrality=int(in_integers),
            bounds=(
                [-min(fall[n], reach) if towards.get(n) == -1 else -fall[n] for n in self.place],
                [reach if towards.get(n) == 1 else inf for n in self.place],
            ),
            constraints=self._constraints,
        )
        return dict(zip(self.place, map(float, solution.x), strict=True))

    def _is_whole(self, found: Mapping[Quantity, float], fall: Mapping[Quantity, int]) -> bool:
        """Tells whether these are whole steps that break no relation when they are rounded."""
        steps = {number: round(step) for number, step in found.items()}
        return (
            all(abs(step - found[number]) < TOLERANCE for number, step in steps.items())
            and all(step >= -fall[number] for number, step in steps.items())
            and all(
                -sink <= sum(sign * steps[number] for number, sign in terms) <= rise
                for terms, (sink, rise) in zip(self.terms, self.room, strict=True)
            )
        )

    @cached_property
    def _constraints(self) -> list[Any]:
        from scipy.sparse import csr_array  # noqa: PLC0415

        if not self.terms:
            return []
        entries = [
            (sign, row, self.place[number])
            for row, terms in enumerate(self.terms)
            for number, sign in terms
        ]
        signs, rows, columns = zip(*entries, strict=True)
        matrix = csr_array((signs, (rows, columns)), shape=(len(self.terms), len(self.place)))
        return [(matrix, [-sink for sink, _ in self.room], [rise for _, rise in self.room])]

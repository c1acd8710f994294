"""What every reader knows about the numbers of a release: what adds up, what contains what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeAlias

from stegvis.measures.disclosure.rule import Part, Quantity, Sum, Table, counts

SIDES: Mapping[Part, int] = {"numerator": 1, "denominator": -1, "difference": 1}


@dataclass(frozen=True, eq=False)
class Relation:
    """Common knowledge: low <= the signed sum of the terms <= high.

    whole: set where an empty whole makes every part 0. owner: the name of the table, or the Sum,
    that tells it.
    """

    terms: Mapping[Quantity, int]
    low: float
    high: float
    whole: Quantity | None = None
    owner: object = None

    @property
    def is_equation(self) -> bool:
        return self.low == self.high

    @property
    def is_between_questions(self) -> bool:
        """An equation that comes from no breakdown: of a Sum, or of a share's own three numbers."""
        return self.is_equation and (self.owner is None or isinstance(self.owner, Sum))

    @property
    def meaning(self) -> tuple[object, frozenset[tuple[Quantity, int]], float]:
        """Equal for what two copies of a table tell alike."""
        return self.owner, frozenset(self.terms.items()), self.low

    def room(self, truth: Mapping[Quantity, int]) -> tuple[float, float]:
        """How far the sum may sink and rise from what it truly is."""
        total = _total(self.terms, truth)
        return total - self.low, self.high - total


def relations_of(table: Table, truth: Mapping[Quantity, int], owner: object) -> Iterator[Relation]:
    """Gives what one table tells about its own numbers and about its margins.

    Where the parts do not add up although they should (head counts without groups, days as the
    denominator of a mean), the remainder is taken to be known. What holds only by chance in a table
    that does not add up is taken for a rule (mentions by gender do add up over the genders): the
    reader is never assumed to know too little.
    """
    numbers = [number for number, _ in counts(table)]
    for number in numbers:
        if number.part == "difference":
            base = Quantity(number.cell, "denominator")
            parts = {Quantity(number.cell, part): sign for part, sign in SIDES.items()}
            yield Relation(parts, 0, 0, base)
    for margin in table.margins:
        for part in SIDES:
            own = [number for number in numbers if number.part == part]
            wholes = [number for number, _ in counts(margin) if number.part == part]
            families = [(whole, [n for n in own if _contains(whole, n)]) for whole in wholes]
            families = [(whole, parts) for whole, parts in families if parts]
            adds_up = table.additive or all(
                truth[whole] == sum(truth[part] for part in parts) for whole, parts in families
            )
            yield from (_sums if adds_up else _covers)(families, truth, owner)


def relations_between(sums: Iterable[Sum], truth: Mapping[Quantity, int]) -> Iterator[Relation]:
    """Gives what is known between questions; parts that no table holds leave an inequality."""
    for known in sums:
        parts = [part for part in known.parts if part in truth]
        if known.whole not in truth or not parts:
            continue
        if len(parts) == len(known.parts):
            yield from _sums([(known.whole, parts)], truth, known)
        else:
            terms = {known.whole: 1} | dict.fromkeys(parts, -1)
            low = min(0, _total(terms, truth))
            yield Relation(terms, low, inf, None if low else known.whole, owner=known)


def _contains(whole: Quantity, part: Quantity) -> bool:
    return set(whole.cell.group) <= set(part.cell.group)


def _total(terms: Mapping[Quantity, int], truth: Mapping[Quantity, int]) -> int:
    return sum(sign * truth[number] for number, sign in terms.items())


Families: TypeAlias = Sequence[tuple[Quantity, Sequence[Quantity]]]


def _sums(families: Families, truth: Mapping[Quantity, int], owner: object) -> Iterator[Relation]:
    for whole, parts in families:
        terms = {whole: -1} | dict.fromkeys(parts, 1)
        remainder = _total(terms, truth)
        yield Relation(terms, remainder, remainder, whole, owner)


def _covers(families: Families, truth: Mapping[Quantity, int], owner: object) -> Iterator[Relation]:
    if all(truth[part] <= truth[whole] for whole, parts in families for part in parts):
        for whole, parts in families:
            for part in parts:
                yield Relation({whole: 1, part: -1}, 0, inf, whole, owner)
    if all(sum(truth[part] for part in parts) >= truth[whole] for whole, parts in families):
        for whole, parts in families:
            yield Relation({whole: -1} | dict.fromkeys(parts, 1), 0, inf, None, owner)

"""How an answer compares with an earlier one to the same item of the same version.

Means the same as the measures `change.*` of the exchange format: improved = the last is better,
kept high = not better and both are positive, worse = the last is worse and not kept high,
unchanged = the rest. Facts in, answer out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from stegvis.surveys.rules.questionnaire import Item, Kind

OCCASIONS = ("start", "ongoing", "exit", "follow_up")
ORDERED = (Kind.SCALE, Kind.NUMBER, Kind.YES_NO, Kind.CHOICE)


class Change(StrEnum):
    """The four ways in which two answers of one person to one item can differ."""

    IMPROVED = "improved"
    KEPT_HIGH = "kept_high"
    UNCHANGED = "unchanged"
    WORSE = "worse"


@dataclass(frozen=True)
class Said:
    """A coded answer to one item: when and on which occasion.

    Those of one day come in the order of their occasions, then by `order`.
    """

    on: date
    value: str
    occasion: str = ""
    order: int = 0

    @property
    def turn(self) -> tuple[date, int, int]:
        """Sorts answers as they came."""
        known = self.occasion in OCCASIONS
        return self.on, OCCASIONS.index(self.occasion) if known else len(OCCASIONS), self.order


@dataclass(frozen=True)
class Pair:
    """The first and the last answer of one person to one item."""

    first: Said
    last: Said


def paired(said: Iterable[Said]) -> Pair | None:
    """The first and the last by day; None where there are not two."""
    rows = sorted(said, key=lambda one: one.turn)
    return Pair(rows[0], rows[-1]) if len(rows) > 1 else None


def position(item: Item, value: str) -> Decimal | None:
    """Where a coded answer stands on the item's own scale; None where answers have no order.

    Scales and numbers are themselves, no is 0 and yes 1, options stand in the form's order. An
    answer that the item does not have stands nowhere.
    """
    if item.kind in (Kind.SCALE, Kind.NUMBER):
        found = _number(value)
        return found if found is not None and item.lowest <= found <= item.highest else None
    if item.kind is Kind.YES_NO:
        return {"no": Decimal(0), "yes": Decimal(1)}.get(value)
    if item.kind is Kind.CHOICE and value in item.values:
        return Decimal(item.values.index(value))
    return None


def is_positive(item: Item, value: str) -> bool:
    """Whether the item counts the answer, or any of several chosen, as positive."""
    return not set(value.split()).isdisjoint(item.positive)


def steps(item: Item, pair: Pair) -> Decimal | None:
    """How far the last answer is above the first, in steps towards better; below is negative.

    Where the item names no direction, an answer that becomes positive is a step. None where it
    names neither.
    """
    first, last = (_grade(item, said.value) for said in (pair.first, pair.last))
    return None if first is None or last is None else last - first


def change(item: Item, pair: Pair) -> Change | None:
    """Which of the four the pair is; None where nobody can tell better from worse."""
    gained = steps(item, pair)
    if gained is None:
        return None
    if gained > 0:
        return Change.IMPROVED
    if is_positive(item, pair.first.value) and is_positive(item, pair.last.value):
        return Change.KEPT_HIGH
    return Change.WORSE if gained < 0 else Change.UNCHANGED


def _grade(item: Item, value: str) -> Decimal | None:
    """Higher is better."""
    stands = position(item, value)
    if item.better and stands is not None:
        return stands * item.better
    if item.better and item.kind in ORDERED:
        return None
    return Decimal(is_positive(item, value)) if item.positive else None


def _number(value: str) -> Decimal | None:
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None

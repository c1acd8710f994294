"""Chance with a memory: every draw belongs to a seed and a place in the story."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *place: str) -> Random:
    """A source of chance of its own for a place in the story: same seed and place, same draws."""
    return Random(":".join((str(seed), *place)))  # noqa: S311 - made-up people, no secrets


def weighted(chance: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, each as likely as its weight says."""
    return chance.choices(list(weights), list(weights.values()))[0]


def one_of(chance: Random, values: Sequence[T]) -> T:
    """One of the values, all equally likely."""
    return values[chance.randrange(len(values))]


def happens(chance: Random, share: float) -> bool:
    """True in `share` of the cases (0 to 1)."""
    return chance.random() < share


def spread_around(chance: Random, middle: float, share: float, *, highest: float) -> float:
    """About `middle`, with `share` of it as standard deviation, never far below or above."""
    return min(highest, max(0.6 * middle, chance.gauss(middle, share * middle)))

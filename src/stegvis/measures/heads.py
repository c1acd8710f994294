"""Participants without a record of their own: a year's head counts, read as the measures do."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class HeadCount:
    """Carried into the first year, new and ended during all of them."""

    carried_in: int
    new: int
    ended: int


NOBODY = HeadCount(0, 0, 0)
Heads = Callable[[HeadCount], int]


def none(count: HeadCount) -> int:
    """Measures that head counts say nothing about."""
    return 0


def current(count: HeadCount) -> int:
    """Carried in or new."""
    return count.carried_in + count.new


def new(count: HeadCount) -> int:
    """New in the years."""
    return count.new


def ended(count: HeadCount) -> int:
    """Ended in the years."""
    return count.ended


def carried_in(count: HeadCount) -> int:
    """Carried into the first year."""
    return count.carried_in


def remaining(count: HeadCount) -> int:
    """Carried in or new, and not ended."""
    return count.carried_in + count.new - count.ended


def movements(count: HeadCount) -> int:
    """New and ended together."""
    return count.new + count.ended

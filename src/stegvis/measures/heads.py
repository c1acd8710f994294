"""Participants without a record of their own: a year's head counts, read as the measures do.

They are few, so they are counted in plain Python: carried in is what was carried into the first
of the years, new and ended are those of all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class HeadCount:
    """Carried into the first year, new and ended during all of them."""

    carried_in: int
    new: int
    ended: int

    def __add__(self, other: "HeadCount") -> "HeadCount":
        return HeadCount(
            self.carried_in + other.carried_in, self.new + other.new, self.ended + other.ended
        )


@dataclass(frozen=True)
class Year:
    """The head count of a year, with all that is known about those counted."""

    intervention: str
    year: int
    gender: str
    kind: str
    count: HeadCount


Heads = Callable[[HeadCount], int]
Years = Mapping[str, tuple[int, int]]
NOBODY = HeadCount(0, 0, 0)
# A head count says no more than this about anybody.
KNOWN = ("gender", "intervention", "part", "kind")


def together(counts: Iterable[Year], *, years: Years) -> dict[tuple[str, str, str], HeadCount]:
    """By intervention, gender and kind: the head count of the years that each is asked about.

    `years` holds the first and the last year of each intervention, both included.
    """
    found: dict[tuple[str, str, str], list[Year]] = defaultdict(list)
    for each in sorted(counts, key=lambda each: each.year):
        first, last = years.get(each.intervention, (1, 0))
        if first <= each.year <= last:
            found[each.intervention, each.gender, each.kind].append(each)
    return {
        cell: HeadCount(
            own[0].count.carried_in,
            sum(each.count.new for each in own),
            sum(each.count.ended for each in own),
        )
        for cell, own in found.items()
    }


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

"""From the referring party to the next step: bands as wide as there are steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from stegvis.dashboards.charts.sizes import LETTER, THINNEST, WIDE

HEIGHT, GAP, NODE = 300, 16, 10
MARGIN = 0.36  # the most of the width that the labels of one side may take

Flows = Mapping[tuple[str, str], int]
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Node:
    """A party or a step: a bar with its label and number beside it."""

    y: int
    height: int
    label: str
    number: int
    text_y: int


@dataclass(frozen=True)
class Band:
    """One flow, as the path that the template draws."""

    path: str


@dataclass(frozen=True)
class Drawing:
    """All that the template draws: bars at `left_x` and `right_x`, their labels outside them."""

    width: int
    height: int
    thick: int
    left_x: int
    right_x: int
    left: list[Node]
    right: list[Node]
    bands: list[Band]


@dataclass
class _Side:
    """Where the nodes of one side stand, and how much of each is taken by bands already."""

    sums: Counts
    scale: float

    def __post_init__(self) -> None:
        gap = (HEIGHT - sum(self.sums.values()) * self.scale) / len(self.sums)
        self.tops, y = {}, gap / 2
        for label, number in self.sums.items():
            self.tops[label] = y
            y += number * self.scale + gap
        self.taken = dict(self.tops)

    def nodes(self) -> list[Node]:
        return [self._node(label, self.tops[label], number) for label, number in self.sums.items()]

    def _node(self, label: str, y: float, number: int) -> Node:
        height = max(number * self.scale, THINNEST)
        return Node(round(y), round(height), label, number, round(y + height / 2) + 5)

    def take(self, label: str, count: int) -> float:
        """The upper edge of the next band at a node."""
        edge = self.taken[label]
        self.taken[label] += count * self.scale
        return edge


def draw(flows: Flows, *, starts: Counts, ends: Counts) -> Drawing:
    """The bands of `flows`, (from, to) -> count, between nodes as high as their own totals.

    A node is higher than its bands together where some of its flows are withheld or not drawn.
    """
    most = max(len(starts), len(ends))
    scale = (HEIGHT - GAP * most) / max(sum(starts.values()), sum(ends.values()))
    left, right = _Side(starts, scale), _Side(ends, scale)
    left_x, right_x = _margin(starts), WIDE - _margin(ends) - NODE
    bands = [
        _band(left_x + NODE, left.take(start, n), right_x, right.take(end, n), n * scale)
        for (start, end), n in flows.items()
    ]
    return Drawing(WIDE, HEIGHT, NODE, left_x, right_x, left.nodes(), right.nodes(), bands)


def _margin(side: Counts) -> int:
    longest = max(len(label) + len(str(number)) + 2 for label, number in side.items())
    return min(longest * LETTER + 12, round(WIDE * MARGIN))


def _band(x1: int, y1: float, x2: int, y2: float, thick: float) -> Band:
    """A band of even thickness, bent like an S."""
    middle = (x1 + x2) // 2
    a, b = round(y1), round(y1 + max(thick, THINNEST))
    c, d = round(y2), round(y2 + max(thick, THINNEST))
    there = f"M{x1} {a}C{middle} {a} {middle} {c} {x2} {c}"
    return Band(f"{there}V{d}C{middle} {d} {middle} {b} {x1} {b}Z")

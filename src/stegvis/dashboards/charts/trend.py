"""A small line over a few years, for a tile."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, HEIGHT, EDGE = 200, 36, 5


@dataclass(frozen=True)
class Trend:
    """The line in pieces, broken where a value is withheld, and the point where it ends."""

    width: int
    height: int
    lines: list[str]
    end_x: int
    end_y: int


def trend(values: Sequence[float | Fraction | None]) -> Trend | None:
    """A line through `values`, oldest first; None when the last has none to be compared with."""
    known = [float(value) for value in values if value is not None]
    if len(known) < 2 or values[-1] is None:
        return None
    low, span = min(known), max(known) - min(known)
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [
        None if value is None else (round(EDGE + step * place), _y(float(value), low, span))
        for place, value in enumerate(values)
    ]
    end = points[-1]
    assert end is not None
    return Trend(WIDTH, HEIGHT, _lines(points), *end)


def _y(value: float, low: float, span: float) -> int:
    share = (value - low) / span if span else 0.5
    return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE))


def _lines(points: Sequence[tuple[int, int] | None]) -> list[str]:
    runs: list[list[str]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(f"{point[0]},{point[1]}")
    return [" ".join(run) for run in runs if len(run) > 1]

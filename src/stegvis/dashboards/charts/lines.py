"""Lines over periods, each named where it ends; a withheld value breaks its line."""

from collections.abc import Sequence
from dataclasses import dataclass

from stegvis.dashboards.charts.sizes import LETTER, NARROW, WIDE
from stegvis.reports.charts import Chart, Point
from stegvis.surveys.drawing import Dot

TALL, TOP, BELOW = 150, 22, 26
ABOVE, UNDER = -10, 20
NAME = 130  # pixels kept for the names of the lines, where there is room


@dataclass(frozen=True)
class Drawn:
    """One line in pieces, with its dots and, where it ends, its name."""

    style: int
    pieces: list[str]
    dots: list[Dot]
    name: str
    name_x: int
    name_y: int


@dataclass(frozen=True)
class Tick:
    """A period below the lines."""

    x: int
    text: str


@dataclass(frozen=True)
class Drawing:
    """All that the template draws."""

    width: int
    height: int
    floor: int
    labels_y: int
    lines: list[Drawn]
    ticks: list[Tick]


def draw(chart: Chart) -> tuple[Drawing, Drawing]:
    """The chart wide, with names beside its lines, and narrow, with a legend."""
    return _draw(chart, WIDE, NAME), _draw(chart, NARROW, 24)


def _draw(chart: Chart, width: int, right: int) -> Drawing:
    known = [float(point.value) for point in chart.points if point.value is not None]
    highest, floor = max([*known, 0]) or 1, TOP + TALL
    periods = chart.categories
    step = (width - right - 24) / max(len(periods) - 1, 1)
    xs = {period: round(24 + place * step) for place, period in enumerate(periods)}
    made = [
        _line(chart, code, style, xs, highest, named=right == NAME)
        for style, code in enumerate((one.code for one in chart.series), start=1)
    ]
    every = max(1, round(max(map(len, periods)) * LETTER / max(step, 1)))
    ticks = [Tick(xs[p], p if place % every == 0 else "") for place, p in enumerate(periods)]
    return Drawing(width, floor + BELOW + 4, floor, floor + BELOW - 4, made, ticks)


def _line(
    chart: Chart, code: str, style: int, xs: dict[str, int], highest: float, *, named: bool
) -> Drawn:
    points = [point for point in chart.points if point.series == code]
    dots = [_dot(chart, point, points, xs, highest) for point in points if point.value is not None]
    last = dots[-1] if dots else None
    return Drawn(
        style=style,
        pieces=_pieces(points, xs, highest),
        dots=dots,
        name=chart.label(code) if named and last else "",
        name_x=last.x + 12 if last else 0,
        name_y=last.y + 5 if last else 0,
    )


def _dot(
    chart: Chart, point: Point, own: Sequence[Point], xs: dict[str, int], highest: float
) -> Dot:
    y = _y(point, highest)
    others = [p for p in chart.points if p.category == point.category and p.series != point.series]
    lower = any(p.value is not None and _y(p, highest) < y for p in others)
    shown = point.shown if len(own) <= 6 or point in (own[0], own[-1]) else ""
    return Dot(xs[point.category], y, shown, y + (UNDER if lower else ABOVE))


def _pieces(points: Sequence[Point], xs: dict[str, int], highest: float) -> list[str]:
    runs: list[list[str]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(f"{xs[point.category]},{_y(point, highest)}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _y(point: Point, highest: float) -> int:
    return round(TOP + (1 - float(point.value or 0) / highest) * TALL)

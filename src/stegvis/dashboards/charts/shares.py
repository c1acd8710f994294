"""Shares by category as lying bars of the same length, each divided into its answers."""

from dataclasses import dataclass

from stegvis.dashboards.charts.sizes import LETTER, NARROW, WIDE, length
from stegvis.dashboards.charts.wrapped import Line, lines_of
from stegvis.reports.charts import Chart
from stegvis.reports.charts.themes import RAMPS

THICK, AIR = 20, 12
LINE = 16
LABELS = 0.42  # the most of the width that labels may take beside the bars
# Colour and pattern in charts.css and answers.css.
STYLES = {"improved": "fill-1", "kept_high": "ramp-2", "unchanged": "fill-4", "worse": "fill-2"}


@dataclass(frozen=True)
class Piece:
    """An answer's part of a bar; `text` is empty where it would not fit."""

    x: int
    width: int
    middle: int
    style: str
    text: str


@dataclass(frozen=True)
class Bar:
    """A category: the lines of its label, and its bar."""

    label: list[Line]
    y: int
    text_y: int
    pieces: list[Piece]


@dataclass(frozen=True)
class Drawing:
    """All that the template draws; labels stand `beside` the bars or above them."""

    width: int
    height: int
    beside: bool
    thick: int
    rows: list[Bar]


def styles(chart: Chart) -> dict[str, str]:
    """The class of each series: the four ways to change have their own, answers a ramp."""
    codes = [series.code for series in chart.series]
    ramp = RAMPS.get(len(codes), ())
    return {
        code: STYLES.get(code) or (f"ramp-{ramp[place]}" if place < len(ramp) else "ramp-1")
        for place, code in enumerate(codes)
    }


def draw(chart: Chart) -> tuple[Drawing, Drawing]:
    """The chart with labels beside its bars, and with labels above them."""
    return _draw(chart, WIDE, round(WIDE * LABELS)), _draw(chart, NARROW, 0)


def _draw(chart: Chart, width: int, left: int) -> Drawing:
    rows, y = [], 0
    for category in chart.categories:
        found = lines_of(category, width=left or width)
        tall = max(THICK, len(found) * LINE) if left else len(found) * LINE + 6 + THICK
        top = y + (tall - THICK) // 2 if left else y + tall - THICK
        first = y + 13 + (max(0, THICK - len(found) * LINE) // 2 if left else 0)
        label = [
            Line(text, left - 10 if left else 0, first + at * LINE) for at, text in enumerate(found)
        ]
        rows.append(Bar(label, top, top + 15, _pieces(chart, category, left, width)))
        y += tall + AIR
    return Drawing(width, y, bool(left), THICK, rows)


def _pieces(chart: Chart, category: str, left: int, width: int) -> list[Piece]:
    points = [point for point in chart.points if point.category == category]
    whole = sum(float(point.value or 0) for point in points) or 1
    scale, x, found = (width - left - 2) / whole, left, []
    for point in points:
        wide = length(point.value, scale)
        if wide:
            fits = wide >= len(point.shown) * LETTER + 4
            style = styles(chart)[point.series]
            found.append(Piece(x, wide, x + wide // 2, style, point.shown if fits else ""))
            x += wide
    return found

"""Counts by category as lying bars, each divided into its series."""

from dataclasses import dataclass

from stegvis.dashboards.charts.sizes import LETTER, NARROW, WIDE, length
from stegvis.reports.charts import Chart

THICK = 20
ROW, ROW_WITH_LABEL_ABOVE = 30, 48
NUMBER = 44  # pixels kept for the number after a bar
LABELS = 0.42  # the most of the width that labels may take beside the bars
STYLES = {"woman": 1, "man": 2, "other": 3, "unknown": 4}


@dataclass(frozen=True)
class Piece:
    """A series' part of a bar; `style` names colour and pattern in charts.css."""

    x: int
    width: int
    style: int


@dataclass(frozen=True)
class Lying:
    """A category: its label, the parts of its bar, and its number after it."""

    label: str
    label_x: int
    label_y: int
    y: int
    pieces: list[Piece]
    shown: str
    shown_x: int


@dataclass(frozen=True)
class Drawing:
    """All that the template draws; `left` is where the bars begin."""

    width: int
    height: int
    left: int
    thick: int
    rows: list[Lying]


def styles(chart: Chart) -> dict[str, int]:
    """Colour and pattern of each series: genders have their own, others go by their order."""
    return {one.code: STYLES.get(one.code, n) for n, one in enumerate(chart.series, start=1)}


def draw(chart: Chart) -> tuple[Drawing, Drawing]:
    """The chart with labels beside its bars, and with labels above them."""
    longest = max(len(category) for category in chart.categories) * LETTER + 12
    beside = min(longest, round(WIDE * LABELS))
    return _draw(chart, WIDE, beside, ROW), _draw(chart, NARROW, 0, ROW_WITH_LABEL_ABOVE)


def _draw(chart: Chart, width: int, left: int, step: int) -> Drawing:
    sums = [
        sum(float(p.value or 0) for p in chart.points if p.category == category)
        for category in chart.categories
    ]
    scale = (width - left - NUMBER) / max(*sums, 1.0)
    rows = [
        _row(chart, category, top=place * step, left=left, scale=scale)
        for place, category in enumerate(chart.categories)
    ]
    return Drawing(width, len(rows) * step, left, THICK, rows)


def _row(chart: Chart, category: str, *, top: int, left: int, scale: float) -> Lying:
    points = [point for point in chart.points if point.category == category]
    x, pieces = left, []
    for point in points:
        width = length(point.value, scale)
        if width:
            pieces.append(Piece(x, width, styles(chart)[point.series]))
            x += width
    y = top if left else top + 22
    label_x, label_y = (left - 8, y + 15) if left else (0, y - 6)
    shown = " + ".join(point.shown for point in points if point.value != 0) or "0"
    return Lying(category, label_x, label_y, y, pieces, shown, x + 8)

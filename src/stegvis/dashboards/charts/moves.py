"""In and out by month: those who began above the line, those who ended below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from stegvis.dashboards.charts.sizes import LETTER, NARROW, WIDE, length
from stegvis.reports.charts import Chart, Point

BAR_SPACE = 150  # pixels for the tallest bar up and the tallest down together
TEXT = 20  # pixels for a line of text
SHARE_OF_COLUMN, WIDEST = 0.62, 56


@dataclass(frozen=True)
class Bar:
    """A bar with its number written at its end; no height where the number is withheld."""

    x: int
    y: int
    width: int
    height: int
    text: str
    text_y: int


@dataclass(frozen=True)
class Column:
    """A month: its name under the bars, and the two bars."""

    middle: int
    label: str
    up: Bar
    down: Bar


@dataclass(frozen=True)
class Drawing:
    """All that the template draws; the bars meet at `axis`."""

    width: int
    height: int
    axis: int
    labels_y: int
    columns: list[Column]


def draw(chart: Chart) -> tuple[Drawing, Drawing]:
    """The chart wide and narrow."""
    up, down = ([p for p in chart.points if p.series == code] for code in ("in", "out"))
    return _draw(up, down, width=WIDE), _draw(up, down, width=NARROW)


def _draw(ups: Sequence[Point], downs: Sequence[Point], *, width: int) -> Drawing:
    highest, lowest = (max(float(p.value or 0) for p in points) for points in (ups, downs))
    scale = BAR_SPACE / max(highest + lowest, 1)
    axis = TEXT + round(highest * scale)
    labels_y = axis + round(lowest * scale) + TEXT + 14
    step = width / len(ups)
    named = _every(step, [up.category for up in ups])
    told = _every(step, [point.shown for point in (*ups, *downs)])
    columns = [
        _column(
            up if place % told == 0 else replace(up, shown=""),
            down if place % told == 0 else replace(down, shown=""),
            label=up.category if place % named == 0 else "",
            middle=round(step * (place + 0.5)),
            step=step,
            axis=axis,
            scale=scale,
        )
        for place, (up, down) in enumerate(zip(ups, downs, strict=True))
    ]
    return Drawing(width, labels_y + 6, axis, labels_y, columns)


def _every(step: float, texts: Sequence[str]) -> int:
    """One column of so many can carry its text; the table below has them all."""
    return max(1, ceil(max(map(len, texts)) * LETTER / step))


def _column(
    up: Point, down: Point, *, label: str, middle: int, step: float, axis: int, scale: float
) -> Column:
    width = min(round(step * SHARE_OF_COLUMN), WIDEST)
    x = middle - width // 2
    above, below = (length(point.value, scale) for point in (up, down))
    return Column(
        middle,
        label,
        up=Bar(x, axis - above, width, above, up.shown, axis - above - 5),
        down=Bar(x, axis, width, below, down.shown, axis + below + 15),
    )

"""Where everything in a chart goes: from its points to the rows that the Vega-Lite file draws.

Whatever can be worked out beforehand is worked out here (stacking, which label fits where), so
that the Vega-Lite files only draw. Widths in CSS pixels; text is 13 px in every width, so it is
legible at 360 px too.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from stegvis.reports.charts.chart import Chart, Point
from stegvis.reports.charts.metrics import font
from stegvis.reports.charts.themes import Tokens, look, paint

Row = dict[str, object]

WIDE = 640
"""As wide as the text of an A4 page at 96 pixels an inch, with 25 mm margins."""
NARROW = 360
"""The narrowest telephone."""

SIZE = 13
LINE = 15
SEMIBOLD = 1.06
"""How much wider than regular the semibold names of lines are."""
BAR = 20


@dataclass(frozen=True)
class Layout:
    """The rows to draw and what the Vega-Lite file `template` needs besides the colours."""

    template: str
    rows: list[Row]
    values: dict[str, object]


def lay_out(chart: Chart, *, width: int, tokens: Tokens) -> Layout:
    """The layout of the chart at this width."""
    return _LAYOUTS[chart.kind](chart, width, tokens)


def _paints(chart: Chart, tokens: Tokens) -> dict[str, object]:
    looks = [look(one.code, steps=len(chart.series)) for one in chart.series]
    return {
        "labels": [one.label for one in chart.series],
        "fills": [paint(one.fill, tokens) for one in looks],
        "strokes": [paint(one.stroke, tokens) for one in looks],
        "dashes": [list(one.dash) for one in looks],
        "shapes": [one.shape for one in looks],
    }


def _row(chart: Chart, point: Point) -> Row:
    return {
        "category": point.category,
        "series": chart.label(point.series),
        "series_code": point.series,
        "shown": point.shown,
    }


def _wide(text: str) -> float:
    """Pixels of the widest line of the text."""
    return max(font().width(line, size=SIZE) for line in text.split("\n"))


def _wrapped(label: str, *, room: float) -> str:
    """The label in lines that fit into `room` pixels; a single long word stays whole."""
    mean = _wide(label) / max(1, len(label)) or SIZE
    lines = textwrap.wrap(label, max(8, int(room / mean)), break_long_words=False)
    return "\n".join(lines) or label


def _category(label: str, *, width: int) -> str:
    """A category beside its bar takes at most a third of the picture."""
    return _wrapped(label, room=width / 3)


def _overlap(chart: Chart, *, room: float) -> bool:
    """Whether the categories below a chart are too wide to be written out, each one."""
    return max(map(_wide, chart.categories)) + 4 > room / len(chart.categories)


LABELS = {
    "labelLineHeight": LINE,
    "labelOffset": {
        "condition": [
            {
                "test": f"length(split(datum.value, '\\n')) === {lines}",
                "value": (1 - lines) * LINE / 2,
            }
            for lines in range(2, 7)
        ],
        "value": 0,
    },
}
"""An axis whose labels of several lines stand in the middle of their band."""


def _band(chart: Chart, *, width: int) -> int:
    """Room for one category: its bar, or its label if that takes more lines."""
    lines = max(_category(one, width=width).count("\n") + 1 for one in chart.categories)
    return max(BAR + 8, lines * LINE + 4)


def _moves(chart: Chart, width: int, tokens: Tokens) -> Layout:
    rows = []
    for point in chart.points:
        height = float(point.value or 0)
        reach = height if point.series == "in" else -height
        rows.append(_row(chart, point) | {"from": 0, "to": reach})
    highest = max([float(row["to"]) for row in rows] + [1.0])  # type: ignore[arg-type]
    lowest = min([float(row["to"]) for row in rows] + [-1.0])  # type: ignore[arg-type]
    air = (highest - lowest) * 0.11
    values = _paints(chart, tokens) | {
        "domain": [lowest - air, highest + air],
        "overlap": _overlap(chart, room=width - 10),
    }
    return Layout("moves", rows, values)


def _stacked(chart: Chart, width: int, tokens: Tokens) -> Layout:
    totals = {
        category: sum(float(p.value or 0) for p in chart.points if p.category == category)
        for category in chart.categories
    }
    longest = max([*totals.values(), 0]) or 1
    room = _plot_width(chart, width=width)
    rows: list[Row] = []
    for category in chart.categories:
        start = 0.0
        for point in (p for p in chart.points if p.category == category):
            end = start + float(point.value or 0)
            rows.append(
                _row(chart, point)
                | _segment(chart, point, start=start, end=end, scale=room / longest, tokens=tokens)
                | {"category": _category(category, width=width), "place": category}
            )
            start = end
        rows[-1]["end"] = _at_end([row for row in rows if row["place"] == category])
    band = _band(chart, width=width)
    values = _paints(chart, tokens) | {
        "domain": [0, longest],
        "labels-axis": LABELS,
        "bar": BAR,
        "height": band * len(totals),
    }
    return Layout("stacked", rows, values)


def _plot_width(chart: Chart, *, width: int) -> float:
    """Pixels left for bars beside the labels and what may be written after the bars."""
    labels = max(_wide(_category(one, width=width)) for one in chart.categories)
    return max(60.0, width - labels - 60)


def _segment(
    chart: Chart, point: Point, *, start: float, end: float, scale: float, tokens: Tokens
) -> Row:
    one = look(point.series, steps=len(chart.series))
    fits = (end - start) * scale >= _wide(point.shown) + 6
    solid = one.fill not in ("hatch", "dots")
    return {
        "from": start,
        "to": end,
        "middle": (start + end) / 2,
        "drawn": point.value != 0,
        "inside": end > start and fits,
        "of_whole": chart.kind == "distribution",
        "label_colour": tokens[one.label],
        "halo": "transparent" if solid else tokens["paper"],
        "end": "",
    }


def _at_end(rows: list[Row]) -> str:
    """Written after a bar with a figure too wide for its segment, so that every count is read."""
    shown = [str(row["shown"]) for row in rows if row["drawn"]]
    if all(row["inside"] for row in rows if row["drawn"]) or rows[0]["of_whole"]:
        return ""
    return " + ".join(shown)


def _trend(chart: Chart, width: int, tokens: Tokens) -> Layout:
    numbers = [float(p.value) for p in chart.points if p.value is not None] or [1.0]
    highest = (max(numbers) or 1.0) * 1.15
    names = _names(chart, highest=highest, width=width)
    rows: list[Row] = []
    for one in chart.series:
        points = [p for p in chart.points if p.series == one.code]
        for place, point in enumerate(points):
            value = None if point.value is None else float(point.value)
            rows.append(
                _row(chart, point)
                | {
                    "value": value,
                    "written": _written(chart, points, place),
                    "name": "",
                    "name_at": value,
                    "series_colour": paint(look(one.code, steps=0).stroke, tokens),
                }
            )
        rows[-1] |= names.get(one.code, {})
    right = max(_wide(str(name["name"])) for name in names.values()) * SEMIBOLD + 18
    values = _paints(chart, tokens) | {
        "domain": [0, highest],
        "overlap": _overlap(chart, room=width - right - 10),
    }
    return Layout("trend", rows, values)


def _names(chart: Chart, *, highest: float, width: int) -> dict[str, Row]:
    """The name of every line beside its last value, moved apart where lines end close together."""
    last = {p.series: float(p.value) for p in chart.points if p.value is not None}
    gap = highest * (LINE + 4) / 220
    names: dict[str, Row] = {}
    floor = -gap
    for code, value in sorted(last.items(), key=lambda item: item[1]):
        name = _wrapped(chart.label(code), room=width / 4)
        floor = max(value, floor + gap + name.count("\n") * highest * LINE / 220)
        names[code] = {"name": name, "name_at": floor}
    return names


def _written(chart: Chart, points: list[Point], place: int) -> str:
    """Which values are written: all of a single short line, else the first and the last."""
    all_fit = len(chart.series) == 1 and len(points) <= 12
    if not (all_fit or place in (0, len(points) - 1)) or points[place].value is None:
        return ""
    same = [p for p in chart.points if p.category == points[place].category and p.value is not None]
    lowest = min(same, key=lambda p: float(p.value or 0))
    return "below" if len(same) > 1 and lowest is points[place] else "above"


def _dumbbell(chart: Chart, width: int, tokens: Tokens) -> Layout:
    rows: list[Row] = []
    numbers = [float(p.value or 0) for p in chart.points]
    for category in chart.categories:
        pair = [p for p in chart.points if p.category == category]
        for point, other in zip(pair, reversed(pair), strict=True):
            value, far = float(point.value or 0), float(other.value or 0)
            left = value < far or (value == far and point.series == "start")
            rows.append(
                _row(chart, point)
                | {
                    "category": _category(category, width=width),
                    "value": value,
                    "other": far,
                    "side": "left" if left else "right",
                }
            )
    air = (max(numbers) - min(numbers) or 1) * 0.2
    values = _paints(chart, tokens) | {
        "domain": [min(numbers) - air, max(numbers) + air],
        "labels-axis": LABELS,
        "height": _band(chart, width=width) * len(chart.categories),
    }
    return Layout("dumbbell", rows, values)


_LAYOUTS: dict[str, Callable[[Chart, int, Tokens], Layout]] = {
    "moves": _moves,
    "genders": _stacked,
    "distribution": _stacked,
    "trend": _trend,
    "dumbbell": _dumbbell,
}

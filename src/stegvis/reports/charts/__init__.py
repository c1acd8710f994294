"""Charts of figures: say what is shown with a builder, draw it as SVG or PNG."""

from stegvis.reports.charts.builders import (
    by_gender,
    changes,
    distribution,
    dumbbell,
    moves,
    trend,
)
from stegvis.reports.charts.chart import Chart, Point, Series
from stegvis.reports.charts.drawing import Drawing, draw, draw_png
from stegvis.reports.charts.layouts import NARROW, WIDE

__all__ = [
    "NARROW",
    "WIDE",
    "Chart",
    "Drawing",
    "Point",
    "Series",
    "by_gender",
    "changes",
    "distribution",
    "draw",
    "draw_png",
    "dumbbell",
    "moves",
    "trend",
]

"""The key of a chart: a swatch and a label a series, in as few lines as the width allows."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from stegvis.reports.charts.chart import Chart
from stegvis.reports.charts.metrics import font
from stegvis.reports.charts.themes import Tokens, look, paint

FONT_FAMILY = "'Source Sans 3', sans-serif"
SIZE = 13
LINE = 24
SWATCH = 14
GAP = 8
BETWEEN = 22
BELOW = 8
ROUND = ("start", "exit")


@dataclass(frozen=True)
class Legend:
    """SVG content, as high as its lines; nothing at all for a single series."""

    svg: str
    height: int


def legend(chart: Chart, *, width: int, tokens: Tokens) -> Legend:
    """The key of the chart; lines name themselves where they end and need none."""
    if len(chart.series) < 2 or chart.kind == "trend":
        return Legend("", 0)
    entries, x, line = [], 2.0, 0
    for one in chart.series:
        room = SWATCH + GAP + font().width(one.label, size=SIZE)
        if x > 2 and x + room > width:
            x, line = 2.0, line + 1
        entries.append(_entry(chart, one.code, one.label, x=x, y=line * LINE + 3, tokens=tokens))
        x += room + BETWEEN
    return Legend("".join(entries), (line + 1) * LINE + BELOW)


def _entry(chart: Chart, code: str, label: str, *, x: float, y: float, tokens: Tokens) -> str:
    one = look(code, steps=len(chart.series))
    paints = f'fill="{paint(one.fill, tokens)}" stroke="{paint(one.stroke, tokens)}"'
    half = SWATCH / 2
    swatch = (
        f'<circle cx="{x + half:.1f}" cy="{y + half}" r="{half - 1}" stroke-width="2" {paints}/>'
        if code in ROUND
        else f'<rect x="{x:.1f}" y="{y}" width="{SWATCH}" height="{SWATCH}" {paints}/>'
    )
    text = (
        f'<text x="{x + SWATCH + GAP:.1f}" y="{y + SWATCH - 2.5}" font-size="{SIZE}px"'
        f' font-family="{FONT_FAMILY}" fill="{tokens["ink"]}">{escape(label)}</text>'
    )
    return swatch + text

"""From a report's chart to what a page draws."""

from dataclasses import dataclass

from stegvis.dashboards.charts import bars, ends, lines, moves, shares
from stegvis.reports.charts import Chart

DRAW = {
    "moves": moves.draw,
    "genders": bars.draw,
    "distribution": shares.draw,
    "dumbbell": ends.draw,
    "trend": lines.draw,
}
# Kinds whose classes say colour and pattern by themselves, and the mark of a series in the legend.
MARKS = {"distribution": "answers", "dumbbell": "ends", "trend": "lines"}


@dataclass(frozen=True)
class Legend:
    """A series by its label and its style in charts.css; `mark` is the class of its mark."""

    label: str
    style: int
    mark: str = ""


@dataclass(frozen=True)
class Drawn:
    """A chart in both widths, with its legend and its words for those who do not see it."""

    chart: Chart
    wide: object
    narrow: object
    template: str
    legend: list[Legend]
    marks: str = ""


def drawn(chart: Chart) -> Drawn:
    """The chart laid out; KeyError for a kind that pages do not draw."""
    wide, narrow = DRAW[chart.kind](chart)
    # A small line of a tile is called trend.
    name = "lines" if chart.kind == "trend" else chart.kind
    template = f"dashboards/charts/{name}.html"
    legend = _legend(chart) if len(chart.series) > 1 else []
    return Drawn(chart, wide, narrow, template, legend, MARKS.get(chart.kind, ""))


def _legend(chart: Chart) -> list[Legend]:
    if chart.kind == "distribution":
        marks = shares.styles(chart)
        return [Legend(series.label, 0, marks[series.code]) for series in chart.series]
    if chart.kind in MARKS:
        return [Legend(series.label, place) for place, series in enumerate(chart.series, start=1)]
    styles = bars.styles(chart)
    return [Legend(series.label, styles[series.code]) for series in chart.series]

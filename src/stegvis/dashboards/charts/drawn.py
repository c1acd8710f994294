"""From a report's chart to what a page draws."""

from dataclasses import dataclass

from stegvis.dashboards.charts import bars, moves
from stegvis.reports.charts import Chart

DRAW = {"moves": moves.draw, "genders": bars.draw}


@dataclass(frozen=True)
class Legend:
    """A series by its label and its style in charts.css."""

    label: str
    style: int


@dataclass(frozen=True)
class Drawn:
    """A chart in both widths, with its legend and its words for those who do not see it."""

    chart: Chart
    wide: object
    narrow: object
    template: str
    legend: list[Legend]


def drawn(chart: Chart) -> Drawn:
    """The chart laid out; KeyError for a kind that pages do not draw."""
    wide, narrow = DRAW[chart.kind](chart)
    template = f"dashboards/charts/{chart.kind}.html"
    styles = bars.styles(chart)
    legend = [Legend(series.label, styles[series.code]) for series in chart.series]
    return Drawn(chart, wide, narrow, template, legend if len(legend) > 1 else [])

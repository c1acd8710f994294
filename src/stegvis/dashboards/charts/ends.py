"""From the start to the exit: two marks with a line between, as in a participant's own picture."""

from stegvis.reports.charts import Chart
from stegvis.surveys import drawing
from stegvis.surveys.drawing import Dumbbells, Move, Scale

SHARES = Scale(0, 1)


def draw(chart: Chart) -> tuple[Dumbbells, Dumbbells]:
    """The chart of shares with labels beside its tracks, and with labels above them."""
    return drawing.dumbbells([_move(chart, category) for category in chart.categories])


def _move(chart: Chart, category: str) -> Move:
    start, end = (point for point in chart.points if point.category == category)
    first, last = float(start.value or 0), float(end.value or 0)
    told = f"{start.shown} → {end.shown}"
    return Move(category, SHARES, first, last, told, backwards=last < first)

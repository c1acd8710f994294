"""How wide the columns of a table are: as wide as their text needs, narrowed where it must be.

The same widths serve all formats that are printed, so a table looks alike in Word and PDF.
"""

from dataclasses import dataclass

from stegvis.reports.charts.metrics import SEMIBOLD, font
from stegvis.reports.rendering.tables import Grid

PORTRAIT = 160.0
LANDSCAPE = 247.0
"""Millimetres between 25 mm margins on A4."""

POINTS = 9.5
MILLIMETRES = 25.4 / 72
PADDING = 5.0
"""Millimetres of air in a column, both sides together."""
SLACK = 1.04
"""Word and other programs set a little wider than Typst, bold or in another font."""
LONGEST = 70.0
"""A column asks for no more than this; longer text goes on several lines."""
NEARLY_FULL = 0.72
"""A table that needs this part of the page is given all of it."""


@dataclass(frozen=True)
class Widths:
    """Columns as parts of the room, together at most 1; `dense` asks for small type."""

    columns: tuple[float, ...]
    dense: bool

    @property
    def table(self) -> float:
        return sum(self.columns)


def widths(grid: Grid, *, room: float) -> Widths:
    """Widths for a page with `room` millimetres of text width."""
    needs = [_need(grid, column) for column in range(grid.columns)]
    dense = sum(least for least, _ in needs) > room
    wished = sum(most for _, most in needs)
    if wished <= room:
        stretch = room / wished if wished > room * NEARLY_FULL else 1.0
        return Widths(tuple(most * stretch / room for _, most in needs), dense=False)
    least = sum(least for least, _ in needs)
    if dense:
        return Widths(tuple(low / least for low, _ in needs), dense=True)
    share = (room - least) / (wished - least)
    return Widths(tuple((low + (most - low) * share) / room for low, most in needs), dense=False)


def _need(grid: Grid, column: int) -> tuple[float, float]:
    """Millimetres for the longest word and for the longest line; headings may take two lines."""
    cells = [one for one in grid.cells if one.column == column and one.columns == 1]
    least = most = 0.0
    for cell in cells:
        lines = cell.element.text.split("\n")
        word = max((_width(one) for line in lines for one in line.split(" ")), default=0.0)
        longest = _in_two_lines if cell.part == "thead" else _width
        least = max(least, min(word, LONGEST / 2))
        most = max(most, min(max(map(longest, lines)), LONGEST))
    return least + PADDING, max(least, most) + PADDING


def _in_two_lines(text: str) -> float:
    words = text.split(" ")
    breaks = (
        max(_width(" ".join(words[:place])), _width(" ".join(words[place:])))
        for place in range(1, len(words))
    )
    return min(breaks, default=_width(text))


def _width(text: str) -> float:
    return font(SEMIBOLD).width(text, size=POINTS) * MILLIMETRES * SLACK

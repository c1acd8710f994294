"""Labels in lines that fit, since the text of a drawing does not wrap by itself."""

import textwrap
from dataclasses import dataclass

from stegvis.dashboards.charts.sizes import LETTER


@dataclass(frozen=True)
class Line:
    """One line of a label and where it stands."""

    text: str
    x: int
    y: int


def lines_of(label: str, *, width: int) -> list[str]:
    """The label in lines of at most `width` pixels; a single long word stays whole."""
    return textwrap.wrap(label, max(8, width // LETTER - 2), break_long_words=False) or [""]

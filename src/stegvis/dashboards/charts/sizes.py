"""Measures that the charts share, in pixels of the drawing."""

from decimal import Decimal
from fractions import Fraction

# A narrow chart fills a card on a screen of 360 pixels, a wide one a column of two thirds.
WIDE, NARROW = 640, 280
THINNEST = 2  # what is more than nothing is seen
LETTER = 7  # average width of a letter of the 13 pixels in charts.css


def length(value: float | Fraction | Decimal | None, scale: float) -> int:
    """Pixels of a bar; nothing for nothing and for what is withheld."""
    return max(round(float(value) * scale), THINNEST) if value else 0

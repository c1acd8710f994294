"""How sure a share is: the interval that would hold it in 95 of 100 samples of the same size."""

from fractions import Fraction
from math import sqrt

from stegvis.reports.answers import Reading
from stegvis.reports.sections import bound
from stegvis.reports.sections.bound import sentence
from stegvis.reports.sections.tables import Cell

SMALL = 30
"""From so many on, the interval is narrow enough to be left out."""
_Z = 1.959964  # of the normal distribution, for 95 %


def wilson(numerator: int, denominator: int) -> tuple[Fraction, Fraction]:
    """The lower and upper end of the score interval (Wilson 1927), as shares between 0 and 1.

    >>> [round(float(end), 3) for end in wilson(8, 18)]
    [0.246, 0.663]
    """
    if not 0 <= numerator <= denominator or not denominator:
        raise ValueError(f"{numerator} of {denominator} is no share.")
    share, square = numerator / denominator, _Z**2
    middle = share + square / (2 * denominator)
    reach = _Z * sqrt(share * (1 - share) / denominator + square / (4 * denominator**2))
    whole = 1 + square / denominator
    low, high = (middle - reach) / whole, (middle + reach) / whole
    return Fraction(max(0.0, low)), Fraction(min(1.0, high))


def interval(reading: Reading, **group: str) -> Cell:
    """The interval of a share on few; nothing for one on many, a dash for one withheld."""
    figure = reading.figure(**group)
    if figure is None or not reading.is_shown(**group) or not figure.denominator:
        return bound.share(reading.key(show="low", **group), None)
    if figure.denominator >= SMALL:
        return ""
    low, high = wilson(int(figure.numerator or 0), figure.denominator)
    return sentence(
        "{low}–{high}",
        low=bound.share(reading.key(show="low", **group), low),
        high=bound.share(reading.key(show="high", **group), high),
    )

"""How sure a share is: the interval that small numbers leave open, for pages and reports."""

from math import sqrt
from typing import NamedTuple

# Two-sided, 95 %: the quantile 0.975 of the normal distribution.
Z = 1.959963984540054
# On fewer than this many the interval is wider than most changes, and pages show it.
SMALL = 100


class Interval(NamedTuple):
    """From and to, both between 0 and 1."""

    low: float
    high: float


def wilson(numerator: int, denominator: int) -> Interval:
    """The interval in which the share of a larger group lies in 95 of 100 cases.

    Wilson's score interval: right also for few and for none or all of them, where the usual one
    says that nothing is uncertain. Raises ValueError for what is no share.

    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    >>> [round(end, 3) for end in wilson(0, 10)]
    [0.0, 0.278]
    """
    if denominator < 1 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share: give 0 to n of n, n above 0.")
    share, slack = numerator / denominator, Z * Z / denominator
    middle = (share + slack / 2) / (1 + slack)
    reach = Z / (1 + slack) * sqrt(share * (1 - share) / denominator + slack / denominator / 4)
    # None or all is where the interval ends; floating-point numbers come only near it.
    low = middle - reach if numerator else 0.0
    high = middle + reach if numerator < denominator else 1.0
    return Interval(max(0.0, low), min(1.0, high))

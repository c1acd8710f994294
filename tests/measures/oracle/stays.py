"""Means and medians."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from statistics import median

from tests.measures.oracle.asked import Asked
from tests.measures.oracle.days import Piece
from tests.measures.oracle.expected import Expected, persons
from tests.measures.world import Participation


def _weeks(p: Participation) -> Fraction:
    return Fraction((p.ended_on - p.started_on).days + 1, 7)


def _exact(hours: float | None) -> Fraction | None:
    return None if hours is None else Fraction(str(hours))


def _mean(amount: Callable[[Participation], Fraction | None], asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.participations(Piece.ended)).items():
        known = [p for _, p in rows if amount(p) is not None]
        total = sum(map(amount, known), Fraction(0))
        value = total / len(known) if known else None
        left_out = len(rows) - len(known)
        yield Expected(asked.named(group), value, total, len(known), left_out, persons(known))


def _median(asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.participations(Piece.ended)).items():
        people = [p for _, p in rows]
        middle = median(map(_weeks, people)) if people else None
        yield Expected(asked.named(group), middle, None, len(people), 0, persons(people))


MEASURES = {
    "stay.weeks_mean": partial(_mean, _weeks),
    "stay.weeks_median": _median,
    "hours.start": partial(_mean, lambda p: _exact(p.hours_start)),
    "hours.end": partial(_mean, lambda p: _exact(p.hours_end)),
}

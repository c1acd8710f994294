"""How many participants without a record of their own a table of one intervention leaves out.

An answer divided by intervention says so of all of them together. For whole calendar years the
total of an intervention holds them and its breakdown by time does not: the difference is theirs.
"""

from collections.abc import Mapping
from dataclasses import replace

from stegvis.measures import heads
from stegvis.measures.definitions import MEASURES
from stegvis.measures.heads import Heads
from stegvis.reports.answers import WHOLE, Ask, Reading
from stegvis.reports.times import Times

Readings = Mapping[Ask, Reading]


def with_anonymous(readings: Readings, times: Times) -> Readings:
    """The readings of single interventions, each told how many it leaves out."""
    known = {
        (ask.place, counted): _difference(readings[ask.whole], reading)
        for ask, reading in readings.items()
        for counted, breakdown in _breakdowns(times).items()
        if ask.place != WHOLE and (ask.measure, ask.by) == breakdown
    }
    return {
        ask: replace(reading, not_included=known.get((ask.place, MEASURES[ask.measure].heads), 0))
        if _leaves_out(ask)
        else reading
        for ask, reading in readings.items()
    }


def _breakdowns(times: Times) -> Mapping[Heads, tuple[str, tuple[str, ...]]]:
    """For each way of counting heads, a breakdown of the same count that does not hold them."""
    return {
        heads.current: ("participations.current", ("start_year",)),
        heads.carried_in: ("participations.carried_in", ("start_year",)),
        heads.new: ("participations.new", (times.dimension,)),
        heads.ended: ("participations.ended", (times.dimension,)),
    }


def _leaves_out(ask: Ask) -> bool:
    if ask.place == WHOLE:
        return False
    return not (MEASURES[ask.measure].counts_heads and set(ask.by).issubset(heads.KNOWN))


def _difference(whole: Reading, divided: Reading) -> int:
    """0 when a figure is withheld: then nothing is told."""
    total, rows = whole.number(), [figure.numerator for figure in divided.figures]
    if total is None or divided.has_hidden:
        return 0
    return total - sum(int(row or 0) for row in rows)

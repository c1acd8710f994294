"""Ticks of having been asked, and forms for each person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from tests.measures.oracle import counts, forms
from tests.measures.oracle.asked import Asked, Found
from tests.measures.oracle.days import Piece
from tests.measures.oracle.expected import Expected, persons, share

OF_PERSONS = ("gender", "intervention", "part", "month", "quarter")


def _asked(asked: Asked, found: Found, *occasions: str) -> bool:
    piece, p = found
    return any(
        tick.row == p.row
        and tick.occasion in occasions
        and tick.outcome != "not_suitable"
        and tick.year <= piece.last.year
        for tick in asked.world.asked
    )


def _half_a_year(found: Found) -> bool:
    piece, p = found
    last = min(piece.last, piece.today, p.ended_on or piece.last)
    return last - p.started_on >= timedelta(days=183)


def _share(occasions: tuple[str, ...], *, long: bool, asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.participations(Piece.current)).items():
        base = [found for found in rows if not long or _half_a_year(found)]
        among = [p for piece, p in base if _asked(asked, (piece, p), *occasions)]
        left_out = len(rows) - len(base)
        yield share(asked.named(group), len(among), len(base), left_out, persons(among))


def _coverage(asked: Asked) -> Iterator[Expected]:
    """Forms by everything they know, persons by what persons have."""
    question = asked.question
    counted = replace(asked, question=replace(question, measure="forms.count"))
    people = replace(
        question,
        measure="persons.current",
        by=tuple(code for code in question.by if code in OF_PERSONS),
        where=tuple(pair for pair in question.where if pair[0] in OF_PERSONS),
    )
    bases = {
        tuple(figure.group.values()): figure.at_most
        for figure in counts.MEASURES["persons.current"](replace(asked, question=people))
    }
    above = {tuple(f.group.values()): f.value for f in forms.MEASURES["forms.count"](counted)}
    if people.by == question.by:
        above = dict.fromkeys(bases, 0) | above
    for group, count in above.items():
        named = dict(zip(question.by, group, strict=True))
        base = bases.get(tuple(named[code] for code in people.by), 0)
        yield Expected(named, Fraction(count, base) if base else None, count, base, 0)


MEASURES = {
    "asked.once": lambda asked: _share(("first", "again"), long=False, asked=asked),
    "asked.twice": lambda asked: _share(("again",), long=True, asked=asked),
    "forms.coverage": _coverage,
}

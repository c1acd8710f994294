"""Participations and persons."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import product

from stegvis.core import codes
from stegvis.core.periods import Period
from tests.measures.oracle.asked import Asked, Group
from tests.measures.oracle.days import Piece
from tests.measures.oracle.expected import Expected, count, persons
from tests.measures.world import HeadCount, Participation

KNOWN_OF_HEADS = {"gender", "intervention", "part", "kind"}


def _count(
    when: Callable, of_heads: Callable[[HeadCount], int] | None, asked: Asked
) -> Iterator[Expected]:
    cells = asked.by_group(asked.participations(when))
    heads = _heads(asked, of_heads) if of_heads else {}
    for group in {*cells, *heads}:
        rows = cells.get(group, [])
        value = sum(when(piece, p) for piece, p in rows) + heads.get(group, 0)
        if value or not group:
            yield count(asked.named(group), value, persons([p for _, p in rows]))


def _heads(asked: Asked, of_heads: Callable[[HeadCount], int]) -> dict[Group, int]:
    """What head counts add to each group: in whole years, by what a head count knows."""
    period = asked.question.period
    named = {*asked.by, *dict(asked.question.where)}
    if not (isinstance(period, Period) and period.is_whole_years and named <= KNOWN_OF_HEADS):
        return {}
    found: dict[Group, int] = defaultdict(int)
    for piece, gender, kind in product(asked.pieces, codes.GENDER.by_code, codes.KIND.by_code):
        years = _years(asked, piece, gender, kind)
        stand_in = Participation(gender=gender, kind=kind)
        if years and asked.wants(stand_in):
            (group,) = asked.groups(piece, stand_in)
            found[group] += of_heads(_together(years))
    return found


def _years(asked: Asked, piece: Piece, gender: str, kind: str) -> list[HeadCount]:
    years = [
        head
        for head in asked.world.head_counts
        if (head.intervention, head.gender, head.kind) == (piece.intervention, gender, kind)
        and piece.first.year <= head.year <= piece.last.year
    ]
    return sorted(years, key=lambda head: head.year)


def _together(years: list[HeadCount]) -> HeadCount:
    return HeadCount(
        carried_in=years[0].carried_in,
        new=sum(head.new for head in years),
        ended=sum(head.ended for head in years),
    )


def _mean(asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.participations(Piece.current)).items():
        named = asked.named(group)
        pieces = [piece for piece in asked.pieces if piece.names == {**piece.names, **_of(named)}]
        length = 0
        if pieces:
            spans = [(piece.first, piece.last) for piece in pieces]
            length = (max(last for _, last in spans) - min(first for first, _ in spans)).days + 1
        days = sum(piece.days_of(p) for piece, p in rows)
        value = Fraction(days, length) if length else None
        yield Expected(named, value, days, length, 0, persons([p for _, p in rows]))


def _of(named: dict[str, str]) -> dict[str, str]:
    return {
        code: named[code] for code in ("intervention", "part", "month", "quarter") if code in named
    }


def _persons(asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.participations(Piece.current)).items():
        known = persons([p for _, p in rows if p.identified])
        unknown = persons([p for _, p in rows if not p.identified])
        least, most = max(known, 1 if unknown else 0), known + unknown
        value = most if least == most else None
        yield Expected(asked.named(group), value, value, None, 0, value, least, most)


MEASURES = {
    "participations.current": partial(_count, Piece.current, lambda h: h.carried_in + h.new),
    "participations.new": partial(_count, Piece.new, lambda h: h.new),
    "participations.ended": partial(_count, Piece.ended, lambda h: h.ended),
    "participations.carried_in": partial(_count, Piece.carried_in, lambda h: h.carried_in),
    "participations.remaining": partial(
        _count, Piece.remaining, lambda h: h.carried_in + h.new - h.ended
    ),
    "participations.movements": partial(_count, Piece.moves, lambda h: h.new + h.ended),
    "participations.mean": _mean,
    "exits.reason": partial(_count, Piece.ended, None),
    "persons.current": _persons,
}

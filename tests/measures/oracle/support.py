"""Measures whose numerator has dimensions of its own: what was mentioned, before and after."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from tests.measures.oracle.asked import Asked, Group
from tests.measures.oracle.days import Piece
from tests.measures.oracle.exits import steps_known
from tests.measures.oracle.expected import Expected, count, share
from tests.measures.oracle.said import said
from tests.measures.world import Participation

Mention = dict[str, str]


@dataclass
class Cell:
    total: Fraction = Fraction(0)
    people: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Numerator:
    """The dimensions that divide it, who it is about, what is mentioned and for how much."""

    dimensions: tuple[str, ...]
    known: Callable[[Participation], bool]
    mentions: Callable[[Participation], list[tuple[Mention, Fraction]]]
    nothing: tuple[str, ...] = ()

    def asked_about(self, asked: Asked, mention: Mention) -> bool:
        """Whether the filters let it by; where the question names no dimension, if it is any."""
        if not any(map(asked.names, self.dimensions)):
            return mention[self.dimensions[0]] not in self.nothing
        return all(
            mention[code] in (asked.values(code) or {mention[code]}) for code in self.dimensions
        )

    def cells(self, asked: Asked, bases: dict[Group, list]) -> dict[tuple[Group, Group], Cell]:
        """By group and mention: for how much, and by how many persons."""
        divided = [code for code in self.dimensions if code in asked.question.by]
        cells: dict[tuple[Group, Group], Cell] = defaultdict(Cell)
        for group, rows in bases.items():
            for p in (p for _, p in rows if self.known(p)):
                for key, amount in self._of(asked, p, divided).items():
                    cell = cells[group, key]
                    cell.total += amount
                    cell.people |= {p.person}
        return cells

    def _of(self, asked: Asked, p: Participation, divided: list[str]) -> dict[Group, Fraction]:
        found: dict[Group, Fraction] = defaultdict(Fraction)
        for mention, amount in self.mentions(p):
            if self.asked_about(asked, mention):
                found[tuple(mention[code] for code in divided)] += amount
        return found


def _once(source: str) -> Callable[[Participation], list[tuple[Mention, Fraction]]]:
    def mentions(p: Participation) -> list[tuple[Mention, Fraction]]:
        return [(mention, Fraction(1)) for mention in said(p, source)]

    return mentions


def _signed(p: Participation) -> list[tuple[Mention, Fraction]]:
    after = [({"support_end": code}, Fraction(1)) for code, _ in p.support_end]
    before = [({"support_end": code}, Fraction(-1)) for code, _ in p.support_start]
    return after + before


def _weighed(moment: str, p: Participation) -> list[tuple[Mention, Fraction]]:
    states = getattr(p, moment) or ()
    return [({moment: code}, Fraction(str(percent or 0)) / 100) for code, percent in states]


def shares(numerator: Numerator, asked: Asked, *, signed: bool = False) -> Iterator[Expected]:
    asked = replace(asked, aside=numerator.dimensions)
    bases = asked.by_group(asked.participations(Piece.ended))
    cells = numerator.cells(asked, bases)
    for group, mentioned in _rows(asked, bases, cells):
        base = sum(numerator.known(p) for _, p in bases[group])
        if base or asked.by == asked.question.by:
            cell = cells.get((group, mentioned), Cell())
            # A row counts once in its group, however often it is mentioned there.
            total = cell.total if signed else _people(numerator, asked, bases[group], mentioned)
            left_out = len(bases[group]) - base
            named = _named(numerator, asked, group, mentioned)
            yield share(named, total, base, left_out, len(cell.people))


def _people(numerator: Numerator, asked: Asked, rows: list, mentioned: Group) -> int:
    one = [numerator.cells(asked, {(): [row]}) for row in rows]
    return sum(((), mentioned) in cells for cells in one)


def _rows(asked: Asked, bases: dict, cells: dict) -> list[tuple[Group, Group]]:
    """Undivided by mentions, a row for every base; divided, those mentioned, for every gender."""
    if asked.by == asked.question.by:
        return [(group, ()) for group in bases]
    rows = dict.fromkeys(cells)
    if "gender" in asked.by:
        at = asked.by.index("gender")
        for group, mentioned in list(rows):
            for other in bases:
                if other[:at] + other[at + 1 :] == group[:at] + group[at + 1 :]:
                    rows[other, mentioned] = None
    return list(rows)


def _named(numerator: Numerator, asked: Asked, group: Group, mentioned: Group) -> dict[str, str]:
    divided = [code for code in numerator.dimensions if code in asked.question.by]
    named = asked.named(group) | dict(zip(divided, mentioned, strict=True))
    return {code: named[code] for code in asked.question.by}


def _person_shares(asked: Asked) -> Iterator[Expected]:
    at_start = asked.names("support_start") and not asked.names("support_end")
    moment = "support_start" if at_start else "support_end"
    numerator = Numerator((moment,), bool, partial(_weighed, moment))
    asked = replace(asked, aside=(moment,))
    cells = numerator.cells(asked, asked.by_group(asked.participations(Piece.ended)))
    if not asked.question.by:
        cells[(), ()]
    for (group, mentioned), cell in cells.items():
        if cell.total or not asked.question.by:
            named = _named(numerator, asked, group, mentioned)
            yield count(named, cell.total, len(cell.people))


def _at(source: str, *nothing: str) -> Numerator:
    return Numerator((source,), lambda p: getattr(p, source) is not None, _once(source), nothing)


_BOTH = Numerator(
    ("support_end",),
    lambda p: p.support_start is not None and p.support_end is not None,
    _signed,
    ("none", "no_income"),
)
_STEPS = Numerator(
    ("next_step", "step_state"), steps_known, _once("next_steps"), ("none", "unknown")
)
MEASURES = {
    "exits.to_any": partial(shares, _STEPS),
    "support.before": partial(shares, _at("support_start", "none", "no_income")),
    "support.after": partial(shares, _at("support_end", "none", "no_income")),
    "support.change": partial(shares, _BOTH, signed=True),
    "support.person_shares": _person_shares,
    "occupation.before": partial(shares, _at("occupation_start", "none")),
    "occupation.after": partial(shares, _at("occupation_end", "none")),
}

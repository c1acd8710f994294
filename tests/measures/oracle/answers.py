"""Answers one by one, in pairs, and occasions without any."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import groupby

from tests.measures.oracle.asked import Asked, Found
from tests.measures.oracle.expected import Expected, count, persons, share
from tests.measures.oracle.support import Numerator, shares
from tests.measures.world import Answer, Participation, Unanswered, World


@dataclass(frozen=True)
class Said(Participation):
    """A participation as one of its answers shows it; of a pair also the first answer."""

    said: Answer | None = None
    first: Answer | None = None

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        return ((self.said.item, self.said.value),)

    instrument = property(lambda self: self.said.instrument)
    version = property(lambda self: self.said.version)
    occasion = property(lambda self: self.said.occasion)
    respondent = property(lambda self: self.said.respondent)

    @property
    def item(self) -> str:
        said = self.said
        return f"{said.respondent}|{said.instrument}|{said.version}|{said.item}"


@dataclass(frozen=True)
class Silent(Participation):
    """A participation as an occasion without an answer shows it."""

    missing: Unanswered | None = None

    no_answer = property(lambda self: self.missing.reason)
    instrument = property(lambda self: self.missing.instrument)
    version = property(lambda self: self.missing.version)
    occasion = property(lambda self: self.missing.occasion)


def _one_by_one(asked: Asked) -> Iterator[Found]:
    rows = [_of(asked.world, a, Said, said=a) for a in asked.world.answers]
    return asked._rows(rows, lambda piece, row: piece.holds(row.said.answered_on))


def _unanswered(asked: Asked) -> Iterator[Found]:
    rows = [_of(asked.world, each, Silent, missing=each) for each in asked.world.unanswered]
    return asked._rows(rows, lambda piece, row: piece.holds(row.missing.due_on))


def _in_pairs(asked: Asked) -> Iterator[Found]:
    rows = [
        _of(asked.world, last, Said, said=last, first=first) for first, last in pairs(asked.world)
    ]
    return asked._rows(rows, lambda piece, row: piece.holds(row.said.answered_on))


def _same_things(world: World) -> Iterator[list[Answer]]:
    """The answers that can be compared, oldest first: same person, version, item, respondent."""

    def thing(answer: Answer) -> tuple[object, ...]:
        return (
            world.person(answer), answer.instrument, answer.version, answer.respondent, answer.item
        )  # fmt: skip

    given = sorted((a for a in world.answers if a.value), key=lambda a: (thing(a), a.order))
    for _, same in groupby(given, key=thing):
        yield list(same)


def pairs(world: World) -> Iterator[tuple[Answer, Answer]]:
    """The first and the last of those that can be compared, where they are two."""
    for same in _same_things(world):
        if len(same) > 1:
            yield same[0], same[-1]


def _of(world: World, each: Answer | Unanswered, kind: type, **said: object) -> Participation:
    (row,) = (p for p in world.participations if p.row == each.row)
    fields = {name: getattr(row, name) for name in Participation.__dataclass_fields__}
    return kind(**fields, **said)


def _count(rows: Callable[[Asked], Iterable[Found]], asked: Asked) -> Iterator[Expected]:
    for group, found in asked.by_group(rows(asked)).items():
        yield count(asked.named(group), len(found), persons([p for _, p in found]))


def _share(
    rows: Callable[[Asked], Iterable[Found]],
    known: Callable[[Said], bool],
    counted: Callable[[Said], bool],
    asked: Asked,
) -> Iterator[Expected]:
    for group, found in asked.by_group(rows(asked)).items():
        base = [p for _, p in found if known(p)]
        among = [p for p in base if counted(p)]
        left_out = len(found) - len(base)
        yield share(asked.named(group), len(among), len(base), left_out, persons(among))


def _net(asked: Asked) -> Iterator[Expected]:
    for group, found in asked.by_group(_in_pairs(asked)).items():
        base = [p for _, p in found if _comparable(p)]
        steps = sum(Fraction(p.said.grade - p.first.grade, 100) for p in base)
        left_out = len(found) - len(base)
        yield Expected(asked.named(group), steps, steps, len(base), left_out, persons(base))


def _comparable(p: Said) -> bool:
    return p.said.grade is not None


def _kept_high(p: Said) -> bool:
    return p.said.grade <= p.first.grade and bool(p.said.positive and p.first.positive)


def _both_known(p: Said) -> bool:
    return p.said.positive is not None and p.first.positive is not None


def _response_rate(asked: Asked) -> Iterator[Expected]:
    """Of instrument and version only the answers in pairs know."""
    world = asked.world
    rows = {a.row for a in world.answers}
    places = {use.intervention for use in world.uses}
    places |= {p.intervention for p in world.participations if p.row in rows}
    compared = [a for same in _same_things(world) if len(same) > 1 for a in same]

    def known(p: Participation) -> bool:
        return p.exit_reason != "transferred" and p.intervention in places

    def mentions(p: Participation) -> list[tuple[dict[str, str], Fraction]]:
        found = {(a.instrument, a.version) for a in compared if a.row == p.row}
        return [({"instrument": i, "version": v}, Fraction(1)) for i, v in found]

    return shares(Numerator(("instrument", "version"), known, mentions), asked)


MEASURES = {
    "answers.distribution": partial(_count, _one_by_one),
    "answers.positive": partial(
        _share, _one_by_one, lambda p: p.said.positive is not None, lambda p: p.said.positive
    ),
    "answers.missing": partial(_count, _unanswered),
    "change.improved": partial(
        _share, _in_pairs, _comparable, lambda p: p.said.grade > p.first.grade
    ),
    "change.kept_high": partial(_share, _in_pairs, _comparable, _kept_high),
    "change.positive_first": partial(_share, _in_pairs, _both_known, lambda p: p.first.positive),
    "change.positive_last": partial(_share, _in_pairs, _both_known, lambda p: p.said.positive),
    "change.unchanged": partial(
        _share,
        _in_pairs,
        _comparable,
        lambda p: p.said.grade == p.first.grade and not _kept_high(p),
    ),
    "change.worse": partial(
        _share, _in_pairs, _comparable, lambda p: p.said.grade < p.first.grade and not _kept_high(p)
    ),
    "change.net_steps": _net,
    "change.response_rate": _response_rate,
}

"""A figure as the oracle expects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.measures.world import Participation


@dataclass(frozen=True)
class Expected:
    group: dict[str, str]
    value: Fraction | None
    numerator: Fraction | None = None
    denominator: int | None = None
    left_out: int | None = None
    persons: int | None = None
    at_least: int | None = None
    at_most: int | None = None


def persons(rows: Sequence[Participation]) -> int:
    return len({p.person for p in rows})


def count(group: dict[str, str], value: Fraction, people: int | None = None) -> Expected:
    return Expected(group, value, value, None, 0, people)


def share(
    group: dict[str, str], numerator: int, base: int, left_out: int, people: int | None = None
) -> Expected:
    value = Fraction(numerator, base) if base else None
    return Expected(group, value, numerator, base, left_out, people)

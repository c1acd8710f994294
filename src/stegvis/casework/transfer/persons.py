"""Which person each row of a file is about, and whether the rows agree about her."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stegvis.casework.rules.participations import Span

UNKNOWN = "unknown"


@dataclass(frozen=True)
class PersonKey:
    """A person as files name her: her code, in the workspace of one owner for one association."""

    association: int
    owner: int
    code: str


@dataclass(frozen=True)
class Stay:
    """One enrolled participation as far as overlaps go; `row` is None where no file has it."""

    intervention: int
    span: Span
    row: int | None
    stored: int | None = None  # the participation's id where it exists
    changes: bool = False  # whether the file gives it other days than those stored

    def __lt__(self, other: "Stay") -> bool:
        return (self.span.first, self.row or 0) < (other.span.first, other.row or 0)


@dataclass
class Person:
    """What the rows of a file say about one person; what none says stays unknown."""

    gender: str = UNKNOWN
    birth_year: int | None = None
    gender_row: int = 0
    birth_row: int = 0
    stays: list[Stay] = field(default_factory=list)

    def disagrees(self, row: int, values: dict[str, Any]) -> tuple[str, int] | None:
        """Take in what a row says; the column and the earlier row it contradicts, if it does."""
        gender, born = values.get("gender", UNKNOWN), values.get("birth_year")
        if gender != UNKNOWN:
            if self.gender not in (UNKNOWN, gender):
                return "gender", self.gender_row
            self.gender, self.gender_row = gender, self.gender_row or row
        if born is not None:
            if self.birth_year not in (None, born):
                return "birth_year", self.birth_row
            self.birth_year, self.birth_row = born, self.birth_row or row
        return None

    def overlaps(self) -> Iterator[tuple[Stay, Stay]]:
        """Pairs of stays in one intervention that share a day, the earlier first."""
        by_intervention: dict[int, list[Stay]] = {}
        for stay in self.stays:
            by_intervention.setdefault(stay.intervention, []).append(stay)
        for stays in by_intervention.values():
            yield from _overlapping(sorted(stays))


def _overlapping(stays: list[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Each stay with the one before it that lasts longest, where they meet."""
    longest: Stay | None = None
    for stay in stays:
        if longest and longest.span.overlaps(stay.span):
            yield longest, stay
        if longest is None or _end(stay) > _end(longest):
            longest = stay


def _end(stay: Stay) -> date:
    return stay.span.last or date.max

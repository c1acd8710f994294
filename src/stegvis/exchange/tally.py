"""How many rows of a table an import added, changed and left as they were."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Tally:
    """The count of each outcome in one table."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged
        )

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "Tally":
        counted = Counter(outcomes)
        return cls(*(counted[outcome] for outcome in Outcome))

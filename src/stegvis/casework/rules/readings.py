"""Which readings someone should look at: rules that need no suspicion to begin with.

A rule looks at facts of one row of the read log. Not covered, because nothing here can know it:
that reader and participant have the same surname or live next door; the random sample is for that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from types import MappingProxyType

MANY = 200  # persons on one page or in one export
OFTEN = 40  # single persons opened by one reader in a day
DAY_BEGINS, DAY_ENDS = time(6, 0), time(20, 0)
SATURDAY = 5


@dataclass(frozen=True)
class Reading:
    """A row of the read log with what the rules ask for; `at` is local time.

    `running` is None where nothing is known of the participation, and so is `protected`.
    """

    pk: int
    at: datetime
    persons: int
    emergency: bool = False
    protected: bool = False
    running: bool | None = None
    opened_that_day: int = 0
    exported: bool = False


def _at_night(reading: Reading) -> bool:
    at_work = DAY_BEGINS <= reading.at.time() < DAY_ENDS
    return not at_work or reading.at.weekday() >= SATURDAY


RULES: Mapping[str, Callable[[Reading], bool]] = MappingProxyType(
    {
        "emergency": lambda reading: reading.emergency,
        "protected": lambda reading: reading.protected and reading.persons == 1,
        "no_active_case": lambda reading: reading.running is False and reading.persons == 1,
        "night": _at_night,
        "many_persons": lambda reading: reading.persons > MANY or reading.exported,
        "many_openings": lambda reading: reading.persons == 1 and reading.opened_that_day > OFTEN,
    }
)


def reasons(reading: Reading) -> tuple[str, ...]:
    """The rules that a reading meets, in the order of RULES."""
    return tuple(name for name, meets in RULES.items() if meets(reading))


def drawn(readings: Sequence[Reading], *, number: int, owner: int, week: date) -> list[Reading]:
    """`number` readings at random: the same all week, so that nobody draws until it suits."""
    random = Random(f"{owner} {week.isocalendar()[:2]}")  # noqa: S311 - a sample, no secret
    return sorted(random.sample(readings, min(number, len(readings))), key=lambda each: each.pk)

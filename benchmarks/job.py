"""The statistical job: ten tables of every association and year, as an analyst orders them.

Participations and the persons behind them are different numbers, and every table has both.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

Tables = dict[str, list[tuple]]
Ordered = TypeVar("Ordered")


def at_once(ordered: Iterable[Ordered], some: Callable[[Iterator[Ordered]], Tables]) -> Tables:
    """All tables: each core has `some` take one after the other from what is ordered."""
    waiting, cores = iter(ordered), os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as workers:
        made = list(workers.map(some, [waiting] * cores))
    return {name: rows for tables in made for name, rows in tables.items()}


@dataclass(frozen=True)
class Table:
    """A measure by association, year and `by`; `numbers` are the columns that are compared."""

    name: str
    measure: str
    by: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ("numerator", "persons")


SHARE = ("numerator", "denominator", "left_out", "persons")
JOB = (
    Table("current", "participations.current", ("gender", "age_group")),
    Table("new", "participations.new", ("gender", "referrer_formal")),
    Table("ended", "participations.ended", ("gender", "age_group")),
    Table("mean", "participations.mean", ("gender",)),
    Table("persons", "persons.current", ("gender",), ("numerator", "unidentified")),
    Table("reasons", "exits.reason", ("exit_reason", "gender")),
    Table("steps", "exits.next_step", ("next_step", "gender")),
    Table("to_work", "exits.to_work_or_studies", ("gender", "education"), SHARE),
    Table(
        "weeks",
        "stay.weeks_median",
        ("gender", "age_group"),
        ("numerator", "denominator", "persons"),
    ),
    Table("support", "support.after", ("support_end", "gender")),
)

"""The drawn registrations and what is counted on them, in plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stegvis.demo.plan import AssociationPlan
from stegvis.demo.records import Record
from stegvis.demo.registrations import registrations
from stegvis.demo.story import SEED, outcomes, story

YEARS = (2019, 2020, 2021, 2022)


@lru_cache
def plan() -> AssociationPlan:
    return story()


@lru_cache
def drawn(seed: int = SEED) -> tuple[Record, ...]:
    return tuple(registrations(plan(), outcomes(), seed=seed))


def counted(records: Iterable[Record], intervention: str | None = None) -> list[Record]:
    """Those that measures count: enrolled and not voided."""
    return [
        record
        for record in records
        if record.kind == "enrolled"
        and not record.voided
        and intervention in (None, record.intervention)
    ]


@dataclass(frozen=True)
class Year:
    """One year's movements."""

    carried_in: list[Record]
    new: list[Record]
    ended: list[Record]
    current: list[Record]
    remaining: list[Record]


def year(records: Iterable[Record], number: int) -> Year:
    first, last = date(number, 1, 1), date(number, 12, 31)
    known = list(records)
    running = [each for each in known if (each.ended_on or date.max) >= first]
    return Year(
        carried_in=[each for each in running if each.started_on < first],
        new=[each for each in known if first <= each.started_on <= last],
        ended=[each for each in known if each.ended_on and first <= each.ended_on <= last],
        current=[each for each in running if each.started_on <= last],
        remaining=[
            each
            for each in known
            if each.started_on <= last and (each.ended_on is None or each.ended_on > last)
        ],
    )


def share(records: list[Record], **fields: str) -> float:
    """The share of `records` whose fields have these values."""
    found = [
        record
        for record in records
        if all(record.fields.get(name) == value for name, value in fields.items())
    ]
    return len(found) / len(records)

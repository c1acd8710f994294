"""Forms without a name about exposure to violence: how many carried which answers, by tertial.

Seven items of the shipped form: q1-q4 about someone close, q5 someone else, q6 witnessed in
childhood, q7 own acts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from stegvis.demo.draw import happens, stream
from stegvis.demo.plan import AssociationPlan, FlowPlan
from stegvis.demo.records import Record

INSTRUMENT, VERSION = "violence", "1"
# Share of yes by item among those who have met violence; few of the others say yes to q6.
EXPOSED = {
    "woman": {"q1": 0.72, "q2": 0.5, "q3": 0.28, "q4": 0.4, "q5": 0.3, "q6": 0.5, "q7": 0.07},
    "man": {"q1": 0.42, "q2": 0.36, "q3": 0.05, "q4": 0.1, "q5": 0.55, "q6": 0.52, "q7": 0.16},
}
MET_VIOLENCE = {"woman": 0.63, "man": 0.52}
OTHERS = {"q6": 0.06}
ITEMS = tuple(EXPOSED["woman"])


@dataclass(frozen=True)
class Count:
    """How many forms of an intervention, tertial, gender and occasion carried these answers."""

    intervention: str
    collected_from: date
    collected_to: date
    gender: str
    occasion: str
    pattern: tuple[str, ...]  # "yes" or "no" in the order of ITEMS
    count: int


def counts(
    association: AssociationPlan, records: Iterable[Record], *, seed: int
) -> Iterator[Count]:
    """The forms of every intervention that asks, from the tertial in which it began to ask."""
    by_intervention: dict[str, list[Record]] = {}
    for record in records:
        if record.kind == "enrolled" and not record.voided:
            by_intervention.setdefault(record.intervention, []).append(record)
    for plan in association.interventions:
        if plan.flow is not None and plan.flow.asked:
            chance = stream(seed, association.slug, plan.slug, "forms")
            here = by_intervention.get(plan.slug, [])
            for pattern in _of_intervention(chance, plan.flow, here, association.last):
                yield Count(plan.slug, *pattern)


Pattern = tuple[date, date, str, str, tuple[str, ...], int]


def _of_intervention(
    chance: Random, flow: FlowPlan, records: list[Record], last: date
) -> Iterator[Pattern]:
    for first, final in _tertials(flow.asked_from, last):
        found = Counter(
            (record.person.gender, occasion, _answers(chance, record.person.gender))
            for record in records
            if (occasion := _occasion(chance, record, flow.asked, first, final))
        )
        for (gender, occasion, pattern), count in sorted(found.items()):
            yield first, final, gender, occasion, pattern, count


def _tertials(start: date, last: date) -> Iterator[tuple[date, date]]:
    for year in range(start.year, last.year + 1):
        for from_day, to_day in (("01-01", "04-30"), ("05-01", "08-31"), ("09-01", "12-31")):
            first, final = (date.fromisoformat(f"{year}-{day}") for day in (from_day, to_day))
            if start <= first and final <= last:
                yield first, final


def _occasion(chance: Random, record: Record, asked: float, first: date, final: date) -> str | None:
    """Whether someone who takes part in the tertial answers: more often the first time."""
    if record.started_on > final or (record.ended_on or final) < first:
        return None
    if first <= record.started_on:
        return "first" if happens(chance, asked) else None
    return "again" if happens(chance, 0.35 * asked) else None


def _answers(chance: Random, gender: str) -> tuple[str, ...]:
    like = gender if gender in EXPOSED else "woman"
    shares = EXPOSED[like] if happens(chance, MET_VIOLENCE[like]) else OTHERS
    return tuple("yes" if happens(chance, shares.get(item, 0)) else "no" for item in ITEMS)

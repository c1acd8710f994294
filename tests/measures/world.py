"""A small world for tests: what is registered, as plain Python, and the snapshot of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from stegvis.core.codes import PARTY_OF_REFERRER
from stegvis.measures import snapshot
from stegvis.measures.snapshot import Snapshot
from stegvis.measures.tables import SNAPSHOT, columns_in_duckdb

States = tuple[tuple[str, float | None], ...]
_OCCUPIED = {"work": True, "studies": True, "none": False, "job_seeking": False}
PARTY_ORDER = ("fk", "af", "region", "municipality", "other")


@dataclass(frozen=True)
class Participation:
    """One participation; `None` states are not known, the first referrer is the formal one."""

    row: int = 1
    person: int = 1
    identified: bool = True
    intervention: str = "a"
    site: str = ""
    kind: str = "enrolled"
    gender: str = "woman"
    age_at_start: int | None = None
    origin: str = "unknown"
    municipality: str = ""
    started_on: date = date(2022, 1, 1)
    ended_on: date | None = None
    completed: str = "unknown"
    exit_reason: str = ""
    next_intervention: str = ""
    education: str = "unknown"
    time_in_support: str = "unknown"
    employment_form: str = "unknown"
    agreement: str = ""
    referrers: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    next_steps: tuple[tuple[str, str], ...] = ()
    support_start: States | None = None
    support_end: States | None = None
    occupation_start: States | None = None
    occupation_end: States | None = None
    hours_start: float | None = None
    hours_end: float | None = None
    # By months after the exit: what she does, `unknown`, or `not_reached`; and what of the plan.
    follow_ups: tuple[tuple[str, str], ...] = ()
    plans: tuple[tuple[str, str], ...] = ()
    left_alone: bool = False

    @property
    def years(self) -> set[int]:
        """Those that it touches, up to one that no test asks about."""
        return set(range(self.started_on.year, (self.ended_on or date(2100, 1, 1)).year + 1))

    @property
    def parties(self) -> list[str]:
        return [PARTY_OF_REFERRER.get(code, "other") for code in self.referrers]

    @property
    def combination(self) -> str:
        return "+".join(party for party in PARTY_ORDER if party in self.parties) or "unknown"


@dataclass(frozen=True)
class Forms:
    """`count` forms with the same answers."""

    intervention: str = "a"
    instrument: str = "violence-nns-7"
    collected_from: date = date(2022, 5, 1)
    collected_to: date = date(2022, 8, 31)
    gender: str = "woman"
    occasion: str = "first"
    count: int = 1
    answers: tuple[tuple[str, str], ...] = ()
    version: str = "1"
    respondent: str = "participant"


@dataclass(frozen=True)
class Item:
    """Which way is better (1, -1, 0: neither), and which answers are positive."""

    better: int
    positive: tuple[str, ...]


# Of one instrument, in every version.
ITEMS = {
    "health": Item(1, ("4", "5")),
    "pain": Item(-1, ("1", "2")),
    "sleep": Item(1, ()),
    "support": Item(0, ("yes",)),
    "name": Item(0, ()),
}
OCCASIONS = ("start", "ongoing", "exit", "follow_up")


@dataclass(frozen=True)
class Answer:
    """The answer to one item; `response` tells two of the same day and occasion apart."""

    row: int = 1
    answered_on: date = date(2022, 3, 1)
    occasion: str = "start"
    item: str = "health"
    value: str = "3"
    instrument: str = "self-assessment"
    version: str = "1"
    respondent: str = "participant"
    response: int = 0

    @property
    def positive(self) -> bool | None:
        known = ITEMS[self.item].positive
        return self.value in known if known and self.value else None

    @property
    def grade(self) -> int | None:
        item = ITEMS[self.item]
        if not self.value or not (item.better or item.positive):
            return None
        return 100 * (item.better * int(self.value) if item.better else int(bool(self.positive)))

    @property
    def order(self) -> tuple[date, int, int]:
        """Of a person's responses the first is first here."""
        return self.answered_on, OCCASIONS.index(self.occasion), self.response


@dataclass(frozen=True)
class Unanswered:
    row: int = 1
    due_on: date = date(2022, 3, 1)
    occasion: str = "exit"
    reason: str = "not_reached"
    instrument: str = "self-assessment"
    version: str = "1"


@dataclass(frozen=True)
class Asked:
    """A tick: asked with an unlinked form."""

    row: int = 1
    year: int = 2022
    occasion: str = "first"
    outcome: str = "asked"
    instrument: str = "violence"


@dataclass(frozen=True)
class Use:
    intervention: str = "a"
    instrument: str = "self-assessment"
    version: str = "1"
    shows_first: bool = False


@dataclass(frozen=True)
class HeadCount:
    intervention: str = "a"
    year: int = 2022
    gender: str = "woman"
    kind: str = "enrolled"
    carried_in: int = 0
    new: int = 0
    ended: int = 0


@dataclass(frozen=True)
class Intervention:
    slug: str = "a"
    part_of: str = ""
    starts_on: date | None = None


@dataclass(frozen=True)
class World:
    participations: tuple[Participation, ...] = ()
    forms: tuple[Forms, ...] = ()
    head_counts: tuple[HeadCount, ...] = ()
    interventions: tuple[Intervention, ...] = field(default=(Intervention(),))
    answers: tuple[Answer, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    asked: tuple[Asked, ...] = ()
    uses: tuple[Use, ...] = ()

    def person(self, answer: Answer) -> int:
        (found,) = (p.person for p in self.participations if p.row == answer.row)
        return found


def open_world(world: World, connection: duckdb.DuckDBPyConnection | None = None) -> Snapshot:
    """A snapshot that holds `world`, in a new database or in one that is emptied first."""
    connection = connection or snapshot.connect()
    for name, table in _tables(world).items():
        columns = columns_in_duckdb(name)
        rows = list(table)
        lists = [[row[column] for row in rows] for column in columns]
        listed = ", ".join(f'unnest(?::{kind}[]) AS "{name}"' for name, kind in columns.items())
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {listed}", lists)
    return snapshot.of(connection, data_version="test")


def _tables(world: World) -> dict[str, Iterable[Mapping[str, Any]]]:
    people = world.participations
    tables: dict[str, Iterable[Mapping[str, Any]]] = {
        "participations": [_participation(p, people) for p in people],
        "referrers": [{"row": p.row, "code": c} for p in people for c in p.referrers],
        "target_groups": [{"row": p.row, "code": c} for p in people for c in p.target_groups],
        "next_steps": [
            {
                "row": p.row,
                "code": code,
                "state": state,
                "repeated": [each for each, _ in set(p.next_steps)].count(code) > 1,
            }
            for p in people
            for code, state in set(p.next_steps)
        ],
        "support": _states(people, "support"),
        "occupation": _states(people, "occupation"),
        "follow_ups": [
            {
                "row": p.row,
                "months": months,
                "reached": said != "not_reached",
                "occupied": _OCCUPIED.get(said),
                "plan": dict(p.plans).get(months, ""),
            }
            for p in people
            for months, said in p.follow_ups
        ],
        "left_alone": [{"row": p.row} for p in people if p.left_alone],
        "head_counts": [vars(h) for h in world.head_counts],
        "forms": [{**vars(f), "form": number} for number, f in enumerate(world.forms)],
        "form_answers": [
            {
                "form": number,
                "item": item,
                "value": value,
                "listed": value if value in ("yes", "no") else "",
                "positive": value == "yes" if value in ("yes", "no") else None,
            }
            for number, f in enumerate(world.forms)
            for item, value in f.answers
        ],
        "answers": list(_answers(world)),
        "unanswered": [vars(each) for each in world.unanswered],
        "asked": [vars(each) for each in world.asked],
        "uses": [vars(each) for each in world.uses],
        "interventions": [
            {
                "intervention": i.slug,
                "part_of": i.part_of,
                "starts_on": i.starts_on,
                "ends_on": None,
                "name": i.slug,
            }
            for i in world.interventions
        ],
    }
    assert tables.keys() == SNAPSHOT.keys()
    return tables


def _answers(world: World) -> Iterable[Mapping[str, Any]]:
    responses = {world.person(a): set[tuple[date, int, int]]() for a in world.answers}
    for a in world.answers:
        responses[world.person(a)].add(a.order)
    for a in world.answers:
        turn = sorted(responses[world.person(a)]).index(a.order) + 1
        yield {**vars(a), "turn": turn, "positive": a.positive, "grade": a.grade}


def _participation(p: Participation, people: Iterable[Participation]) -> Mapping[str, Any]:
    others = [other for other in people if other.person == p.person and other is not p]
    return {
        **vars(p),
        "recurs": bool(others),
        "recurs_in_year": any(p.years.intersection(other.years) for other in others),
        "planned_end_on": None,
        "referred_on": None,
        "referrer_formal": p.referrers[0] if p.referrers else "unknown",
        "referrer_party": p.parties[0] if p.parties else "unknown",
        "referrer_combination": p.combination,
        "support_start_known": p.support_start is not None,
        "support_end_known": p.support_end is not None,
        "occupation_start_known": p.occupation_start is not None,
        "occupation_end_known": p.occupation_end is not None,
    }


def _states(people: Iterable[Participation], name: str) -> Iterable[Mapping[str, Any]]:
    for p in people:
        for moment in ("start", "end"):
            for code, percent in getattr(p, f"{name}_{moment}") or ():
                yield {"row": p.row, "moment": moment, "code": code, "percent": percent}

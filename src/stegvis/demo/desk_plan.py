"""What goes on at a desk of the demo today, as ``assets/story/desk.toml`` tells it."""

import tomllib
from dataclasses import dataclass
from datetime import time
from typing import Any

from stegvis.demo.story import ASSETS


@dataclass(frozen=True)
class Named:
    """Someone with a made-up name; `days` are counted back from today."""

    name: str
    gender: str
    born: int

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.name.partition(" ")[2]


@dataclass(frozen=True)
class Running(Named):
    """Someone who takes part; `met` are the weeks whose meeting was held."""

    days: int
    referrer: str
    met: tuple[int, ...] = ()
    booked: int | None = None
    hours: float | None = None
    goal: str = ""
    steps: tuple[str, ...] = ()
    note: str = ""
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left(Named):
    """Someone who has left; `heard` says how many days ago she was followed up."""

    days: int
    ended: int
    reason: str
    step: str
    referrer: str = "fk"
    heard: int | None = None


@dataclass(frozen=True)
class Referred(Named):
    """Someone who was referred, with the answers: days ago, status, what was written."""

    sent: int
    purpose: str
    answers: tuple[tuple[int, str, str], ...] = ()
    reason: str = ""
    start: int | None = None


@dataclass(frozen=True)
class SessionPlan:
    """A group session that is held each week."""

    title: str
    starts_at: time
    ends_at: time


@dataclass(frozen=True)
class DeskPlan:
    """A desk with everyone who comes there."""

    intervention: str
    staff: str
    officer: str
    agreement: dict[str, Any]
    session: SessionPlan
    running: tuple[Running, ...]
    left: tuple[Left, ...]
    referrals: tuple[Referred, ...]


def desk() -> DeskPlan:
    """The desk of the demo."""
    given = tomllib.loads((ASSETS / "story" / "desk.toml").read_text("utf-8"))
    return DeskPlan(
        intervention=given["intervention"],
        staff=given["staff"],
        officer=given["officer"],
        agreement=given["agreement"],
        session=SessionPlan(**given["session"]),
        running=tuple(Running(**_fixed(each)) for each in given["running"]),
        left=tuple(Left(**each) for each in given["left"]),
        referrals=tuple(Referred(**_fixed(each)) for each in given["referrals"]),
    )


def _fixed(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in table.items()
    }

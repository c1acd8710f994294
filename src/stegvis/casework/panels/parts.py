"""The pieces that nouns hand over: a panel, an event of the timeline, a task of the start page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, runtime_checkable

from stegvis.access.models import User
from stegvis.casework.models import Participation, ParticipationQuerySet
from stegvis.organisations.place import Place


@dataclass(frozen=True)
class Panel:
    """A card on the page of a participation: `template` is given `context` and the page's own."""

    title: Any
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """One line of the timeline: what happened, or is planned, on which day."""

    day: date
    label: Any
    href: str = ""


@dataclass(frozen=True)
class Task:
    """Something to do: since when or until when, for whom, and the page where it is done.

    It stays on the start page until it has been done. `participation` is None for what concerns
    no single one (a referral, a group session, a head count).
    """

    due_on: date
    label: Any
    href: str
    participation: Participation | None = None


@dataclass(frozen=True)
class Desk:
    """Whose start page it is: the participations she reaches at this place, on this day."""

    place: Place
    user: User
    today: date
    participations: ParticipationQuerySet


@runtime_checkable
class GivesPanel(Protocol):
    """A noun with a card of its own, or None where there is nothing to show or do."""

    def panel(self, participation: Participation, *, place: Place, today: date) -> Panel | None: ...


@runtime_checkable
class GivesEvents(Protocol):
    """A noun that things happen to."""

    def events(self, participation: Participation, *, place: Place) -> Iterable[Event]: ...


@runtime_checkable
class GivesTasks(Protocol):
    """A noun with due days; a constant number of queries however many rows there are."""

    def tasks(self, desk: Desk) -> Iterable[Task]: ...

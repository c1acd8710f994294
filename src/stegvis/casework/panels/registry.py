"""All nouns that have something to say, asked in turn.

Areas above this one add theirs as a module ``panels`` of their own (``core.areas``).
"""

from datetime import date
from functools import cache
from types import ModuleType

from stegvis.casework import panels
from stegvis.casework.models import Participation
from stegvis.casework.panels import (
    changes,
    consents,
    emergencies,
    exits,
    follow_ups,
    meetings,
    notes,
    path,
    plans,
    referrals,
    registrations,
    sessions,
    status,
)
from stegvis.casework.panels.parts import (
    Desk,
    Event,
    GivesEvents,
    GivesPanel,
    GivesTasks,
    Panel,
    Task,
)
from stegvis.core import areas
from stegvis.organisations.place import Place

SOURCES: tuple[ModuleType, ...] = (
    path,
    status,
    referrals,
    registrations,
    meetings,
    plans,
    sessions,
    notes,
    exits,
    follow_ups,
    consents,
    changes,
    emergencies,
)


@cache
def sources() -> tuple[ModuleType, ...]:
    """The nouns of casework, then those of the areas above."""
    others = (module for module in areas.modules("panels") if module is not panels)
    # Surveys has two nouns: what somebody answers herself, and that she has been asked.
    return (*SOURCES, *others, *areas.modules("asked_panels"))


def panels_of(participation: Participation, *, place: Place, today: date) -> list[Panel]:
    """The cards of a participation's page, in the order of their sources."""
    asked = (
        source.panel(participation, place=place, today=today)
        for source in sources()
        if isinstance(source, GivesPanel)
    )
    return [panel for panel in asked if panel]


def events_of(participation: Participation, *, place: Place) -> list[Event]:
    """Everything that happened or is planned, the latest first."""
    found = [
        event
        for source in sources()
        if isinstance(source, GivesEvents)
        for event in source.events(participation, place=place)
    ]
    return sorted(found, key=lambda event: event.day, reverse=True)


def tasks_for(desk: Desk) -> list[Task]:
    """Everything due or overdue, the oldest first."""
    found = [
        task
        for source in sources()
        if isinstance(source, GivesTasks)
        for task in source.tasks(desk)
    ]
    return sorted(found, key=lambda task: task.due_on)

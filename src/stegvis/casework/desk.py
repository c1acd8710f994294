"""The start page: tasks in the order in which they should be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.casework.panels.parts import Task
from stegvis.casework.rules.workdays import WEEK, monday_of

LATE, TODAY, WEEK_LEFT, LATER = "late", "today", "week", "later"
TITLES = {
    # Translators: «Försenat»
    LATE: _("Overdue"),
    # Translators: «I dag»
    TODAY: _("Today"),
    # Translators: «Den här veckan»
    WEEK_LEFT: _("This week"),
    # Translators: «Senare»
    LATER: _("Later"),
}
SHOWN = 40  # tasks of a group before the reader asks for all


@dataclass(frozen=True)
class Group:
    """Tasks that are due about the same time; `total` counts those not shown as well."""

    code: str
    title: Any
    tasks: Sequence[Task]
    total: int


def when(due_on: date, *, today: date) -> str:
    """In which group a task that is due on a day stands."""
    if due_on <= today:
        return TODAY if due_on == today else LATE
    return WEEK_LEFT if due_on < monday_of(today) + WEEK else LATER


def grouped(tasks: Iterable[Task], *, today: date, whole: str = "") -> list[Group]:
    """The tasks in groups, empty groups left out; the group `whole` in full, others cut."""
    found: dict[str, list[Task]] = {code: [] for code in TITLES}
    for task in tasks:
        found[when(task.due_on, today=today)].append(task)
    return [
        Group(code, TITLES[code], rows if code == whole else rows[:SHOWN], len(rows))
        for code, rows in found.items()
        if rows
    ]

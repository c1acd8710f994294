"""Starting and ending many participations by one confirmation: all of them or none."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions import participations
from stegvis.casework.actions.history import Origin
from stegvis.casework.actions.participations import Collision, Exit, Refused, Registration
from stegvis.casework.choices import changes as kinds
from stegvis.casework.models import Participation
from stegvis.casework.rules.participations import Problem

Row = TypeVar("Row")


class RoundRefused(Exception):
    """Nothing has been stored; `problems` are those of each row, by its place in the list."""

    def __init__(self, problems: dict[int, tuple[Problem, ...]]) -> None:
        super().__init__(f"{len(problems)} rows must be mended.")
        self.problems = problems


@dataclass(frozen=True)
class Round:
    """What one confirmation made: undone together by `batch`."""

    batch: uuid.UUID
    participations: tuple[Participation, ...]


@dataclass(frozen=True)
class Ending:
    """A participation as it was seen, and how it ended."""

    participation: Participation
    outcome: Exit


@transaction.atomic
def start(*, registrations: Sequence[Registration], by: User, today: date) -> Round:
    """A participation for each; raises RoundRefused with the problems of all rows."""
    batch = uuid.uuid4()
    origin = Origin(kinds.REGISTER, batch=batch)

    def one(row: Registration) -> Participation:
        return participations.register(registration=row, by=by, today=today, origin=origin)

    return Round(batch, _each(registrations, one))


@transaction.atomic
def end(*, endings: Sequence[Ending], by: User, today: date) -> Round:
    """The exit of each; raises RoundRefused, also for a row that was changed meanwhile."""
    batch = uuid.uuid4()
    origin = Origin(kinds.END, batch=batch)

    def one(row: Ending) -> Participation:
        return participations.end(
            participation=row.participation, outcome=row.outcome, by=by, today=today, origin=origin
        )

    return Round(batch, _each(endings, one))


def rehearse(act: Callable[[], Round]) -> None:
    """Do `act` and take it back at once: raises what it would raise, and leaves nothing."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def _each(rows: Sequence[Row], act: Callable[[Row], Participation]) -> tuple[Participation, ...]:
    done, problems = [], {}
    for place, row in enumerate(rows):
        try:
            with transaction.atomic():
                done.append(act(row))
        except Refused as refused:
            problems[place] = refused.problems
        except Collision:
            problems[place] = (_CHANGED,)
    if problems:
        raise RoundRefused(problems)
    return tuple(done)


# Translators: «Någon annan har ändrat registreringen medan du skrev; öppna rutnätet på nytt.»
_MEANWHILE = _(
    "Someone else has changed this registration while you were writing; open the grid anew."
)
_CHANGED = Problem("version", _MEANWHILE)

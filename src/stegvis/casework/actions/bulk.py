"""One change of many participations: looked through for each, then done for all by one undo."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.participations import Collision, Refused
from stegvis.casework.actions.rounds import Round, RoundRefused
from stegvis.casework.models import Participation
from stegvis.casework.rules.participations import Problem

# Does the change of one participation as part of a batch.
Act = Callable[[Participation, uuid.UUID], object]
# Translators: «Någon annan har ändrat registreringen sedan du valde den; välj den på nytt.»
_MEANWHILE = _("Someone else has changed this registration since you chose it; choose it anew.")
_CHANGED = Problem("version", _MEANWHILE)


@dataclass(frozen=True)
class Chosen:
    """A participation as it is stored, and the version that was seen when it was chosen."""

    participation: Participation
    seen: int


@dataclass(frozen=True)
class Looked:
    """What the change would come to for one: why it cannot be made, or nothing."""

    chosen: Chosen
    problems: tuple[Problem, ...]


def look(rows: Sequence[Chosen], *, act: Act) -> list[Looked]:
    """Each row judged in full by doing the change and taking it back; nothing is left of it."""
    batch = uuid.uuid4()
    return [Looked(row, _rehearsed(row, act, batch)) for row in rows]


@transaction.atomic
def carry_out(rows: Sequence[Chosen], *, act: Act) -> Round:
    """The change of all rows, or RoundRefused with the problems by place in the list."""
    batch = uuid.uuid4()
    found = {place: _done(row, act, batch) for place, row in enumerate(rows)}
    problems = {place: each for place, each in found.items() if each}
    if problems:
        raise RoundRefused(problems)
    return Round(batch, tuple(row.participation for row in rows))


def _rehearsed(row: Chosen, act: Act, batch: uuid.UUID) -> tuple[Problem, ...]:
    with transaction.atomic():
        problems = _done(row, act, batch)
        transaction.set_rollback(True)
    return problems


def _done(row: Chosen, act: Act, batch: uuid.UUID) -> tuple[Problem, ...]:
    """Do it; why it could not be done."""
    if row.participation.version != row.seen:
        return (_CHANGED,)
    try:
        with transaction.atomic():
            act(row.participation, batch)
    except Refused as refused:
        return refused.problems
    except Collision:
        return (_CHANGED,)
    return ()

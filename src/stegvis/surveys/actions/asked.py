"""Ticking who has been asked with an unlinked form, and taking ticks back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import require_site
from stegvis.casework.models import Participation
from stegvis.casework.rules.participations import Problem
from stegvis.surveys import asked as reads
from stegvis.surveys.choices import ASKED
from stegvis.surveys.models import Asked
from stegvis.surveys.models.unlinked import UNLINKED_OCCASIONS
from stegvis.surveys.rules import asked as rules
from stegvis.surveys.rules.asked import Tick

Cell = tuple[int, str]  # participation and occasion


@dataclass(frozen=True)
class Asking:
    """With which form, in which year."""

    instrument: str
    year: int


@transaction.atomic
def note(
    *,
    asking: Asking,
    participations: Iterable[Participation],
    said: Mapping[Cell, str],
    by: User,
    today: date,
) -> dict[Cell, tuple[str, str]]:
    """Let the ticks of the year be as `said` (empty for none); by cell what it was and became.

    Cells that `said` leaves out stay. Raises Refused, at ``occasion-id``, for a year outside the
    participation and for «again» without a first time.
    """
    rows = {each.pk: each for each in participations}
    for each in rows.values():
        require_site(each.site_id, by=by)
    stored = _stored(rows, asking)
    changed = {
        cell: (stored.get(cell, ""), outcome)
        for cell, outcome in said.items()
        if stored.get(cell, "") != outcome
    }
    _check(rows, changed, asking, today=today)
    for (pk, occasion), (_before, outcome) in changed.items():
        _write(rows[pk], occasion, outcome, asking, by=by, today=today)
    return changed


def taken_back(
    changed: Mapping[Cell, tuple[str, str]], *, now: Mapping[Cell, str]
) -> dict[Cell, str]:
    """What to say so that `changed` is undone where nobody has changed it again since."""
    return {cell: before for cell, (before, after) in changed.items() if now.get(cell, "") == after}


def stored_of(participations: Iterable[Participation], asking: Asking) -> dict[Cell, str]:
    """The ticks of the year that stand now."""
    return _stored({each.pk: each for each in participations}, asking)


def _stored(rows: Mapping[int, Participation], asking: Asking) -> dict[Cell, str]:
    found = Asked.objects.filter(
        participation__in=list(rows), instrument=asking.instrument, year=asking.year
    )
    return {(each.participation_id, each.occasion): each.outcome for each in found}


def _check(
    rows: Mapping[int, Participation],
    changed: Mapping[Cell, tuple[str, str]],
    asking: Asking,
    *,
    today: date,
) -> None:
    for (pk, occasion), (_before, outcome) in changed.items():
        if pk not in rows or occasion not in UNLINKED_OCCASIONS:
            raise ValueError(f"There is no box for {occasion} of participation {pk}.")
        if outcome and outcome not in ASKED:
            raise ValueError(f"Nobody can be «{outcome}».")
    problems = [
        *_outside(rows, changed, asking, today=today),
        *_without_first(changed, asking),
    ]
    if problems:
        raise Refused(tuple(problems))


def _outside(
    rows: Mapping[int, Participation],
    changed: Mapping[Cell, tuple[str, str]],
    asking: Asking,
    *,
    today: date,
) -> Iterable[Problem]:
    for (pk, occasion), (_before, outcome) in changed.items():
        if outcome and asking.year not in rules.years(reads.taking(rows[pk]), today=today):
            # Translators: «Hon deltog inte %(year)s. Välj ett år då hon deltog.»
            message = _("She did not take part in %(year)s. Choose a year when she did.")
            yield Problem(f"{occasion}-{pk}", str(message) % {"year": asking.year})


def _without_first(changed: Mapping[Cell, tuple[str, str]], asking: Asking) -> Iterable[Problem]:
    persons = {pk for pk, _occasion in changed}
    ticks = reads.ticks_of(persons, instrument=asking.instrument)
    for pk in persons:
        after = {(each.year, each.occasion): each for each in ticks.get(pk, [])}
        for occasion in UNLINKED_OCCASIONS:
            if (pk, occasion) in changed:
                outcome = changed[pk, occasion][1]
                after[asking.year, occasion] = Tick(asking.year, occasion, outcome)
        if rules.lacks_first(list(after.values())):
            # Translators: «Hon är inte markerad som tillfrågad en första gång. Markera det först.»
            message = _("She is not ticked as asked a first time. Tick that first.")
            yield Problem(f"{rules.AGAIN}-{pk}", message)


def _write(
    row: Participation, occasion: str, outcome: str, asking: Asking, *, by: User, today: date
) -> None:
    box: dict[str, Any] = {"participation": row, **vars(asking)}
    if not outcome:
        Asked.objects.filter(**box, occasion=occasion).delete()
        return
    Asked.objects.update_or_create(
        **box,
        occasion=occasion,
        defaults={
            "association_id": row.association_id,
            "outcome": outcome,
            "noted_by": by,
            "noted_on": today,
        },
    )

"""Writing down the planned and achieved hours of a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions.rights import require_site
from stegvis.casework.actions.undoing import UNDO_WITHIN, TooLate
from stegvis.casework.models import Participation, Revision, WeekHours

NOUN = "weekhours"
COLUMNS = ("planned", "achieved")


@dataclass(frozen=True)
class Written:
    """The hours of one participation; None for a box left empty."""

    participation: Participation
    planned: Decimal | None
    achieved: Decimal | None


@transaction.atomic
def write(*, monday: date, rows: Iterable[Written], by: User) -> int:
    """Store the hours of the week that begins on `monday`; how many rows were written.

    A row with both boxes empty is taken away: the agreement and the sessions speak then.
    """
    count = 0
    for row in rows:
        require_site(row.participation.site_id, by=by)
        week = WeekHours.objects.filter(participation=row.participation, monday=monday)
        if row.planned is None and row.achieved is None:
            week.delete()
        else:
            WeekHours.objects.update_or_create(
                participation=row.participation,
                monday=monday,
                defaults={"planned": row.planned, "achieved": row.achieved},
            )
        count += 1
    return count


def written_by(user: User, *, request_id: str, now: datetime) -> list[Revision]:
    """What one save of hers, not longer ago than an hour, altered in hours: from the history."""
    found = Revision.objects.filter(
        noun=NOUN, by=user, request_id=request_id, at__gt=now - UNDO_WITHIN
    ).exclude(request_id="")
    return list(found.select_related("participation__site").order_by("id"))


@transaction.atomic
def undo(*, revisions: Iterable[Revision], by: User) -> int:
    """The hours as they were before these alterations; all of them or none.

    Raises TooLate when there are none, or somebody has written other hours since.
    """
    count = 0
    for each in revisions:
        assert each.day is not None
        stored = WeekHours.objects.select_for_update().filter(
            participation=each.participation, monday=each.day
        )
        now = stored.values(*COLUMNS).first() or dict.fromkeys(COLUMNS)
        altered = [name for name in COLUMNS if name in each.fields]
        if any(now[name] != _number(each.after.get(name)) for name in altered):
            # Translators: «Någon har skrivit andra timmar sedan dess; ändra för hand i stället.»
            raise TooLate(_("Other hours have been written since then; change them by hand."))
        before = now | {name: _number(each.before.get(name)) for name in altered}
        assert each.participation is not None
        count += write(monday=each.day, rows=[Written(each.participation, **before)], by=by)
    if not count:
        # Translators: «Det går inte att ångra längre; ändra för hand i stället.»
        raise TooLate(_("This can no longer be undone; change it by hand instead."))
    return count


def _number(kept: Any) -> Decimal | None:
    return None if kept is None else Decimal(str(kept))

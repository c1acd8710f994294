"""Writing down the planned and achieved hours of a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from stegvis.access.models import User
from stegvis.casework.actions.rights import require_site
from stegvis.casework.models import Participation, WeekHours


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

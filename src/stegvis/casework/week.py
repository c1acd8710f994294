"""The week of a site: who takes part, which sessions were held, how many hours came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek

from stegvis.casework import queries
from stegvis.casework.choices import meetings as choices
from stegvis.casework.models import (
    Attendance,
    Participation,
    ParticipationQuerySet,
    Session,
    WeekHours,
)
from stegvis.core.periods import Period
from stegvis.interventions.models import Agreement

LAST_DAY = timedelta(days=6)


@dataclass(frozen=True)
class Hours:
    """One participation in one week; `by_sessions` is what its attendances add up to."""

    participation: Participation
    planned: Decimal | None
    achieved: Decimal | None
    by_sessions: Decimal

    @property
    def reached(self) -> Decimal:
        """What was achieved: as written, otherwise by the sessions."""
        return self.by_sessions if self.achieved is None else self.achieved


def group_of(session: Session, among: ParticipationQuerySet) -> ParticipationQuerySet:
    """Those of `among` who take part at the session's site on its day."""
    on = Period(session.day, session.day)
    return taking_part(among, site=session.site_id, period=on)


def taking_part(
    among: ParticipationQuerySet, *, site: int, period: Period
) -> ParticipationQuerySet:
    """Those of `among` who take part at a site some day of `period`, by code."""
    found = among.filter(queries.current_in(period), site_id=site, voided=False)
    return queries.shown(found).order_by("participant__code", "pk")


def sessions_in(sites: Iterable[int], *, monday: date) -> QuerySet[Session]:
    """The sessions of a week with how many were marked and how many of them came."""
    return (
        Session.objects.filter(site__in=sites, day__range=(monday, monday + LAST_DAY))
        .select_related("site", "site__intervention")
        .annotate(
            asked=Count("attendances", filter=~Q(attendances__state="")),
            came=Count("attendances", filter=Q(attendances__state__in=choices.THERE)),
        )
        .order_by("day", "starts_at", "pk")
    )


def hours_of(group: Iterable[Participation], *, monday: date) -> list[Hours]:
    """The hours of everyone in `group` in one week, in two queries."""
    rows = list(group)
    ids = [row.pk for row in rows]
    written = {
        row.participation_id: row
        for row in WeekHours.objects.filter(participation__in=ids, monday=monday)
    }
    came = dict(
        Attendance.objects.filter(
            participation__in=ids,
            session__day__range=(monday, monday + LAST_DAY),
            session__cancelled=False,
        )
        .values_list("participation")
        .annotate(Sum("hours"))
    )
    return [_hours(row, written.get(row.pk), came.get(row.pk)) for row in rows]


def weeks_of(participation: Participation, *, mondays: Iterable[date]) -> list[tuple[date, Hours]]:
    """The hours of one participation in each of the weeks, in two queries."""
    weeks = list(mondays)
    written = {
        row.monday: row
        for row in WeekHours.objects.filter(participation=participation, monday__in=weeks)
    }
    came = dict(
        Attendance.objects.filter(
            participation=participation,
            session__day__range=(min(weeks), max(weeks) + LAST_DAY),
            session__cancelled=False,
        )
        .values_list(TruncWeek("session__day"))
        .annotate(Sum("hours"))
    )
    return [
        (monday, _hours(participation, written.get(monday), came.get(monday))) for monday in weeks
    ]


def _hours(row: Participation, written: WeekHours | None, came: Decimal | None) -> Hours:
    return Hours(
        participation=row,
        planned=written.planned if written else None,
        achieved=written.achieved if written else None,
        by_sessions=came or Decimal(0),
    )


def agreed_hours(intervention: int, *, on: date) -> Decimal | None:
    """Hours a week as the agreement of a day says, if any does."""
    running = Agreement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), intervention=intervention, starts_on__lte=on
    )
    return running.values_list("hours_per_week", flat=True).first()

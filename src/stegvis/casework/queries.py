"""Reads of participations; every one starts from what the user may see."""

from datetime import date

from django.db.models import F, Q, QuerySet

from stegvis.casework.models import Participation, ParticipationQuerySet
from stegvis.core.periods import Period

# What is asked at the start and at the exit; "unknown" and empty mean that nobody has answered.
ASKED_AT_START = ("birth_year", "education", "time_in_support", "support_start", "occupation_start")
ASKED_AT_EXIT = ("completed", "next_steps", "support_end", "occupation_end")

_NOT_ANSWERED = {
    "birth_year": Q(participant__birth_year=None),
    "education": Q(education="unknown"),
    "time_in_support": Q(time_in_support="unknown"),
    "support_start": Q(support_start=None),
    "occupation_start": Q(occupation_start=None),
    "completed": Q(completed="unknown"),
    "next_steps": Q(next_steps=[]),
    "support_end": Q(support_end=None),
    "occupation_end": Q(occupation_end=None),
}


def current_in(period: Period) -> Q:
    """Started by the period's end and not ended before its first day (design, section 7)."""
    return Q(started_on__lte=period.last) & (Q(ended_on=None) | Q(ended_on__gte=period.first))


def ongoing(*, on: date) -> Q:
    """Started and not ended on a day."""
    return Q(started_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gt=on))


def late(*, on: date) -> Q:
    """Still open although the planned end has passed."""
    return Q(ended_on=None, planned_end_on__lt=on)


def incomplete() -> Q:
    """Something that is asked at the start, or after an exit, has no answer."""
    at_start = _any(ASKED_AT_START)
    return at_start | (Q(ended_on__isnull=False) & _any(ASKED_AT_EXIT))


def shown(participations: ParticipationQuerySet) -> ParticipationQuerySet:
    """`participations` with all that a row of a list shows, in three queries.

    Persons come by themselves: joined, those of a whole list would be read to show one page.
    """
    return (
        participations.select_related("intervention")
        .prefetch_related("participant", "site")
        .annotate(formal=F("referrers__0"))
    )


def occurring_referrers(participations: QuerySet[Participation]) -> set[str]:
    """The formal referrers that occur."""
    return set(
        participations.exclude(referrers=[]).values_list("referrers__0", flat=True).distinct()
    )


def occurring_interventions(participations: QuerySet[Participation]) -> list[tuple[str, str]]:
    """Slug and name of the interventions that occur, by name."""
    rows = participations.values_list("intervention__slug", "intervention__name")
    return list(rows.distinct().order_by("intervention__name"))


def _any(fields: tuple[str, ...]) -> Q:
    found = Q(pk__in=[])
    for name in fields:
        found |= _NOT_ANSWERED[name]
    return found

"""Reads across the catalogue."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from stegvis.core.periods import Period
from stegvis.interventions.models import Agreement, Intervention


def running_in(period: Period) -> Q:
    """Interventions of which some day lies in `period`; an unknown start or end leaves it open."""
    return (Q(starts_on=None) | Q(starts_on__lte=period.last)) & (
        Q(ends_on=None) | Q(ends_on__gte=period.first)
    )


def listed(interventions: QuerySet[Intervention], *, on: date) -> QuerySet[Intervention]:
    """`interventions` with owner, whole, number of named sites, and places agreed `on` a day."""
    agreed = Agreement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), intervention=OuterRef("pk"), starts_on__lte=on
    )
    return interventions.select_related("owner", "part_of").annotate(
        named_sites=Count("sites", filter=Q(sites__is_default=False)),
        places=Subquery(agreed.values("places")[:1]),
    )

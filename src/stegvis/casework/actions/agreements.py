"""What the agreement in force says of a participation."""

from datetime import date

from django.db.models import Q

from stegvis.casework.rules import changes as rules
from stegvis.interventions.models import Agreement, Intervention


def in_force(intervention: Intervention, *, on: date) -> Agreement | None:
    """The agreement of `intervention` on a day; there is at most one."""
    running = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    return Agreement.objects.filter(running, intervention=intervention).first()


def planned_end(intervention: Intervention, kind: str, *, started_on: date) -> date | None:
    """The last day that the agreement gives an enrolled participation; None where it is silent."""
    if kind != "enrolled":
        return None
    agreement = in_force(intervention, on=started_on)
    if agreement is None or not agreement.weeks:
        return None
    return rules.planned_end(started_on, weeks=agreement.weeks)


def owner_decides(intervention: Intervention, *, on: date) -> bool:
    """Whether the owner, and not those who register, decides on changes."""
    agreement = in_force(intervention, on=on)
    return agreement is not None and agreement.owner_decides

"""What the program does by itself for one organisation: changes on their day, yearly counts."""

from datetime import date

from django.db import transaction

from stegvis.access.models import User
from stegvis.access.roles import OWNER_MANAGER
from stegvis.access.scope import Reach, Scope
from stegvis.casework.actions import changes, head_counts
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices.changes import APPROVED
from stegvis.casework.models import Change, HeadCount
from stegvis.interventions.models import Site


def owners() -> list[int]:
    """The organisations that own sites."""
    found = Site.objects.values_list("owner_id", flat=True)
    return list(found.distinct().order_by("owner_id"))


def scope_of_owner(owner: int) -> Scope:
    """What the organisation itself reaches: the rows of its sites, and nobody else's."""
    sites = Site.objects.filter(owner_id=owner)
    reach = Reach(
        role=OWNER_MANAGER,
        sites=frozenset(sites.values_list("pk", flat=True)),
        interventions=frozenset(sites.values_list("intervention_id", flat=True)),
        owners=frozenset({owner}),
    )
    return Scope(reaches=(reach,))


def carry_out_due(*, today: date) -> int:
    """Carry out the approved changes of the context whose day has come; how many were.

    In the name of whoever decided, while she still may: what no longer fits, or was decided by
    someone who has left, stays and stands on the start page of those who work there.
    """
    due = Change.objects.filter(state=APPROVED, effective_on__lte=today)
    rows = due.select_related("participation__site", "decided_by").order_by("effective_on", "id")
    return sum(_carried_out(change, today=today) for change in rows)


def carry_counts(*, today: date) -> int:
    """Make this year's counts of the context from last year's; how many groups were looked at."""
    rows = HeadCount.objects.filter(year=today.year - 1).select_related("intervention")
    return head_counts.carry_over_all(rows, year=today.year)


def _carried_out(change: Change, *, today: date) -> bool:
    decided_by = change.decided_by
    assert isinstance(decided_by, User)  # an approved change has been decided by someone
    try:
        with transaction.atomic():
            changes.carry_out(change=change, by=decided_by, today=today)
    except (Refused, PermissionError):
        return False
    return True

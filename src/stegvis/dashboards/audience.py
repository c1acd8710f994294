"""For whose eyes a page is: decides what disclosure control lets through."""

from collections.abc import Collection

from stegvis.access.roles import Permission, PlaceKind
from stegvis.access.scope import Scope
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association

OWNER, OFFICE, PUBLIC = "owner", "association", "public"


def audience_of(
    scope: Scope, association: Association, interventions: Collection[Intervention] = ()
) -> str:
    """Exact for those who see every person behind the figures, the office's view for its roles.

    Anyone else sees what could be published.
    """
    if interventions and _sees_every_person(scope, interventions):
        return OWNER
    return OFFICE if _works_for(scope, association) else PUBLIC


def _sees_every_person(scope: Scope, interventions: Collection[Intervention]) -> bool:
    """Figures of a whole include its parts, so all their sites are asked for too."""
    sites = Site.objects.filter(intervention__in=_with_parts(interventions))
    found = set(sites.values_list("pk", flat=True))
    return bool(found) and found <= scope.sites_with_persons


def _with_parts(interventions: Collection[Intervention]) -> set[int]:
    found = {each.pk for each in interventions}
    association = next(iter(interventions)).association_id
    pairs = Intervention.objects.filter(association=association, part_of__isnull=False)
    parts = list(pairs.values_list("pk", "part_of"))
    while more := {pk for pk, whole in parts if whole in found} - found:
        found |= more
    return found


def _works_for(scope: Scope, association: Association) -> bool:
    return any(
        PlaceKind.ASSOCIATION in reach.role.places
        and Permission.SEE_FIGURES in reach.role.permissions
        and association.pk in reach.associations
        for reach in scope.reaches
    )

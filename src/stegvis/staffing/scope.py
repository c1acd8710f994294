"""From grants to places: what a user reaches (named by the setting ``STEGVIS_SCOPE``)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from stegvis.access.models import Grant, User
from stegvis.access.roles import PlaceKind
from stegvis.access.scope import Reach, Scope
from stegvis.interventions.models import Site

# A site with what it belongs to, in the order of COVERS: all that a grant can cover.
SiteRow = tuple[int, int, int, int]  # site, intervention, owner, association

COVERS = {
    PlaceKind.SITE: "id",
    PlaceKind.INTERVENTION: "intervention_id",
    PlaceKind.ORGANISATION: "owner_id",
    PlaceKind.ASSOCIATION: "intervention__association_id",
}


def scope_of(user: User) -> Scope:
    """Everything the running grants of `user` reach, in two queries whatever their number."""
    grants = list(Grant.objects.filter(user=user, revoked_at=None).order_by("id"))
    if not grants:
        return Scope(user_id=user.pk)
    sites = list(_covered(grants).values_list(*COVERS.values()))
    return Scope(user_id=user.pk, reaches=tuple(_reach(grant, sites) for grant in grants))


def _covered(grants: Iterable[Grant]) -> QuerySet[Site]:
    wanted = Q(pk__in=[])
    for grant in grants:
        wanted |= Q(**{COVERS[PlaceKind(grant.place_kind)]: grant.place_id})
    return Site.objects.filter(wanted)


def _reach(grant: Grant, sites: Iterable[SiteRow]) -> Reach:
    position = list(COVERS).index(PlaceKind(grant.place_kind))
    covered = [row for row in sites if row[position] == grant.place_id]
    associations = {row[3] for row in covered}
    if grant.place_kind == PlaceKind.ASSOCIATION:
        associations.add(grant.place_id)
    return Reach(
        role=grant.definition,
        sites=frozenset(row[0] for row in covered),
        interventions=frozenset(row[1] for row in covered),
        owners=frozenset(row[2] for row in covered),
        associations=frozenset(associations),
    )

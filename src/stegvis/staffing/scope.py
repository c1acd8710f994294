"""From grants to places: what a user reaches (named by the setting ``STEGVIS_SCOPE``)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from stegvis.access.models import Emergency, Grant, User
from stegvis.access.roles import REFERRING_OFFICER, PlaceKind
from stegvis.access.scope import Reach, Scope
from stegvis.interventions.models import Site
from stegvis.organisations.models import Association, Membership

# A site with what it belongs to, in the order of COVERS: all that a grant can cover.
SiteRow = tuple[int, int, int, int]  # site, intervention, owner, association

COVERS = {
    PlaceKind.SITE: "id",
    PlaceKind.INTERVENTION: "intervention_id",
    PlaceKind.ORGANISATION: "owner_id",
    PlaceKind.ASSOCIATION: "intervention__association_id",
}
# Held at an organisation but not over the sites it owns: an officer is nobody's colleague there.
APART_FROM_SITES = {REFERRING_OFFICER.code}


@dataclass(frozen=True)
class Ground:
    """What the grants of one user stand on: sites, memberships of organisations, all of it."""

    sites: list[SiteRow]
    memberships: list[tuple[int, int]]  # organisation, association
    nation: frozenset[int]


def scope_of(user: User) -> Scope:
    """Everything the running grants of `user` reach, in at most five queries."""
    grants = list(Grant.objects.filter(user=user, revoked_at=None).order_by("id"))
    if not grants:
        return Scope(user_id=user.pk)
    ground = Ground(
        sites=list(_covered(grants).values_list(*COVERS.values())),
        memberships=_memberships(grants),
        nation=_nation(grants),
    )
    reaches = tuple(_reach(grant, ground) for grant in grants)
    return Scope(user_id=user.pk, reaches=reaches, participations=_opened(user, reaches))


def _covered(grants: Iterable[Grant]) -> QuerySet[Site]:
    wanted = Q(pk__in=[])
    for grant in grants:
        if _covers_sites(grant):
            wanted |= Q(**{COVERS[PlaceKind(grant.place_kind)]: grant.place_id})
    return Site.objects.filter(wanted)


def _covers_sites(grant: Grant) -> bool:
    return grant.place_kind in COVERS and grant.role not in APART_FROM_SITES


def _memberships(grants: Iterable[Grant]) -> list[tuple[int, int]]:
    held = {each.place_id for each in grants if each.role in APART_FROM_SITES}
    if not held:
        return []
    found = Membership.objects.filter(organisation__in=held)
    return list(found.values_list("organisation_id", "association_id"))


def _nation(grants: Iterable[Grant]) -> frozenset[int]:
    if any(each.place_kind == PlaceKind.NATION for each in grants):
        return frozenset(Association.objects.values_list("pk", flat=True))
    return frozenset()


def _reach(grant: Grant, ground: Ground) -> Reach:
    if grant.place_kind == PlaceKind.NATION:
        return Reach(role=grant.definition, associations=ground.nation)
    if not _covers_sites(grant):
        return Reach(
            role=grant.definition,
            organisations=frozenset({grant.place_id}),
            associations=frozenset(
                association
                for organisation, association in ground.memberships
                if organisation == grant.place_id
            ),
        )
    return _over_sites(grant, ground.sites)


def _over_sites(grant: Grant, sites: Iterable[SiteRow]) -> Reach:
    kind = PlaceKind(grant.place_kind)
    position = list(COVERS).index(kind)
    covered = [row for row in sites if row[position] == grant.place_id]
    associations = {row[3] for row in covered}
    if kind == PlaceKind.ASSOCIATION:
        associations.add(grant.place_id)
    return Reach(
        role=grant.definition,
        sites=frozenset(row[0] for row in covered),
        interventions=frozenset(row[1] for row in covered),
        owners=frozenset(row[2] for row in covered),
        organisations=frozenset({grant.place_id} if kind == PlaceKind.ORGANISATION else ()),
        associations=frozenset(associations),
    )


def _opened(user: User, reaches: Iterable[Reach]) -> frozenset[int]:
    """Participations that an emergency holds open, as long as she works for their owner."""
    owners = {owner for reach in reaches if reach.role.sees_persons for owner in reach.owners}
    if not owners:
        return frozenset()
    running = Emergency.objects.filter(user=user, until__gt=Now(), owner_id__in=owners)
    return frozenset(running.values_list("participation_id", flat=True))

"""What someone may give and take: roles that hers allows, at places within her own reach.

Nobody gives more than she holds: a manager gives sight of persons at sites that her organisation
owns and nowhere else, an association's office gives the association's roles. Nobody changes her
own roles, and the command line alone gives the first ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from stegvis.access.models import Grant, User
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    GIVES,
    INTERVENTION_STAFF,
    OWNER_MANAGER,
    REFERRAL_GROUP,
    REFERRING_OFFICER,
    ROLES,
    Permission,
    PlaceKind,
    Role,
)
from stegvis.access.scope import Reach, scope_of
from stegvis.interventions.models import Site
from stegvis.organisations.models import Association, Membership, Organisation


@dataclass(frozen=True)
class Seat:
    """A role at a place: what a grant gives. `name` is the place in words."""

    role: Role
    kind: PlaceKind
    place_id: int
    name: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        return self.role.code, self.kind.value, self.place_id


def seats(user: User) -> list[Seat]:
    """Every seat that `user` may give and take."""
    found: dict[tuple[str, str, int], Seat] = {}
    for reach in scope_of(user).reaches:
        if Permission.MANAGE_STAFF in reach.role.permissions:
            found.update((seat.key, seat) for seat in _within(reach))
    return list(found.values())


def may_give(user: User, *, to: User, seat: Seat) -> bool:
    """Whether `user` may give or take `seat` from someone: never from herself."""
    return to.pk != user.pk and seat.key in {each.key for each in seats(user)}


def seat_of(grant: Grant) -> Seat:
    """What a grant gives."""
    return Seat(ROLES[grant.role], PlaceKind(grant.place_kind), grant.place_id)


def _within(reach: Reach) -> Iterator[Seat]:
    if reach.role.code == ASSOCIATION_OFFICE.code:
        for association in Association.objects.filter(pk__in=reach.associations).order_by("name"):
            for role in GIVES[reach.role.code]:
                yield Seat(role, PlaceKind.ASSOCIATION, association.pk, association.name)
    elif reach.role.code == OWNER_MANAGER.code:
        yield from _of_owner(reach)


def _of_owner(reach: Reach) -> Iterator[Seat]:
    for owner in Organisation.objects.filter(pk__in=reach.organisations):
        yield Seat(OWNER_MANAGER, PlaceKind.ORGANISATION, owner.pk, owner.name)
    yield from _of_sites(reach)
    yield from _of_officers(reach)


def _of_sites(reach: Reach) -> Iterator[Seat]:
    """An intervention as a whole only where every site of it is the organisation's own."""
    rows = Site.objects.filter(intervention__in=reach.interventions).select_related("intervention")
    shared = {site.intervention_id for site in rows if site.pk not in reach.sites}
    told: set[int] = set()
    for site in rows.order_by("intervention__name", "name"):
        whole = site.intervention_id not in shared
        if whole and site.intervention_id not in told:
            told.add(site.intervention_id)
            for role in (INTERVENTION_STAFF, REFERRAL_GROUP):
                name = site.intervention.name
                yield Seat(role, PlaceKind.INTERVENTION, site.intervention_id, name)
        if site.pk in reach.sites and not (whole and site.is_default):
            name = f"{site.intervention.name}, {site.name}"
            for role in (INTERVENTION_STAFF, REFERRAL_GROUP):
                yield Seat(role, PlaceKind.SITE, site.pk, name)


def _of_officers(reach: Reach) -> Iterator[Seat]:
    """Officers of the parties: they send referrals and see nobody but whom they sent."""
    members = Membership.objects.filter(association__in=reach.associations)
    parties = Organisation.objects.filter(pk__in=members.values("organisation")).order_by("name")
    for party in parties:
        yield Seat(REFERRING_OFFICER, PlaceKind.ORGANISATION, party.pk, party.name)

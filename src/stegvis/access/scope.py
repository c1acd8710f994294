"""What one user reaches: which places, with which permissions.

Computed once per request from her grants (``staffing.scope``, named in settings because access
knows places only as kind and id) and handed to the database as context.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

from stegvis.access.roles import Permission, Role

if TYPE_CHECKING:
    from stegvis.access.models import User


@dataclass(frozen=True)
class Reach:
    """One grant, spelled out: the role and the ids of every place it covers.

    `organisations` is where a role at an organisation is held, whatever it owns.
    """

    role: Role
    associations: frozenset[int] = frozenset()
    interventions: frozenset[int] = frozenset()
    sites: frozenset[int] = frozenset()
    owners: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scope:
    """All that a user reaches. An empty scope reaches nothing.

    `participations` are those that emergency access has opened to her for the moment.
    """

    user_id: int | None = None
    reaches: tuple[Reach, ...] = ()
    participations: frozenset[int] = frozenset()
    everything: bool = field(default=False, kw_only=True)

    def permits(self, permission: Permission, *, association: int | None = None) -> bool:
        """Whether some grant gives `permission`, at `association` when one is named."""
        return any(
            permission in reach.role.permissions
            and (association is None or association in reach.associations)
            for reach in self.reaches
        )

    def places(self, permission: Permission, kind: str) -> frozenset[int]:
        """Ids of the places of `kind` (a field of Reach) where `permission` holds."""
        return frozenset(
            place
            for reach in self.reaches
            if permission in reach.role.permissions
            for place in getattr(reach, kind)
        )

    @property
    def associations(self) -> frozenset[int]:
        return frozenset(place for reach in self.reaches for place in reach.associations)

    @property
    def sites_with_persons(self) -> frozenset[int]:
        return self.places(Permission.SEE_PERSONS, "sites")

    @property
    def owners_with_persons(self) -> frozenset[int]:
        return self.places(Permission.SEE_PERSONS, "owners")

    @property
    def sees_persons(self) -> bool:
        return self.permits(Permission.SEE_PERSONS)

    @property
    def has_a_role_with_persons(self) -> bool:
        """Whether any of her roles shows persons: staff, officers, referral groups."""
        return any(reach.role.sees_persons for reach in self.reaches)


NOTHING = Scope()


def scope_of(user: "User | None") -> Scope:
    """The scope of `user`, computed once per user object; anonymous and inactive reach nothing."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NOTHING
    found: Scope | None = user.__dict__.get("_scope")
    if found is None:
        found = cast("Scope", import_string(settings.STEGVIS_SCOPE)(user))
        user.__dict__["_scope"] = found
    return found

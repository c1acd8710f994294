"""Give and revoke roles."""

from django.db import transaction
from django.utils import timezone

from stegvis.access.models import Grant, User
from stegvis.access.roles import PlaceKind, Role


class GrantRefused(Exception):
    """The grant would break a rule of the roles; the message says which."""


@transaction.atomic
def give(*, role: Role, to: User, kind: PlaceKind, place_id: int, by: User | None) -> Grant:
    """Grant `role` to a user at a place; the same running grant is given back, not doubled.

    Raises GrantRefused for a kind of place the role does not know, and when she would hold
    roles both with and without sight of persons at an association's office and an owner's
    workspace: association staff see aggregates only (design section 2).
    """
    if kind not in role.places:
        raise GrantRefused(f"The role «{role.label_en}» cannot be held at a {kind}.")
    User.objects.select_for_update().get(pk=to.pk)
    running = Grant.objects.filter(user=to, revoked_at=None)
    if running.exclude(sees_persons=role.sees_persons).exists():
        raise GrantRefused(
            "Association staff cannot hold a role that sees persons; revoke the other role first."
        )
    grant, _ = running.get_or_create(
        role=role.code,
        place_kind=kind,
        place_id=place_id,
        defaults={"user": to, "sees_persons": role.sees_persons, "granted_by": by},
    )
    return grant


@transaction.atomic
def revoke(*, grant: Grant, by: User) -> None:
    """End a grant; from the holder's next request it gives nothing."""
    Grant.objects.filter(pk=grant.pk, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by
    )

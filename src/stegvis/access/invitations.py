"""Invitations: a code that ties a first login to the account that was made for someone."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from stegvis.access import vault
from stegvis.access.models import Invitation, User

VALID = timedelta(days=7)
# As codes of participants: no vowels and no look-alikes.
LETTERS = "BCDFGHJKMNPQRSTVWXYZ23456789"
GROUPS, EACH = 5, 5  # 120 bits
_SESSION = "invitation"


def normal(code: str) -> str:
    """`code` however it was typed: capital letters, nothing between them."""
    return "".join(code.upper().split()).replace("-", "")


@transaction.atomic
def invite(*, user: User, by: User | None, now: datetime) -> str:
    """A fresh code for `user`, shown once; earlier ones stop working."""
    Invitation.objects.filter(user=user, used_at=None).update(valid_until=now)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(EACH)) for _ in range(GROUPS))
    Invitation.objects.create(
        user=user, fingerprint=_fingerprint(code), made_by=by, valid_until=now + VALID
    )
    return code


def found(code: str, *, now: datetime) -> Invitation | None:
    """The invitation with this code that still works, or None."""
    wanted = Invitation.objects.select_related("user").filter(
        fingerprint=_fingerprint(code), used_at=None, valid_until__gt=now, user__is_active=True
    )
    return wanted.first()


def remember(request: HttpRequest, invitation: Invitation) -> None:
    """Let the login that follows use `invitation`."""
    request.session[_SESSION] = invitation.pk


def remembered(request: HttpRequest, *, now: datetime) -> Invitation | None:
    """The invitation that this browser showed the code of, locked against being used twice."""
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(
            pk=request.session.get(_SESSION, 0),
            used_at=None,
            valid_until__gt=now,
            user__is_active=True,
        )
        .first()
    )


def use(request: HttpRequest, invitation: Invitation, *, now: datetime) -> None:
    """The invitation has done its work."""
    Invitation.objects.filter(pk=invitation.pk).update(used_at=now)
    request.session.pop(_SESSION, None)


def _fingerprint(code: str) -> bytes:
    return vault.fingerprint(normal(code), purpose="invitation")

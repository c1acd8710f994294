"""Verbs on staff: invite, give and take a role, deactivate. Nobody acts on herself."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access import invitations
from stegvis.access.actions import grants
from stegvis.access.login import end_sessions
from stegvis.access.models import Grant, User
from stegvis.access.roles import REFERRING_OFFICER
from stegvis.access.scope import scope_of
from stegvis.staffing.rights import Seat, may_give, seat_of


class NotYours(Exception):
    """The role or the person is not hers to change; the message says so."""


@dataclass(frozen=True)
class Invited:
    """An account with its role, and the code of a first login if it is new."""

    user: User
    code: str = ""


@transaction.atomic
def invite(*, email: str, name: str, seat: Seat, by: User, now: datetime) -> Invited:
    """Give `seat` to whoever has the address; an account is made, with a code, where there is none.

    Raises NotYours, and GrantRefused when the two kinds of role would meet in one person.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is not None:
        give(to=user, seat=seat, by=by)
        return Invited(user)
    user = User.objects.create_user(email, None, name=name)
    give(to=user, seat=seat, by=by)
    return Invited(user, invitations.invite(user=user, by=by, now=now))


@transaction.atomic
def invite_again(*, user: User, by: User, now: datetime) -> str:
    """A new code for someone whose roles are all hers to give: a forgotten password, a lost one."""
    _require_all_hers(user, by=by)
    end_sessions(user)
    return invitations.invite(user=user, by=by, now=now)


@transaction.atomic
def give(*, to: User, seat: Seat, by: User) -> Grant:
    """Give a role at a place. Raises NotYours or GrantRefused."""
    _require(to, seat, by=by)
    return grants.give(role=seat.role, to=to, kind=seat.kind, place_id=seat.place_id, by=by)


@transaction.atomic
def take(*, grant: Grant, by: User) -> None:
    """End a role; it gives nothing from the holder's next request. Raises NotYours."""
    _require(grant.user, seat_of(grant), by=by)
    grants.revoke(grant=grant, by=by)


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """Close the account and end all its sessions. Raises NotYours unless all its roles are hers."""
    _require_all_hers(user, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)


@transaction.atomic
def reactivate(*, user: User, by: User) -> None:
    """Open a closed account again; its old sessions stay dead. Raises NotYours."""
    _require_all_hers(user, by=by)
    user.is_active = True
    user.save(update_fields=["is_active"])


def all_hers(user: User, *, by: User) -> bool:
    """Whether `by` answers for the account: every running role is hers to take, and there is one.

    Not for the account of another authority's officer once it is in use: whoever gives it a new
    code could log in as her, and she sees referrals to other organisations.
    """
    running = list(user.grants.filter(revoked_at=None))
    hers = all(may_give(by, to=user, seat=seat_of(each)) for each in running)
    return bool(running) and hers and not _of_another_authority(user, running, by=by)


def _of_another_authority(user: User, running: list[Grant], *, by: User) -> bool:
    if user.last_login is None:
        return False
    own = {each for reach in scope_of(by).reaches for each in reach.organisations}
    officer = [each for each in running if each.role == REFERRING_OFFICER.code]
    return any(each.place_id not in own for each in officer)


def _require(to: User, seat: Seat, *, by: User) -> None:
    if not may_give(by, to=to, seat=seat):
        # Translators: «Den rollen kan du inte ge eller ta bort.»
        raise NotYours(_("That role is not yours to give or take."))


def _require_all_hers(user: User, *, by: User) -> None:
    if not all_hers(user, by=by):
        # Translators: «Personen har även roller som någon annan ansvarar för.»
        raise NotYours(_("This person also has roles that somebody else is responsible for."))

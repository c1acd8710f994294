"""Emergency access: one participation of the own organisation, for an hour, with a witness.

For when somebody must act for a participant whose staff cannot be reached. The reason is sealed
like any text about her, every responsible person is told at once, and the reading log's review
always holds what was opened.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.access.context import acting
from stegvis.access.models import DataKey, Emergency, EmergencyReason, Grant, User
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER, Permission, PlaceKind
from stegvis.access.scope import Reach, Scope, scope_of
from stegvis.casework.models import Participation
from stegvis.interventions.models import Site
from stegvis.organisations.models import Association

log = logging.getLogger(__name__)
SHORTEST_REASON = 20  # characters
LONGEST = timedelta(minutes=60)


class Closed(Exception):
    """The door stays shut; the message says why."""


@dataclass(frozen=True)
class Door:
    """What someone asks to open: the code of a participant, in an association."""

    association: Association
    code: str


@transaction.atomic
def open_door(*, door: Door, reason: str, by: User, now: datetime) -> Emergency:
    """Let `by` see one participation for an hour. Raises Closed.

    It must belong to an organisation she works for and lie outside her reach. Whoever answers for
    the organisation is told at once, and there must be such a person besides herself.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        # Translators: «Skriv varför med minst 20 tecken.»
        raise Closed(_("Write why, in twenty characters or more."))
    found = _found(door, by=by)
    told = responsible(found.owner_id, besides=by)
    if not told:
        # Translators: «Ingen annan ansvarar för organisationen, så ingen kan få veta det.
        # Nödåtkomst går därför inte att öppna.»
        raise Closed(
            _(
                "Nobody else is responsible for the organisation, so nobody can be told. "
                "That is why emergency access cannot be opened."
            )
        )
    opened = Emergency.objects.create(
        user=by,
        association_id=found.association_id,
        owner_id=found.owner_id,
        participation_id=found.pk,
        opened_at=now,
        until=now + LONGEST,
    )
    _keep(reason.strip(), opened)
    transaction.on_commit(lambda: _tell(told))
    by.__dict__.pop("_scope", None)
    return opened


@transaction.atomic
def close_door(*, opened: Emergency, by: User, now: datetime) -> None:
    """Give it back before the hour is over."""
    if opened.user_id == by.pk and opened.opened_at < now < opened.until:
        Emergency.objects.filter(pk=opened.pk).update(until=now)


@transaction.atomic
def acknowledge(*, opened: Emergency, by: User, now: datetime) -> None:
    """The second person has seen it. Raises Closed for the one who opened it."""
    if opened.user_id == by.pk:
        # Translators: «Någon annan än den som öppnade ska bekräfta.»
        raise Closed(_("Somebody other than the one who opened it must confirm."))
    Emergency.objects.filter(pk=opened.pk, seen_at=None).update(seen_at=now, seen_by=by)


def responsible(owner: int, *, besides: User) -> list[User]:
    """Those who answer for an owner organisation."""
    held = Grant.objects.filter(
        role=OWNER_MANAGER.code,
        place_kind=PlaceKind.ORGANISATION,
        place_id=owner,
        revoked_at=None,
    )
    return list(User.objects.filter(grants__in=held, is_active=True).exclude(pk=besides.pk))


def running(user: User, *, now: datetime | None = None) -> list[Emergency]:
    """What `user` has open."""
    return list(user.emergencies.filter(until__gt=now or timezone.now()).order_by("until"))


def _found(door: Door, *, by: User) -> Participation:
    """The participation behind the door, looked up with the owner's eyes."""
    scope = scope_of(by)
    owners = scope.places(Permission.BREAK_GLASS, "owners")
    with acting(_as_owner(owners, by=by)):
        candidates = list(
            Participation.objects.filter(
                association=door.association,
                owner_id__in=owners,
                participant__code__iexact=door.code.strip(),
                voided=False,
            ).order_by("-started_on")
        )
    if any(each.site_id in scope.sites_with_persons for each in candidates):
        # Translators: «Den deltagaren når du redan.»
        raise Closed(_("You reach that participant already."))
    if not candidates:
        # Translators: «Ingen deltagare i din organisation har den koden.»
        raise Closed(_("No participant of your organisation has that code."))
    return candidates[0]


def _as_owner(owners: frozenset[int], *, by: User) -> Scope:
    sites = frozenset(Site.objects.filter(owner__in=owners).values_list("pk", flat=True))
    reach = Reach(INTERVENTION_STAFF, sites=sites, owners=owners)
    return Scope(user_id=by.pk, reaches=(reach,))


def _keep(reason: str, opened: Emergency) -> None:
    kept = EmergencyReason(
        emergency=opened, owner_id=opened.owner_id, key=DataKey.made(owner_id=opened.owner_id)
    )
    kept.say(reason=reason)
    kept.save()


def _tell(told: list[User]) -> None:
    """A letter that says that something waits, not about whom."""
    # Translators: «Nödåtkomst har öppnats»
    subject = str(gettext_lazy("Emergency access was opened"))
    # Translators: «En medarbetare har öppnat en deltagare utanför sin egen insats. Logga in i
    # Stegvis och öppna Logguppföljning.»
    text = str(
        gettext_lazy(
            "A member of the staff has opened a participant outside her own intervention. "
            "Log in to Stegvis and open Log review."
        )
    )
    try:
        send_mail(subject, text, None, [user.email for user in told])
    except (OSError, SMTPException):
        # The notice inside the program stands all the same.
        log.warning("The letter about an emergency could not be sent.")

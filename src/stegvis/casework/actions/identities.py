"""Verbs on an identity: store what is known of who someone is, and find her again."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from stegvis.access import vault
from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.keys import key_of
from stegvis.casework.models import Identity, Participant
from stegvis.casework.models.identities import purpose
from stegvis.core.identity_numbers import IdentityNumber

ONCE = "identity_number_once_per_owner"


@dataclass(frozen=True)
class Details:
    """Who someone is, as the form and a referral know it; empty texts are not known."""

    first_name: str = ""
    last_name: str = ""
    number: IdentityNumber | None = None
    phone: str = ""
    email: str = ""
    contact: str = ""
    label: str = ""
    address: str = ""


class NumberTaken(Exception):
    """Another participant of the same owner has the number.

    `participant` is she when the acting user reaches her, else None: then no more may be said
    than that somebody at this owner is registered with it.
    """

    def __init__(self, participant: Participant | None) -> None:
        super().__init__("The number belongs to another participant of this owner.")
        self.participant = participant


@transaction.atomic
def store(*, participant: Participant, details: Details, by: User) -> Identity:
    """The identity of `participant`, new or in place of what was known. Raises NumberTaken.

    The address of a protected person is not stored. What was sealed before can no longer be
    told from what stands there now: no earlier version is kept.
    """
    _reachable(participant, by=by)
    identity = _of(participant)
    if details.number:
        _refuse_taken(details.number, identity)
    identity.say(
        first_name=details.first_name,
        last_name=details.last_name,
        number=details.number.text if details.number else "",
        number_kind=details.number.kind.value if details.number else "",
        phone=details.phone,
        email=details.email,
        contact=details.contact,
        label=details.label,
    )
    kept = details.address and not participant.protected
    identity.address = identity.seal_for(details.address, "address") if kept else None
    _save(identity)
    return identity


def follow_owner(participant: Participant) -> None:
    """Let the identity open for the owner that `participant` has now, and be found there."""
    for identity in Identity.objects.select_related("key").filter(participant=participant):
        identity.key.owner_id = identity.owner_id = participant.owner_id
        identity.key.save(update_fields=["owner_id"])
        identity.take_print()
        identity.save()


def find(number: IdentityNumber, *, owner: int) -> Identity | None:
    """The identity with `number` at an owner, among those the context opens; under any master."""
    prints = [
        vault.fingerprint(number.text, purpose=purpose(owner), master=master)
        for master in vault.masters()
    ]
    known = Identity.objects.select_related("participant")
    return known.filter(owner_id=owner, number_print__in=prints).first()


def _reachable(participant: Participant, *, by: User) -> None:
    reached = participant.participations.filter(site_id__in=scope_of(by).sites_with_persons)
    if not reached.exists():
        raise PermissionError("This person takes part in nothing that you work in.")


def _of(participant: Participant) -> Identity:
    found = Identity.objects.select_related("key").filter(participant=participant).first()
    return found or Identity(
        participant=participant,
        owner_id=participant.owner_id,
        protected=participant.protected,
        key=key_of(participant),
    )


def _refuse_taken(number: IdentityNumber, identity: Identity) -> None:
    found = find(number, owner=identity.owner_id)
    if found and found.participant_id != identity.participant_id:
        raise NumberTaken(found.participant)


def _save(identity: Identity) -> None:
    """Save under each master key in turn, the current one last.

    The unique key of the database sees the whole owner, where the acting user sees her own
    interventions only. While keys are being changed, some numbers stand there under the old one.
    """
    for master in sorted(vault.masters()):
        identity.take_print(master=master)
        try:
            with transaction.atomic():
                identity.save()
        except IntegrityError as error:
            if _constraint(error) != ONCE:
                raise
            raise NumberTaken(None) from None


def _constraint(error: IntegrityError) -> str:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")

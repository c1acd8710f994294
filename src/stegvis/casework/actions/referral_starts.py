"""From a referral to a start in one step: participation, identity, consents, wanted outcomes."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions import head_counts, identities, outcomes, participations, referrals
from stegvis.casework.actions.head_counts import Counted
from stegvis.casework.actions.identities import Details, NumberTaken
from stegvis.casework.actions.participations import Refused, Registration
from stegvis.casework.models import Consent, HeadCount, Participant, Participation, Referral
from stegvis.casework.rules.head_counts import Spell
from stegvis.casework.rules.participations import Problem
from stegvis.core import identity_numbers
from stegvis.core.identity_numbers import IdentityNumber


@transaction.atomic
def start(
    *, referral: Referral, registration: Registration, by: User, today: date
) -> Participation:
    """The participation that the referral asked for; all of it is stored or nothing.

    Raises Refused as `participations.register` does, and for a person with protected identity,
    who is counted only (`count`).
    """
    if referral.protected:
        raise Refused((Problem("participant_code", _protected()),))
    made = participations.register(registration=registration, by=by, today=today)
    _carry_identity(referral, made, by=by, today=today)
    wanted = dict.fromkeys(referral.wanted_outcomes, "")
    outcomes.want(participation=made, scores=wanted, by=by)
    Consent.objects.filter(referral=referral).update(participant=made.participant)
    started = referrals.note_start(referral=referral, by=by, today=today)
    started.participant, started.participation = made.participant, made
    started.save(update_fields=["participant", "participation"])
    return made


@transaction.atomic
def count(*, referral: Referral, started_on: date, by: User, today: date) -> HeadCount:
    """A person with protected identity starts: one more in the year's count, and no record."""
    started = referrals.note_start(referral=referral, by=by, today=today)
    counted = Counted(started.intervention, started.owner_id, started.gender)
    row = head_counts.enter(counted=counted, spell=Spell(started_on.year, None), today=today)
    referrals.forget(started)
    return row


def known_person(referral: Referral, *, today: date) -> Participant | None:
    """The participant with the number of the referral, among those the reader reaches."""
    number = _number(referral, today=today)
    found = identities.find(number, owner=referral.owner_id) if number else None
    return found.participant if found else None


def _number(referral: Referral, *, today: date) -> IdentityNumber | None:
    said = referral.text.said.get("number", "")
    return identity_numbers.parse(said, today=today) if said else None


def _carry_identity(
    referral: Referral, participation: Participation, *, by: User, today: date
) -> None:
    """What the referral says of who she is, unless the participant has an identity already."""
    participant = participation.participant
    if hasattr(participant, "identity"):
        return
    said = referral.text.said
    details = Details(
        first_name=said.get("first_name", ""),
        last_name=said.get("last_name", ""),
        number=_number(referral, today=today),
        phone=said.get("phone", ""),
        email=said.get("email", ""),
        address=said.get("address", ""),
    )
    try:
        identities.store(participant=participant, details=details, by=by)
    except NumberTaken as taken:
        raise Refused((Problem("participant_code", _taken(taken)),)) from None


def _taken(taken: NumberTaken) -> str:
    if taken.participant is None:
        # Translators: «Personen är redan registrerad hos er organisation, i en insats du inte
        # arbetar i. Be den som är ansvarig hos insatsägaren att starta deltagandet.»
        return str(
            _(
                "This person is registered with your organisation already, in an intervention "
                "you do not work in. Ask the owner's manager to start the participation."
            )
        )
    # Translators: «Personen har koden %(code)s här sedan tidigare. Skriv den i fältet.»
    message = _("This person has the code %(code)s here already. Write it in the field.")
    return str(message) % {"code": taken.participant.code}


def _protected() -> str:
    # Translators: «En person med skyddade personuppgifter räknas bara; starta med knappen
    # Räkna som ny.»
    return str(_("A person with protected identity is only counted; use Count as new."))

"""Verbs on a consent: recorded with its evidence, and withdrawn with its effect."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from stegvis.access.models import User
from stegvis.casework.actions import protection
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices.consents import SECRECY
from stegvis.casework.models import AgendaItem, Consent, Participant, Referral
from stegvis.casework.models.consents import ConsentQuerySet
from stegvis.casework.rules import consents as rules
from stegvis.casework.rules.consents import EFFECTS, Effect

# The consent to lift secrecy always ends: on the day said, or a year after it was given.
SECRECY_LASTS = timedelta(days=365)


@dataclass(frozen=True)
class Evidence:
    """How it is known that she consented: signed paper kept somewhere, or a signature."""

    how: str
    kept_at: str = ""
    signature: str = ""
    valid_to: date | None = None

    @property
    def columns(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if name != "valid_to"}


@transaction.atomic
def give(
    *,
    kind: str,
    given_on: date,
    evidence: Evidence,
    by: User,
    today: date,
    participant: Participant | None = None,
    referral: Referral | None = None,
) -> Consent:
    """A consent of a participant or of someone who is referred. Raises Refused."""
    facts = rules.Facts(given_on=given_on, valid_to=evidence.valid_to, **evidence.columns)
    problems = rules.problems(facts, today=today)
    if problems:
        raise Refused(problems)
    about: Any = participant or referral
    made: Consent = Consent.objects.create(
        association_id=about.association_id,
        owner_id=about.owner_id,
        participant=participant,
        referral=referral,
        kind=kind,
        given_on=given_on,
        valid_to=_valid_to(kind, given_on, evidence.valid_to),
        recorded_by=by,
        **evidence.columns,
    )
    if kind == SECRECY:
        share(_referrals_of(made), today=today)
    return made


@transaction.atomic
def withdraw(*, consent: Consent, on: date, by: User, today: date, typed: str = "") -> Effect:
    """The consent no longer holds from `on`; what follows from that happens at once.

    Without consent to be registered she becomes a head count, which cannot be undone: `typed` is
    her code, typed once more. Raises Refused for a day that has not come or lies before the
    consent was given, and protection.WrongCode.
    """
    stored = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    problems = rules.withdrawal(
        given_on=stored.given_on, withdrawn_on=stored.withdrawn_on, on=on, today=today
    )
    if problems:
        raise Refused(problems)
    stored.withdrawn_on = on
    stored.save(update_fields=["withdrawn_on"])
    effect = EFFECTS[stored.kind]
    if effect is Effect.CLOSED_TO_GROUP:
        share(_referrals_of(stored), today=today)
    if effect is Effect.HEAD_COUNT and stored.participant is not None:
        protection.strip(participant=stored.participant, typed=typed, by=by, today=today)
    return effect


def share(referrals: Any, *, today: date) -> None:
    """Show each of `referrals` to its joint group for as long as consent to that holds.

    Only what a meeting has taken up is shown; without consent it closes at once.
    """
    for referral in referrals:
        taken_up = AgendaItem.objects.filter(referral=referral).exists()
        until = _consented_until(referral, today=today) if taken_up else None
        Referral.objects.filter(pk=referral.pk).update(shared_until=until)
        referral.shared_until = until


def secrecy(referral: Referral, *, on: date) -> ConsentQuerySet:
    """The consents to lift secrecy that hold: of the referral, and of whom it has led to."""
    about = Q(referral=referral)
    if referral.participant_id:
        about |= Q(participant=referral.participant_id)
    holding: ConsentQuerySet = Consent.objects.holding(on=on).filter(about, kind=SECRECY)
    return holding


def _consented_until(referral: Referral, *, today: date) -> date | None:
    until: date | None = secrecy(referral, on=today).aggregate(last=Max("valid_to"))["last"]
    return until


def _referrals_of(consent: Consent) -> list[Referral]:
    about = Q(pk=consent.referral_id)
    if consent.participant_id:
        about |= Q(participant=consent.participant_id)
    return list(Referral.objects.filter(about))


def _valid_to(kind: str, given_on: date, valid_to: date | None) -> date | None:
    return valid_to or (given_on + SECRECY_LASTS if kind == SECRECY else None)

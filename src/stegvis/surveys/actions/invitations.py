"""Inviting a participant to answer, and taking the invitation back."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stegvis.access import vault
from stegvis.access.models import DataKey, User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.models import Participation
from stegvis.surveys import due
from stegvis.surveys.models import FirstAnswers, Instrument, InstrumentUse, Invitation, Response
from stegvis.surveys.rules.occasions import EXIT, FOLLOW_UP, START

VALID = timedelta(days=30)
# No vowels and no look-alikes, as codes of participants.
LETTERS = "BCDFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 10  # 48 bits: too many to guess even where no wrong try is stopped
LINK_BYTES = 16  # 128 bits


class Refused(Exception):
    """Nobody can be invited to that; the text says why."""


@dataclass(frozen=True)
class Made:
    """An invitation and, this once, the link's secret and the code."""

    invitation: Invitation
    token: str
    code: str


@dataclass(frozen=True)
class Manner:
    """How it is answered: by herself, or with staff who read to her, maybe interpreted."""

    with_staff: bool = False
    interpreter: str = ""  # language, empty for no interpreter


ALONE = Manner()


@transaction.atomic
def invite(
    *,
    participation: Participation,
    instrument: Instrument,
    occasion: str,
    due_on: date,
    by: User,
    now: datetime,
    today: date,
    manner: Manner = ALONE,
) -> Made:
    """A fresh link and code for one occasion; earlier ones for it stop working.

    Raises Refused when that occasion does not wait for an answer.
    """
    _permit(by, participation)
    if not _waits(participation, instrument, occasion, due_on, today=today):
        # Translators: «Det tillfället väntar inte på något svar.»
        raise Refused(_("That occasion is not waiting for an answer."))
    same = {"participation": participation, "instrument": instrument, "occasion": occasion}
    _unanswered().filter(**same).update(revoked_at=now)
    token, code = secrets.token_urlsafe(LINK_BYTES), _code()
    made = Invitation.objects.create(
        **same,
        association_id=participation.association_id,
        owner_id=participation.owner_id,
        due_on=due_on,
        link_print=link_print(token),
        code_print=code_print(code),
        valid_until=now + VALID,
        made_by=by,
        municipality_id=participation.site.municipality_id,
        with_staff=manner.with_staff,
        interpreter=manner.interpreter,
    )
    _copy_first_answers(made)
    return Made(made, token, code)


@transaction.atomic
def revoke(*, participation: Participation, by: User, now: datetime) -> int:
    """Let no link or code of this participation work any longer; how many did until now."""
    _permit(by, participation)
    return _unanswered().filter(participation=participation).update(revoked_at=now)


def link_print(token: str, *, master: int | None = None) -> bytes:
    """The hash that an invitation is found by when its link is opened."""
    return vault.fingerprint(token, purpose="answering link", master=master)


def code_print(code: str, *, master: int | None = None) -> bytes:
    """The hash that an invitation is found by when its code is typed, however it is typed."""
    plain = "".join(code.upper().split()).replace("-", "")
    return vault.fingerprint(plain, purpose="answering code", master=master)


def _code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _each in range(LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _unanswered() -> QuerySet[Invitation]:
    return Invitation.objects.filter(answered_on=None, revoked_at=None)


def _copy_first_answers(made: Invitation) -> None:
    """Seal a copy of the answers at the start, where they are to be shown at the last."""
    uses = InstrumentUse.objects.filter(
        intervention=made.participation.intervention_id, instrument=made.instrument
    )
    use = uses.filter(shows_first=True).first()
    if use is None or made.occasion != (EXIT if use.at_exit else FOLLOW_UP):
        return
    said = _first_answers(made)
    if said:
        key = DataKey.made(owner_id=made.owner_id)
        copy = FirstAnswers(invitation=made, key=key)
        copy.say(**said)
        copy.save()


def _first_answers(made: Invitation) -> dict[str, str]:
    """Of the same version only: other words would be another question."""
    first = Response.objects.filter(
        participation_id=made.participation_id,
        instrument=made.instrument.code,
        version=made.instrument.version,
        occasion=START,
    ).order_by("answered_on", "pk")
    found = first.first()
    return dict(found.answers.values_list("item", "value")) if found else {}


def _waits(
    participation: Participation, instrument: Instrument, occasion: str, day: date, *, today: date
) -> bool:
    return any(
        each.occasion.waits
        and (each.use.instrument_id, each.occasion.due.occasion, each.occasion.due.due_on)
        == (instrument.pk, occasion, day)
        for each in due.occasions_of(participation, today=today)
    )


def _permit(by: User, participation: Participation) -> None:
    if participation.site_id not in scope_of(by).places(Permission.REGISTER, "sites"):
        raise PermissionError("This participation is not yours to register.")

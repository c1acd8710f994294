"""When a consent holds, and what its withdrawal does. Facts in, answers out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from stegvis.casework.choices.consents import (
    ELECTRONIC,
    ONE_YEAR_CONTACT,
    PAPER,
    REGISTRATION,
    SECRECY,
    SURVEY_MESSAGE,
)
from stegvis.casework.rules.participations import Problem


class Effect(StrEnum):
    """What happens at once when a consent of a kind is withdrawn."""

    CLOSED_TO_GROUP = "closed_to_group"
    HEAD_COUNT = "head_count"
    NO_MESSAGES = "no_messages"
    NO_CONTACT = "no_contact"


EFFECTS = {
    SECRECY: Effect.CLOSED_TO_GROUP,
    REGISTRATION: Effect.HEAD_COUNT,
    SURVEY_MESSAGE: Effect.NO_MESSAGES,
    ONE_YEAR_CONTACT: Effect.NO_CONTACT,
}

# Letters, digits and what stands between them; an identity number is no reference.
REFERENCE = r"^[A-Za-z0-9][A-Za-z0-9:._/-]{3,79}$"
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(\d{2})?\d{2}[01]\d[0-9]\d[-+]?\d{4}(?!\d)")


@dataclass(frozen=True)
class Facts:
    """A consent as far as the rules ask."""

    given_on: date
    valid_to: date | None
    how: str
    kept_at: str
    signature: str


def problems(facts: Facts, *, today: date) -> tuple[Problem, ...]:
    """Everything that must be changed first; nobody consents by a tick in somebody's form."""
    return (*_days(facts, today), *_evidence(facts))


def holds(*, given_on: date, valid_to: date | None, withdrawn_on: date | None, on: date) -> bool:
    """Whether a consent holds on a day; on the day it is withdrawn it no longer does."""
    begun = given_on <= on
    over = (valid_to is not None and valid_to < on) or (
        withdrawn_on is not None and withdrawn_on <= on
    )
    return begun and not over


def withdrawal(
    *, given_on: date, withdrawn_on: date | None, on: date, today: date
) -> tuple[Problem, ...]:
    """What stands in the way of withdrawing a consent from `on`."""
    if withdrawn_on is not None:
        # Translators: «Samtycket är redan återkallat.»
        return (Problem("on", _("The consent has been withdrawn already.")),)
    if not given_on <= on <= today:
        # Translators: «Skriv dagen då hon återkallade det: inte före den dag det gavs och inte
        # i framtiden.»
        message = _(
            "Write the day on which it was withdrawn: not before it was given, and not a day "
            "that has not come."
        )
        return (Problem("on", message),)
    return ()


def _days(facts: Facts, today: date) -> Iterator[Problem]:
    if facts.given_on > today:
        # Translators: «Ett samtycke kan inte ges en dag som inte har kommit.»
        yield Problem("given_on", _("A consent cannot be of a day that has not come."))
    if facts.valid_to and facts.valid_to < facts.given_on:
        # Translators: «Samtycket slutar gälla innan det gavs; kontrollera dagarna.»
        message = _("The consent ends before the day it was given; check the days.")
        yield Problem("valid_to", message)


def _evidence(facts: Facts) -> Iterator[Problem]:
    if facts.how == PAPER and not facts.kept_at:
        # Translators: «Välj var det underskrivna pappret förvaras.»
        yield Problem("kept_at", _("Choose where the signed paper is kept."))
    if facts.how == ELECTRONIC and not re.match(REFERENCE, facts.signature):
        # Translators: «Skriv underskriftens referens: bokstäver, siffror och bindestreck.»
        message = _("Write the reference of the signature: letters, digits and hyphens.")
        yield Problem("signature", message)
    if _IDENTITY_NUMBER.search(facts.signature):
        # Translators: «Referensen ser ut som ett personnummer; skriv underskriftens eget nummer.»
        message = _(
            "The reference looks like an identity number; write the signature's own number."
        )
        yield Problem("signature", message)

"""The way of a referral: one table of who may take it from which status to which.

Facts in, answers out. Seed 002, annex 1 is the paper form; the joint meeting (utökat möte) is
held within 30 days of the day a referral was sent.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from stegvis.casework.choices.referrals import (
    ACCEPTED,
    DECLINED,
    DECLINED_BY_PERSON,
    DRAFT,
    EXPIRED,
    JOINT_MEETING,
    NEEDS_MORE,
    PREPARING,
    RECEIVED,
    SENT,
    STARTED,
    STATUS,
    WAITING,
    WITHDRAWN,
)
from stegvis.casework.rules.participations import Problem

ANSWER_WITHIN = timedelta(days=30)
DRAFT_KEPT = timedelta(days=90)
CLOSED_WITHOUT_START = (DECLINED, DECLINED_BY_PERSON, WITHDRAWN, EXPIRED)
# How long a referral may rest in a status before it expires; the others never do by themselves.
RESTS = {SENT: timedelta(days=180), RECEIVED: timedelta(days=180), NEEDS_MORE: timedelta(days=60)}


class Who(StrEnum):
    """Whose move it is: the officer who refers, the intervention's staff, or the calendar."""

    OFFICER = "officer"
    STAFF = "staff"
    CLOCK = "clock"


_OFFICER, _STAFF, _CLOCK = (frozenset({who}) for who in Who)
_EITHER = _OFFICER | _STAFF

ALLOWED: Mapping[str, Mapping[str, frozenset[Who]]] = {
    DRAFT: {SENT: _OFFICER},
    SENT: {
        RECEIVED: _STAFF,
        NEEDS_MORE: _STAFF,
        JOINT_MEETING: _STAFF,
        PREPARING: _STAFF,
        WAITING: _STAFF,
        ACCEPTED: _STAFF,
        DECLINED: _STAFF,
        DECLINED_BY_PERSON: _EITHER,
        WITHDRAWN: _OFFICER,
        EXPIRED: _CLOCK,
    },
    RECEIVED: {
        NEEDS_MORE: _STAFF,
        JOINT_MEETING: _STAFF,
        PREPARING: _STAFF,
        WAITING: _STAFF,
        ACCEPTED: _STAFF,
        DECLINED: _STAFF,
        DECLINED_BY_PERSON: _EITHER,
        WITHDRAWN: _OFFICER,
        EXPIRED: _CLOCK,
    },
    NEEDS_MORE: {
        SENT: _OFFICER,
        RECEIVED: _STAFF,
        DECLINED: _STAFF,
        DECLINED_BY_PERSON: _EITHER,
        WITHDRAWN: _OFFICER,
        EXPIRED: _CLOCK,
    },
    JOINT_MEETING: {
        RECEIVED: _STAFF,
        NEEDS_MORE: _STAFF,
        PREPARING: _STAFF,
        WAITING: _STAFF,
        ACCEPTED: _STAFF,
        DECLINED: _STAFF,
        DECLINED_BY_PERSON: _EITHER,
        WITHDRAWN: _OFFICER,
    },
    PREPARING: {
        JOINT_MEETING: _STAFF,
        WAITING: _STAFF,
        ACCEPTED: _STAFF,
        STARTED: _STAFF,
        DECLINED: _STAFF,
        DECLINED_BY_PERSON: _EITHER,
        WITHDRAWN: _OFFICER,
    },
    WAITING: {
        JOINT_MEETING: _STAFF,
        PREPARING: _STAFF,
        ACCEPTED: _STAFF,
        STARTED: _STAFF,
        DECLINED: _STAFF,
        DECLINED_BY_PERSON: _EITHER,
        WITHDRAWN: _OFFICER,
    },
    ACCEPTED: {
        WAITING: _STAFF,
        STARTED: _STAFF,
        DECLINED: _STAFF,
        DECLINED_BY_PERSON: _EITHER,
        WITHDRAWN: _OFFICER,
    },
    STARTED: {},
    # Answers given too early are taken back; the officer sees both in the history.
    DECLINED: {RECEIVED: _STAFF},
    DECLINED_BY_PERSON: {RECEIVED: _STAFF},
    WITHDRAWN: {},
    EXPIRED: {SENT: _OFFICER, RECEIVED: _STAFF},
}

NEEDS_REASON = (DECLINED, WITHDRAWN)
NEEDS_NOTE = (NEEDS_MORE,)


def next_for(status: str, *, who: Who) -> tuple[str, ...]:
    """The statuses that `who` may take a referral to, in the order of the list."""
    targets = ALLOWED[status]
    return tuple(code.code for code in STATUS if who in targets.get(code.code, ()))


def refusals(
    status: str, target: str, *, who: Who, reason: str = "", note: str = ""
) -> tuple[Problem, ...]:
    """Everything that stands in the way of the move; empty when it may be made."""
    if target not in next_for(status, who=who):
        return (Problem("status", _not_now(status)),)
    return tuple(_unsaid(target, reason=reason, note=note))


def _not_now(status: str) -> str:
    # Translators: «Det går inte att göra det med en remiss som är «%(status)s».
    # Ladda om sidan och se vad som har hänt.»
    message = _(
        "That cannot be done with a referral that is “%(status)s”. "
        "Load the page anew to see what has happened."
    )
    return str(message) % {"status": STATUS.label(status).lower()}


def _unsaid(target: str, *, reason: str, note: str) -> Iterator[Problem]:
    if target in NEEDS_REASON and not reason:
        # Translators: «Välj varför.»
        yield Problem("reason", _("Choose why."))
    if target in NEEDS_NOTE and not note.strip():
        # Translators: «Skriv vad som behöver kompletteras.»
        yield Problem("note", _("Write what is needed."))


def expires_on(status: str, *, today: date) -> date | None:
    """The day after which a referral that came to `status` today has rested too long."""
    rest = RESTS.get(status)
    return today + rest if rest else None


def answer_by(sent_on: date) -> date:
    """The day by which the referrer has an answer: the joint meeting's 30 days."""
    return sent_on + ANSWER_WITHIN


@dataclass(frozen=True)
class Facts:
    """A referral as far as sending it is asked about; `consent` to lift secrecy is recorded."""

    protected: bool
    named: bool
    numbered: bool
    gender: str
    referrer: str
    situations: tuple[str, ...]
    support: bool
    purpose: bool
    signed_on: date | None
    consent: bool


def missing(facts: Facts, *, today: date) -> tuple[Problem, ...]:
    """What must be said before the referral is sent; a draft may be saved without it."""
    return (*_person(facts), *_circumstances(facts), *_signature(facts, today))


def _person(facts: Facts) -> Iterator[Problem]:
    if facts.protected:
        if facts.named or facts.numbered:
            # Translators: «En person med skyddade personuppgifter remitteras utan namn, nummer
            # och kontaktuppgifter. Ta bort dem och ring insatsen.»
            message = _(
                "A person with protected identity is referred without name, number and "
                "contact details. Take them away and call the intervention."
            )
            yield Problem("first_name", message)
        return
    if not facts.named:
        # Translators: «Skriv personens namn.»
        yield Problem("first_name", _("Write the person's name."))
    if not facts.numbered:
        # Translators: «Skriv personnummer eller samordningsnummer, till exempel 19840301-2386.»
        message = _("Write the identity or coordination number, for example 19840301-2386.")
        yield Problem("number", message)


def _circumstances(facts: Facts) -> Iterator[Problem]:
    if facts.gender == "unknown" and not facts.protected:
        # Translators: «Välj kön.»
        yield Problem("gender", _("Choose the gender."))
    if not facts.referrer:
        # Translators: «Välj vilken verksamhet som remitterar.»
        yield Problem("referrer", _("Choose which body refers."))
    if not facts.situations:
        # Translators: «Välj vad som stämmer in på den aktuella situationen.»
        yield Problem("situations", _("Choose what describes the situation now."))
    if not facts.support:
        # Translators: «Välj den försörjning personen har nu.»
        yield Problem("support", _("Choose the support that the person has now."))
    if not facts.purpose:
        # Translators: «Skriv vad ni vill att insatsen ska leda till, och era frågor.»
        message = _("Write what you want the intervention to lead to, and your questions.")
        yield Problem("purpose", message)


def _signature(facts: Facts, today: date) -> Iterator[Problem]:
    if not facts.consent:
        # Translators: «Ange hur personen har samtyckt till att sekretessen hävs:
        # underskrivet på papper (och var det förvaras) eller elektroniskt (och referensen).»
        message = _(
            "Say how the person has consented that secrecy is lifted: signed on paper "
            "(and where it is kept) or electronically (and its reference)."
        )
        yield Problem("consent_how", message)
    if facts.signed_on is None:
        # Translators: «Skriv vilken dag personen skrev under.»
        yield Problem("signed_on", _("Write the day on which the person signed."))
    elif facts.signed_on > today:
        # Translators: «Underskriften kan inte vara daterad i framtiden.»
        yield Problem("signed_on", _("The signature cannot be of a day that has not come."))


@dataclass(frozen=True)
class Waiting:
    """One who waits: since when, when the referral was sent, and who refers her."""

    pk: int
    since: date
    sent_on: date
    referrer: str


def in_line(waiting: Iterable[Waiting]) -> dict[int, int]:
    """Each one's place in the line, 1 first: who has waited longest, then who was sent first."""
    ordered = sorted(waiting, key=lambda one: (one.since, one.sent_on, one.pk))
    return {one.pk: place for place, one in enumerate(ordered, start=1)}


@dataclass(frozen=True)
class Places:
    """How many places there are, taken and free; `agreed` is None when no number is agreed."""

    agreed: int | None
    taken: int

    @property
    def free(self) -> int | None:
        return None if self.agreed is None else max(0, self.agreed - self.taken)


def places(agreed: int | None, *, formal_referrers: Iterable[str]) -> Places:
    """The places of an intervention, each taken by one who takes part now."""
    return Places(agreed, len(tuple(formal_referrers)))


def places_by_referrer(
    quotas: Mapping[str, int], *, formal_referrers: Iterable[str]
) -> dict[str, Places]:
    """The places that the agreement keeps for each referrer."""
    taken = Counter(formal_referrers)
    return {code: Places(agreed, taken[code]) for code, agreed in quotas.items()}

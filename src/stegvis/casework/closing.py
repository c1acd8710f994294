"""The closing document (avslutsdokument): what the referrer is told, from what is registered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from stegvis.casework import pages
from stegvis.casework.choices import meetings as meeting_choices
from stegvis.casework.choices import outcomes as choices
from stegvis.casework.choices.consents import SECRECY
from stegvis.casework.models import Consent, Participation
from stegvis.core import codes
from stegvis.interventions.models import Intervention
from stegvis.organisations.lists import Lists, lists_of

COMPARED = ("occupation", "support", "hours")


@dataclass(frozen=True)
class Compared:
    """One part of the situation, at the start and at the exit; empty where not known."""

    label: Any
    start: str
    exit: str


@dataclass(frozen=True)
class Outcome:
    """A wanted outcome and how far it was reached; no score where none was given."""

    label: str
    score: str


@dataclass(frozen=True)
class Next:
    """A next step and how far it has come."""

    label: str
    state: str


@dataclass(frozen=True)
class Taken:
    """What the next authority takes over."""

    receiver: str
    from_day: date | None
    text: str


@dataclass(frozen=True)
class Document:
    """All that stands in the document; `may_be_sent` says whether secrecy is lifted by consent."""

    made_on: date
    referrer: str
    completed: str
    reason: str
    compared: tuple[Compared, ...]
    outcomes: tuple[Outcome, ...]
    next_steps: tuple[Next, ...]
    next_intervention: str
    meetings_held: int
    taken: Taken | None
    may_be_sent: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the exit itself is registered."""
        known = any(row.start or row.exit for row in self.compared)
        return not (known or self.outcomes or self.next_steps or self.taken)


def document(participation: Participation, *, today: date) -> Document:
    """The document as it would be handed over today."""
    p = participation
    lists = lists_of(p.association, on=today)
    return Document(
        made_on=today,
        referrer=lists.label("referrers", p.formal_referrer),
        completed=_known(codes.COMPLETED.label(p.completed), p.completed),
        reason=_known(codes.EXIT_REASON.label(p.exit_reason), p.exit_reason),
        compared=tuple(_compared(p, lists)),
        outcomes=tuple(
            Outcome(choices.WANTED.label(row.code), choices.SCORE.label(row.score))
            for row in p.wanted_outcomes.order_by("pk")
        ),
        next_steps=tuple(
            Next(lists.label("next_steps", row["code"]), codes.STEP_STATE.label(row["state"]))
            for row in p.next_steps
        ),
        next_intervention=_intervention(p),
        meetings_held=p.meetings.filter(state=meeting_choices.HELD, voided=False).count(),
        taken=_taken(p, lists),
        may_be_sent=_secrecy_is_lifted(p, on=today),
    )


def _known(label: str, code: str) -> str:
    return "" if code in ("", "unknown") else label


def _compared(p: Participation, lists: Lists) -> Iterator[Compared]:
    headings = {
        # Translators: «Sysselsättning»
        "occupation": _("Occupation"),
        # Translators: «Försörjning»
        "support": _("Support"),
        # Translators: «Arbetade timmar i veckan»
        "hours": _("Hours of work a week"),
    }
    for name in COMPARED:
        start, end = (
            pages.READ[field](p, lists, field) for field in (f"{name}_start", f"{name}_end")
        )
        yield Compared(headings[name], start, end)


def _intervention(p: Participation) -> str:
    """Its name; a code that names none stands as it is."""
    named = Intervention.objects.filter(association=p.association_id, slug=p.next_intervention)
    return named.values_list("name", flat=True).first() or p.next_intervention


def _taken(p: Participation, lists: Lists) -> Taken | None:
    handover = getattr(p, "handover", None)
    if handover is None:
        return None
    receiver = lists.label("referrers", handover.receiver) if handover.receiver else ""
    return Taken(receiver, handover.from_day, handover.texts["text"])


def _secrecy_is_lifted(p: Participation, *, on: date) -> bool:
    consents = Consent.objects.filter(participant=p.participant_id, kind=SECRECY)
    return consents.holding(on=on).exists()

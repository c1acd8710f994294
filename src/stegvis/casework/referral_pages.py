"""Values that the pages of referrals show: what a referral says, and how it has gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.access import vault
from stegvis.casework import labels
from stegvis.casework.choices import consents as consent_choices
from stegvis.casework.choices import outcomes
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models import AgendaItem, Consent, Referral, ReferralStep
from stegvis.casework.pages import Fact, Section, State
from stegvis.casework.referring import Line
from stegvis.casework.rules import referrals as rules
from stegvis.core import codes
from stegvis.core.codes import CodeList
from stegvis.core.numbers import NBSP
from stegvis.organisations.lists import Lists, lists_of
from stegvis.organisations.models import Municipality

TONES = {
    choices.DRAFT: "wait",
    choices.SENT: "plain",
    choices.RECEIVED: "plain",
    choices.NEEDS_MORE: "late",
    choices.JOINT_MEETING: "plain",
    choices.PREPARING: "plain",
    choices.WAITING: "wait",
    choices.ACCEPTED: "plain",
    choices.STARTED: "done",
}
# What the form and every page that shows a referral call its fields.
LABELS: dict[str, Any] = {
    # Translators: «Önskad insats»
    "site": gettext_lazy("Wished intervention"),
    # Translators: «Remitterande organisation»
    "sender": gettext_lazy("Organisation that refers"),
    # Translators: «Har personen skyddade personuppgifter?»
    "protected": gettext_lazy("Does the person have protected identity?"),
    # Translators: «Förnamn»
    "first_name": gettext_lazy("First name"),
    # Translators: «Efternamn»
    "last_name": gettext_lazy("Last name"),
    # Translators: «Personnummer eller samordningsnummer»
    "number": gettext_lazy("Identity or coordination number"),
    # Translators: «Adress»
    "address": gettext_lazy("Address"),
    # Translators: «Telefon»
    "phone": gettext_lazy("Phone"),
    # Translators: «E-post»
    "email": gettext_lazy("E-mail"),
    "gender": labels.FIELDS["gender"],
    "birth_year": labels.FIELDS["birth_year"],
    "municipality_code": labels.FIELDS["municipality_code"],
    # Translators: «Aktualiserande handläggare»
    "officer_name": gettext_lazy("Referring officer"),
    # Translators: «Handläggarens telefon»
    "officer_phone": gettext_lazy("The officer's phone"),
    # Translators: «Handläggarens e-post»
    "officer_email": gettext_lazy("The officer's e-mail"),
    # Translators: «Verksamhet som remitterar»
    "referrer": gettext_lazy("Body that refers"),
    # Translators: «Personen har själv tagit initiativ till remissen»
    "self_referral": gettext_lazy("The person took the initiative herself"),
    # Translators: «Myndighetens pågående program eller insats»
    "programmes": gettext_lazy("The authority's running programme"),
    # Translators: «Aktuell situation»
    "situations": gettext_lazy("Situation now"),
    # Translators: «Mer om situationen»
    "situation": gettext_lazy("More about the situation"),
    # Translators: «Inskriven hos Arbetsförmedlingen»
    "at_af": gettext_lazy("Enrolled at the Public Employment Service"),
    # Translators: «Aktuell försörjning»
    "support": gettext_lazy("Support now"),
    "time_in_support": labels.FIELDS["time_in_support"],
    # Translators: «Pågående kontakter»
    "contacts": gettext_lazy("Ongoing contacts"),
    # Translators: «Kontakternas namn och annat om dem»
    "contacts_text": gettext_lazy("Names of the contacts and more about them"),
    # Translators: «Tolk behövs på»
    "interpreter": gettext_lazy("Interpreter needed for"),
    # Translators: «Trepartssamtal»
    "three_party": gettext_lazy("Three-party talk"),
    # Translators: «Önskade resultat»
    "wanted_outcomes": gettext_lazy("Wanted outcomes"),
    # Translators: «Syfte, mål och frågeställningar»
    "purpose": gettext_lazy("Purpose, goals and questions"),
    # Translators: «Övrig information»
    "notes": gettext_lazy("Other information"),
    # Translators: «Underskriftens dag»
    "signed_on": gettext_lazy("Day of the signature"),
    # Translators: «Samtycke till att häva sekretess»
    "consent_how": gettext_lazy("Consent to lift secrecy"),
    # Translators: «Pappret förvaras»
    "kept_at": gettext_lazy("The paper is kept"),
    # Translators: «Underskriftens referens»
    "signature": gettext_lazy("Reference of the signature"),
    # Translators: «Gäller till och med»
    "valid_to": gettext_lazy("Valid until and including"),
}

Said = tuple[str, str]


def called(referral: Referral) -> str:
    """The person's name; the reference for one who has none here (protected, draft, erased)."""
    said = referral.text.said
    name = f"{said.get('first_name', '')} {said.get('last_name', '')}".strip()
    return name or referral.reference


def state(referral: Referral) -> State:
    """The status in a word, with its colour."""
    return State(choices.STATUS.label(referral.status), TONES.get(referral.status, "done"))


def wished(referral: Referral) -> str:
    """The intervention, and the site where one was wished."""
    if referral.site is None:
        return referral.intervention.name
    return f"{referral.intervention.name} – {referral.site.name}"


@dataclass(frozen=True)
class Happened:
    """One line of a referral's history."""

    day: date
    label: str
    by: str
    reason: str
    note: str


def history(referral: Referral) -> list[Happened]:
    """Every step, the latest first."""
    return [_happened(step) for step in reversed(list(referral.steps.all()))]


def answer(referral: Referral) -> Happened | None:
    """The latest step that the intervention, or time, has made; none before it has answered."""
    steps = [step for step in referral.steps.all() if step.by_id != referral.officer_id]
    return _happened(steps[-1]) if steps else None


def _happened(step: ReferralStep) -> Happened:
    try:
        note = str(step.texts.get("note", ""))
    except vault.Destroyed:
        note = ""
    return Happened(
        day=step.day,
        label=choices.STATUS.label(step.status),
        by=step.by.name if step.by else "",
        reason=choices.REASON.label(step.reason) if step.reason else "",
        note=note,
    )


@dataclass(frozen=True)
class TakenUp:
    """That a joint meeting took a referral up: when, what it decided and planned."""

    item: AgendaItem
    day: date
    decision: str
    plan: str


def taken_up(referral: Referral) -> list[TakenUp]:
    """The meetings that took the referral up, the latest first."""
    items = sorted(referral.agenda_items.all(), key=lambda one: one.meeting.held_on, reverse=True)
    return [meeting_line(item) for item in items]


def meeting_line(item: AgendaItem) -> TakenUp:
    """What a meeting decided and planned for one referral."""
    try:
        plan = str(item.texts.get("plan", ""))
    except vault.Destroyed:
        plan = ""
    decision = choices.STATUS.label(item.decision) if item.decision else ""
    return TakenUp(item, item.meeting.held_on, decision, plan)


def awaited(referral: Referral) -> bool:
    """Whether the officer waits for an answer."""
    return referral.status in choices.UNANSWERED


def answer_by(referral: Referral) -> date | None:
    """The day by which the officer has an answer, while she waits for one."""
    if referral.sent_on is None or not awaited(referral):
        return None
    return rules.answer_by(referral.sent_on)


def late(referral: Referral, *, on: date) -> bool:
    """Whether the officer should have had an answer by now."""
    day = answer_by(referral)
    return day is not None and day < on


def sections(referral: Referral, *, on: date) -> list[Section]:
    """All that the referral says, in the order of the form; empty answers too."""
    lists = lists_of(referral.association, on=on)
    said = referral.text.said
    return [
        # Translators: «Personen»
        Section(_("The person"), list(_facts(_person(referral, said)))),
        # Translators: «Remittent»
        Section(_("Who refers"), list(_facts(_officer(referral, said, lists)))),
        # Translators: «Situation och försörjning»
        Section(_("Situation and support"), list(_facts(_situation(referral, said, lists)))),
        # Translators: «Vad insatsen ska leda till»
        Section(_("What the intervention shall lead to"), list(_facts(_aim(referral, said)))),
        # Translators: «Samtycke och underskrift»
        Section(_("Consent and signature"), list(_facts(_signature(referral)))),
    ]


def _facts(rows: Iterator[Said]) -> Iterator[Fact]:
    for name, value in rows:
        yield Fact(LABELS[name], value)


def _person(referral: Referral, said: dict[str, Any]) -> Iterator[Said]:
    if referral.protected:
        # Translators: «Ja – inget namn eller nummer anges»
        yield "protected", _("Yes – no name or number is given")
    else:
        for name in ("first_name", "last_name"):
            yield name, said.get(name, "")
        yield "number", written(said.get("number", ""))
    yield "gender", _code("gender", referral.gender)
    yield "birth_year", str(referral.birth_year or "")
    yield "municipality_code", _municipality(referral.municipality_code)
    if not referral.protected:
        for name in ("phone", "email", "address"):
            yield name, said.get(name, "")


def _officer(referral: Referral, said: dict[str, Any], lists: Lists) -> Iterator[Said]:
    officer = referral.officer
    yield "sender", referral.sender.name
    yield "officer_name", officer.name if officer else said.get("officer_name", "")
    yield "officer_phone", said.get("officer_phone", "")
    yield "officer_email", officer.email if officer else said.get("officer_email", "")
    yield "referrer", lists.label("referrers", referral.referrer) if referral.referrer else ""
    yield "programmes", _codes(choices.PROGRAMME, referral.programmes)
    # Translators: «Ja»
    yield "self_referral", _("Yes") if referral.self_referral else _("No")


def _situation(referral: Referral, said: dict[str, Any], lists: Lists) -> Iterator[Said]:
    yield "situations", _codes(choices.SITUATION, referral.situations)
    yield "situation", said.get("situation", "")
    yield "at_af", choices.YES_NO.label(referral.at_af)
    yield "support", _support(referral.support, lists)
    yield "time_in_support", _code("time_in_support", referral.time_in_support)
    yield "contacts", _codes(choices.CONTACT, referral.contacts)
    yield "contacts_text", said.get("contacts", "")
    yield (
        "interpreter",
        choices.LANGUAGE.label(referral.interpreter) if referral.interpreter else "",
    )
    yield "three_party", choices.THREE_PARTY.label(referral.three_party)


def _aim(referral: Referral, said: dict[str, Any]) -> Iterator[Said]:
    yield "site", wished(referral)
    yield "wanted_outcomes", _codes(outcomes.WANTED, referral.wanted_outcomes)
    yield "purpose", said.get("purpose", "")
    yield "notes", said.get("notes", "")


def _signature(referral: Referral) -> Iterator[Said]:
    yield "signed_on", f"{referral.signed_on:%Y-%m-%d}" if referral.signed_on else ""
    for consent in referral.consents.all():
        if consent.kind == consent_choices.SECRECY:
            yield "consent_how", evidence(consent)
            yield "valid_to", f"{consent.valid_to:%Y-%m-%d}" if consent.valid_to else ""


def evidence(consent: Consent) -> str:
    """How it is known that she consented, in words."""
    how = consent_choices.HOW.label(consent.how)
    where = consent_choices.KEPT_AT.label(consent.kept_at) if consent.kept_at else consent.signature
    return f"{how}: {where.lower() if consent.kept_at else where}"


def written(number: str) -> str:
    """A stored number as people read it."""
    return f"{number[:8]}-{number[8:]}" if number else ""


def _codes(found: CodeList, said: list[str]) -> str:
    return ", ".join(found.label(code) for code in said)


def _code(name: str, said: str) -> str:
    return codes.LISTS[name].label(said) if said not in ("", "unknown") else ""


def _municipality(code: str) -> str:
    named = Municipality.objects.filter(code=code).values_list("name", flat=True)
    return named.first() or code


def _support(rows: list[dict[str, Any]] | None, lists: Lists) -> str:
    said = []
    for row in rows or []:
        share = f" {row['percent']:g}{NBSP}%" if row.get("percent") is not None else ""
        said.append(lists.label("support", row["code"]) + share)
    return ", ".join(said)


@dataclass(frozen=True)
class Row:
    """One who waits, as the list shows her."""

    place: int
    referral: Referral
    called: str
    referrer: str


@dataclass(frozen=True)
class WaitingList:
    """An intervention's waiting list with the words for its places."""

    intervention: Any
    rows: list[Row]
    places: Any
    quotas: list[tuple[str, Any]]


def line(found: Line) -> WaitingList:
    """A waiting list as its page shows it."""
    return WaitingList(
        found.intervention,
        [
            Row(
                one.place,
                one.referral,
                called(one.referral),
                codes.REFERRER.label(one.referral.referrer),
            )
            for one in found.waiting
        ],
        found.places,
        [(codes.REFERRER.label(one.referrer), one.places) for one in found.quotas],
    )

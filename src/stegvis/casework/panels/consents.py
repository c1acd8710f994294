"""Consents on a participation's page, its timeline and the start page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.casework import queries, referral_pages
from stegvis.casework.choices import consents as choices
from stegvis.casework.models import Consent, Participant, Participation
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.casework.rules.consents import EFFECTS, Effect, holds
from stegvis.organisations.place import Place

SOON = timedelta(days=14)
# What follows when a consent of a kind is withdrawn, told before it is done.
TOLD: dict[Effect, str | Promise] = {
    # Translators: «Remissgruppen ser inte längre personens remiss eller gemensamma plan.»
    Effect.CLOSED_TO_GROUP: gettext_lazy(
        "The joint group no longer sees the person's referral or joint plan."
    ),
    # Translators: «Allt som är registrerat om personen tas bort för alltid. Hon räknas bara:
    # insats, kön och år. Det går inte att ångra.»
    Effect.HEAD_COUNT: gettext_lazy(
        "All that is registered of the person is removed for ever. She is only counted: "
        "intervention, gender and year. This cannot be undone."
    ),
    # Translators: «Inga enkäter skickas längre som meddelande. Hon kan svara på plats.»
    Effect.NO_MESSAGES: gettext_lazy(
        "No surveys are sent as messages any more. She can answer in person."
    ),
    # Translators: «Ingen kontakt tas efter ett år. Uppföljningen räknas som att samtycke saknas.»
    Effect.NO_CONTACT: gettext_lazy("Nobody contacts her after a year."),
}


@dataclass(frozen=True)
class Row:
    """A consent in words; `holds` says whether it does today."""

    consent: Consent
    kind: str
    evidence: str
    holds: bool


def effect_of(kind: str) -> Any:
    """What follows when a consent of `kind` is withdrawn, as a sentence."""
    return TOLD[EFFECTS[kind]]


def rows_of(participant: Participant, *, on: date) -> list[Row]:
    """The participant's consents, the latest first."""
    found = Consent.objects.filter(participant=participant).order_by("-given_on", "-pk")
    return [
        Row(
            one,
            choices.KIND.label(one.kind),
            referral_pages.evidence(one),
            holds(
                given_on=one.given_on,
                valid_to=one.valid_to,
                withdrawn_on=one.withdrawn_on,
                on=on,
            ),
        )
        for one in found
    ]


def panel(participation: Participation, *, place: Place, today: date) -> Panel:
    """What she has consented to, and the way to change it."""
    rows = rows_of(participation.participant, on=today)
    # Translators: «Samtycken»
    title = gettext_lazy("Consents")
    href = place.url("consents", participation.pk)
    return Panel(title, "casework/consents/panel.html", {"rows": rows, "href": href})


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """When she consented and when she took it back."""
    href = place.url("consents", participation.pk)
    for one in Consent.objects.filter(participant=participation.participant_id):
        kind = choices.KIND.label(one.kind).lower()
        # Translators: «Samtycke: %(kind)s»
        yield Event(one.given_on, _("Consent: %(kind)s") % {"kind": kind}, href)
        if one.withdrawn_on:
            # Translators: «Samtycke återkallat: %(kind)s»
            text = _("Consent withdrawn: %(kind)s") % {"kind": kind}
            yield Event(one.withdrawn_on, text, href)


def tasks(desk: Desk) -> Iterable[Task]:
    """Consents of running participations that have run out, or soon will."""
    running = desk.participations.filter(queries.ongoing(on=desk.today), voided=False)
    people = {one.participant_id: one for one in running.select_related("participant")}
    found = Consent.objects.run_out(on=desk.today + SOON).filter(participant__in=people)
    newer = {
        (one.participant_id, one.kind)
        for one in Consent.objects.holding(on=desk.today + SOON).filter(participant__in=people)
    }
    for one in found:
        participation = people.get(one.participant_id or 0)
        renewed = (one.participant_id, one.kind) in newer
        if participation is None or one.valid_to is None or renewed:
            continue
        # Translators: «Samtycke upphör: %(kind)s»
        label = _("Consent ends: %(kind)s") % {"kind": choices.KIND.label(one.kind).lower()}
        yield Task(one.valid_to, label, desk.place.url("consents", participation.pk), participation)

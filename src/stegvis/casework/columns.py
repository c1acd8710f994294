"""What the fields of the history are called, and how their values read."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels, pages
from stegvis.casework.actions.history import read
from stegvis.casework.actions.revisions import PARTICIPANT, PARTICIPATION
from stegvis.casework.choices import consents, meetings, outcomes
from stegvis.casework.models import Participant, Participation
from stegvis.casework.panels.changes import hours_text
from stegvis.core import codes
from stegvis.interventions.models import Site
from stegvis.organisations.lists import Lists

Reader = Callable[[Any, Lists], str]


def column(noun: str, name: str) -> tuple[Any, Reader | None]:
    """The label of a field, and how its value reads; nothing reads what is not kept."""
    known = COLUMNS.get((noun, name))
    if known:
        return known
    if noun == PARTICIPATION and name in pages.READ:
        return labels.FIELDS[name], partial(_as_on_the_page, name)
    return SEALED.get((noun, name), TEXT), None


def _as_on_the_page(name: str, value: Any, lists: Lists) -> str:
    """A value in the very words of the participation's page."""
    stand_in = Participation(participant=Participant(), **read({name: value}))
    return pages.READ[name](stand_in, lists, name)


def _text(value: Any, _lists: Lists) -> str:
    return str(value)


def _clock_time(value: Any, _lists: Lists) -> str:
    return str(value)[:5].replace(":", ".")


def _yes(value: Any, _lists: Lists) -> str:
    # Translators: «ja» / «nej»
    return gettext("yes") if value else gettext("no")


def _hours(value: Any, _lists: Lists) -> str:
    return hours_text(Decimal(str(value)))


def _site(value: Any, _lists: Lists) -> str:
    found = Site.objects.filter(pk=value).select_related("intervention").first()
    return f"{found.intervention.name} – {found.name}" if found else str(value)


def _coded(found: codes.CodeList, value: Any, _lists: Lists) -> str:
    return found.label(value) if value else ""


def _listed(name: str, value: Any, lists: Lists) -> str:
    return ", ".join(lists.label(name, each) for each in _codes_of(value))


def _states(found: codes.CodeList, value: Any, _lists: Lists) -> str:
    return ", ".join(found.label(each) for each in _codes_of(value))


def _codes_of(value: Any) -> Iterator[str]:
    for each in [value] if isinstance(value, str) else value:
        yield each["code"] if isinstance(each, dict) else each


# Translators: «Texten»
TEXT = _("The text")
SEALED: dict[tuple[str, str], Any] = {
    # Translators: «Namn, nummer och kontaktuppgifter»
    ("identity", "sealed"): _("Names, number and contact"),
    # Translators: «Adress»
    ("identity", "address"): _("Address"),
    # Translators: «Målet»
    ("plan", "sealed"): _("The goal"),
}
_DAY = _("Day")
COLUMNS: dict[tuple[str, str], tuple[Any, Reader | None]] = {
    (PARTICIPANT, "gender"): (labels.FIELDS["gender"], partial(_coded, codes.GENDER)),
    (PARTICIPANT, "birth_year"): (labels.FIELDS["birth_year"], _text),
    # Translators: «Skyddade personuppgifter»
    (PARTICIPANT, "protected"): (_("Protected identity"), _yes),
    ("identity", "protected"): (_("Protected identity"), _yes),
    (PARTICIPATION, "site_id"): (labels.FIELDS["site"], _site),
    # Translators: «Remittenter»
    (PARTICIPATION, "referrers"): (_("Referrers"), partial(_listed, "referrers")),
    (PARTICIPATION, "next_intervention"): (labels.FIELDS["next_intervention"], _text),
    # Translators: «Struken»
    (PARTICIPATION, "voided"): (_("Struck out"), _yes),
    # Translators: «Samtycke till»
    ("consent", "kind"): (_("Consent to"), partial(_coded, consents.KIND)),
    # Translators: «Gavs den»
    ("consent", "given_on"): (_("Given on"), _text),
    # Translators: «Gäller till och med»
    ("consent", "valid_to"): (_("Valid until"), _text),
    # Translators: «Återkallat den»
    ("consent", "withdrawn_on"): (_("Withdrawn on"), _text),
    # Translators: «Underskrift»
    ("consent", "how"): (_("Signature"), partial(_coded, consents.HOW)),
    # Translators: «Förvaras»
    ("consent", "kept_at"): (_("Kept"), partial(_coded, consents.KEPT_AT)),
    # Translators: «Hur gick det?»
    ("meeting", "state"): (_("How did it go?"), partial(_coded, meetings.STATE)),
    ("meeting", "day"): (_DAY, _text),
    # Translators: «Klockslag»
    ("meeting", "starts_at"): (_("Time of day"), _clock_time),
    # Translators: «Mötesform»
    ("meeting", "mode"): (_("Form"), partial(_coded, meetings.MODE)),
    # Translators: «Kallade»
    ("meeting", "parties"): (_("Invited"), partial(_states, meetings.PARTY)),
    # Translators: «Avbokat av»
    ("meeting", "cancelled_by"): (_("Cancelled by"), partial(_coded, meetings.PARTY)),
    # Translators: «Avbokat den dag»
    ("meeting", "cancelled_on"): (_("Cancelled on"), _text),
    ("meeting", "voided"): (_("Struck out"), _yes),
    # Translators: «Senast»
    ("followup", "due_on"): (_("Due"), _text),
    # Translators: «Fick kontakt»
    ("followup", "reached"): (_("Reached"), _yes),
    ("followup", "made_on"): (_DAY, _text),
    # Translators: «Sysselsättning i dag»
    ("followup", "occupation"): (
        _("Occupation today"),
        partial(_listed, "occupation"),
    ),
    # Translators: «Försörjning i dag»
    ("followup", "support"): (_("Support today"), partial(_listed, "support")),
    ("followup", "next_steps"): (labels.FIELDS["next_steps"], partial(_listed, "next_steps")),
    # Translators: «Blev planen från avslutet av?»
    ("followup", "plan"): (
        _("Was the plan from the exit carried out?"),
        partial(_coded, codes.PLAN_FOLLOWED),
    ),
    # Translators: «Planerat»
    ("weekhours", "planned"): (_("Planned"), _hours),
    # Translators: «Uppnått»
    ("weekhours", "achieved"): (_("Achieved"), _hours),
    # Translators: «Resultat»
    ("wantedoutcome", "code"): (_("Outcome"), partial(_coded, outcomes.WANTED)),
    # Translators: «Bedömning»
    ("wantedoutcome", "score"): (_("Score"), partial(_coded, outcomes.SCORE)),
    # Translators: «Ska vara nått»
    ("plangoal", "due_on"): (_("To be reached by"), _text),
    # Translators: «Nått den»
    ("plangoal", "reached_on"): (_("Reached on"), _text),
    # Translators: «Borttaget»
    ("plangoal", "dropped"): (_("Taken away"), _yes),
    # Translators: «Överenskommen den»
    ("plan", "agreed_on"): (_("Agreed on"), _text),
    # Translators: «Tas över av»
    ("handover", "receiver"): (_("Taken over by"), partial(_listed, "referrers")),
    # Translators: «Från och med»
    ("handover", "from_day"): (_("From"), _text),
}

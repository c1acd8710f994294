"""Registering a meeting and how it went."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.meetings import Said
from stegvis.casework.choices import meetings as choices
from stegvis.casework.forms.fields import with_blank
from stegvis.casework.forms.plain import Plain, TimeField, VersionField
from stegvis.casework.models import Meeting
from stegvis.core.forms import CodeField, DateField, StatesField


class MeetingForm(Plain):
    """One meeting: how far it has come, when, how and with whom."""

    version = VersionField()
    # Translators: «Hur gick det?»
    state = CodeField(
        label=_("How did it go?"), choices=choices.STATE.choices, widget=forms.RadioSelect
    )
    day = DateField(
        # Translators: «Dag»
        label=_("Day"),
        required=False,
        # Translators: «Till exempel 2026-03-01, 1/3 eller idag. Kan vara tom för ett
        # erbjudet möte.»
        help_text=_("For example 2026-03-01, 1/3 or today. May be empty for one just offered."),
    )
    # Translators: «Klockslag»
    starts_at = TimeField(label=_("Time of day"), required=False)
    # Translators: «Mötesform»
    mode = CodeField(label=_("Form"), choices=with_blank(choices.MODE), required=False)
    parties = StatesField(
        # Translators: «Kallade»
        label=_("Invited"),
        choices=choices.PARTY.choices,
        states=choices.PRESENCE.choices,
        # Translators: «deltog eller uteblev»
        detail_label=_("took part or did not come"),
    )
    # Translators: «Avbokat av»
    cancelled_by = CodeField(
        label=_("Cancelled by"), choices=with_blank(choices.PARTY), required=False
    )
    # Translators: «Avbokat den dag»
    cancelled_on = DateField(label=_("Cancelled on"), required=False)

    def said(self) -> Said:
        """The meeting as the action takes it."""
        answers = self.cleaned_data
        return Said(**{name: answers[name] for name in answers if name != "version"})


def usual(day: Any) -> dict[str, Any]:
    """What a new meeting begins with: held on `day` with those who usually come."""
    return {
        "state": choices.HELD,
        "day": day,
        "parties": [(code, choices.ATTENDED) for code in choices.USUAL_PARTIES],
    }


def answers_of(meeting: Meeting) -> dict[str, Any]:
    """What the form begins with for a meeting that is registered."""
    return {name: getattr(meeting, name) for name in MeetingForm.base_fields}

"""The terms of an agreement, as the owner's manager writes them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.forms import DateField, DecimalField, WholeNumberField
from stegvis.interventions import closed_weeks
from stegvis.interventions.actions.agreements import Refused, Terms

LONGEST = 260  # weeks


class WeekCountsField(forms.Field):
    """Week counts: «4, 8, 12»."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[int]:
        words = str(value or "").replace(";", ",").replace(",", " ").split()
        try:
            found = sorted({int(word) for word in words})
        except ValueError:
            found = [0]
        if any(not 1 <= weeks <= LONGEST for weeks in found):
            # Translators: «%(text)s» är inga veckor. Skriv till exempel 4, 8, 12.
            message = _("“%(text)s” are no weeks. Write for example 4, 8, 12.")
            raise ValidationError(message, params={"text": value})
        return found


class ClosedWeeksField(forms.Field):
    """Weeks without meetings: «28-31, 52»; kept as their Mondays."""

    def prepare_value(self, value: Any) -> Any:
        return closed_weeks.written(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[date]:
        try:
            return closed_weeks.read(str(value or ""), year=clock.today().year)
        except closed_weeks.WeekError as error:
            raise ValidationError(str(error), code="invalid") from None


def _number(label: Any, *, example: str, help_text: Any = "") -> WholeNumberField:
    return WholeNumberField(
        label=label,
        required=False,
        example=example,
        min_value=0,
        max_value=LONGEST * 7,
        help_text=help_text,
    )


class TermsForm(forms.Form):
    """Everything that is agreed; what is left empty is not agreed."""

    # Translators: «Gäller från»
    starts_on = DateField(label=_("Holds from"))
    # Translators: «Gäller till»
    ends_on = DateField(
        label=_("Holds until"),
        required=False,
        # Translators: «Tomt betyder tills vidare.»
        help_text=_("Empty means until further notice."),
    )
    # Translators: «Platser»
    places = _number(_("Places"), example="12")
    # Translators: «Planerade deltagare per år»
    planned_participants = _number(_("Planned participants a year"), example="40")
    # Translators: «Veckor»
    weeks = _number(
        _("Weeks"),
        example="12",
        # Translators: «Ger planerat slut när någon börjar.»
        help_text=_("Gives the planned end when someone begins."),
    )
    hours_per_week = DecimalField(
        # Translators: «Timmar i veckan»
        label=_("Hours a week"),
        required=False,
        example="12",
        min_value=0,
        max_value=80,
    )
    longest_extension_weeks = _number(
        # Translators: «Längsta förlängning i veckor»
        _("Longest extension in weeks"),
        example="4",
    )
    owner_decides = forms.BooleanField(
        # Translators: «Förlängning, paus och liknande beslutas av insatsägaren»
        label=_("Extensions, pauses and the like are decided by the owner"),
        required=False,
        # Translators: «Annars gäller de när insatspersonalen har registrerat dem.»
        help_text=_("Otherwise they hold once the staff have registered them."),
    )
    meeting_weeks = WeekCountsField(
        # Translators: «Avstämning efter så många veckor»
        label=_("Check-in after so many weeks"),
        required=False,
        # Translators: «Till exempel 4, 8, 12. Den sista gäller bara om tiden är längre.»
        help_text=_("For example 4, 8, 12. A week that reaches the planned end gives no meeting."),
    )
    meeting_interval_weeks = _number(
        # Translators: «Därefter var så många veckor»
        _("After that every so many weeks"),
        example="8",
    )
    meeting_weeks_before_end = _number(
        # Translators: «Avslutsmöte så många veckor före planerat slut»
        _("End meeting so many weeks before the planned end"),
        example="5",
    )
    closed_weeks = ClosedWeeksField(
        # Translators: «Stängda veckor»
        label=_("Closed weeks"),
        required=False,
        # Translators: «Möten flyttas förbi dem. Till exempel 28-31, 52 eller 1 2027.»
        help_text=_("Meetings are moved past them. For example 28-31, 52 or 1 2027."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def terms(self) -> Terms:
        """The agreement as the action takes it."""
        answers = self.cleaned_data
        return Terms(**{name: answers[name] for name in Terms.__dataclass_fields__})

    def show(self, refused: Refused, *, seen: str) -> None:
        """Say what the action refused; the next save means that what is written shall stand."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["seen"] = seen
        self.data = sent
        self.add_error(refused.field or None, str(refused.message))

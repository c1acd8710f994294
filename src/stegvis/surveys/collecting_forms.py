"""Choosing how long collection periods are, and opening a yearly round."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, codes
from stegvis.core.forms import CodeField, DateField
from stegvis.surveys import words
from stegvis.surveys.actions.rounds import Refused
from stegvis.surveys.models import Instrument
from stegvis.surveys.rules import collection

LENGTHS = {
    # Translators: «Tertial (fyra månader)»
    collection.TERTIAL: _("Tertial (four months)"),
    # Translators: «Halvår»
    collection.HALF_YEAR: _("Half-year"),
    # Translators: «Kvartal»
    collection.QUARTER: _("Quarter"),
    # Translators: «Helår»
    collection.YEAR: _("Whole year"),
}


class LengthForm(forms.Form):
    """One of the lengths that divide the interim period."""

    months = CodeField(
        # Translators: «Insamlingsperiod»
        label=_("Collection period"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, lengths: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(each), LENGTHS[each]) for each in lengths]
        self.fields["months"].choices = offered  # type: ignore[attr-defined]

    @property
    def chosen(self) -> int:
        """Months."""
        return int(self.cleaned_data["months"])


class RoundForm(forms.Form):
    """Which survey a group answers, and from when to when."""

    # Translators: «Enkät»
    instrument = forms.ModelChoiceField(
        label=_("Survey"),
        queryset=Instrument.objects.none(),
        empty_label="–",
        # Translators: «Välj vilken enkät gruppen svarar på.»
        error_messages={"required": _("Choose which survey the group answers.")},
    )
    # Translators: «Öppen från»
    opens_on = DateField(label=_("Open from"), initial=clock.today)
    # Translators: «Öppen till»
    closes_on = DateField(label=_("Open until"))

    def __init__(self, *args: Any, instruments: list[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["instrument"]
        ids = [each.pk for each in instruments]
        field.queryset = Instrument.objects.filter(pk__in=ids).order_by("code")  # type: ignore[attr-defined]
        field.label_from_instance = _answered_by  # type: ignore[attr-defined]

    def show(self, refused: Refused) -> None:
        """Say what the action refused."""
        self.add_error(None, ValidationError(str(refused)))


def _answered_by(instrument: Instrument) -> str:
    who = codes.RESPONDENT.label(instrument.questionnaire.respondent)
    return f"{words.titled(instrument)} – {who} ({instrument.version})"

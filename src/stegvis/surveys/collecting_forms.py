"""Choosing how long the collection periods of an association are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.core.forms import CodeField
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

"""Ordering a report."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.core import periods
from stegvis.core.forms import CodeField
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association

KINDS = (
    # Translators: «Projektredovisning (årets insatser, ett kapitel var)»
    ("annual", _("Project report: a chapter an intervention")),
    # Translators: «Måluppfyllelse (bilagans tabell)»
    ("attainment", _("Goal attainment: the table of the annex")),
)
AUDIENCES = (
    # Translators: «Förbundet: små tal dolda där de kan peka ut någon»
    ("association", _("The association: small numbers hidden where they could point someone out")),
    # Translators: «Publik: kan publiceras»
    ("public", _("The public: may be published")),
    # Translators: «Insatsägaren: exakta siffror, får inte lämnas vidare»
    ("owner", _("The intervention's owner: exact figures, not to be passed on")),
)
LANGUAGES = (("sv", "Svenska"), ("en", "English"))


class OrderForm(forms.Form):
    """What report, of what, for whom."""

    kind = CodeField(label=_("Report"), choices=KINDS, widget=forms.RadioSelect, initial="annual")
    period = forms.CharField(
        label=_("Period"),
        max_length=40,
        help_text=_("Whole months, for example 2022, 2022-T1 or 2022-01..2022-08."),
        error_messages={"required": _("Write a period, for example 2022.")},
    )
    audience = CodeField(
        label=_("For whom"), choices=AUDIENCES, widget=forms.RadioSelect, initial="association"
    )
    interventions = forms.ModelMultipleChoiceField(
        label=_("Interventions"),
        queryset=Intervention.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to have all that were running in the period."),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    language = CodeField(
        label=_("Language of the report"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        association: Association,
        interventions: QuerySet[Intervention],
        may_be_exact: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_exact:
            audience = cast(CodeField, self.fields["audience"])
            audience.choices = [choice for choice in AUDIENCES if choice[0] != "owner"]
        self.association = association
        field = cast(forms.ModelMultipleChoiceField, self.fields["interventions"])
        field.queryset = interventions.order_by("name")

    def clean_period(self) -> str:
        """A period with a first and a last day, as it was written."""
        written = self.cleaned_data["period"].strip()
        try:
            period = periods.parse(written, interim=self.association.interim)
        except periods.PeriodError:
            period = None
        if not isinstance(period, periods.Period):
            raise forms.ValidationError(
                # Translators: «%(text)s» går inte att läsa som period. Skriv till exempel 2022.
                _("“%(text)s” cannot be read as a period. Write for example 2022 or 2022-T1."),
                params={"text": written},
            )
        return written

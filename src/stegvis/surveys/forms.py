"""Forms: a file to import, a short survey of an intervention's own, a plan, a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.forms import CodeField, DateField, WholeNumberField
from stegvis.interventions.forms import WeekCountsField
from stegvis.interventions.models import Intervention
from stegvis.surveys import words
from stegvis.surveys.actions.uses import LONGEST, Plan, Refused
from stegvis.surveys.choices import REASON
from stegvis.surveys.models import Instrument, InstrumentUse
from stegvis.surveys.xlsform import languages

LARGEST = 5 * 1024 * 1024


class ImportForm(forms.Form):
    """An XLSForm, and for whom it is."""

    # Translators: «Fil (.xlsx)»
    file = forms.FileField(label=_("File (.xlsx)"))
    where = forms.ChoiceField(
        # Translators: «Enkäten är till för»
        label=_("The survey is for"),
    )
    language = forms.ChoiceField(
        # Translators: «Språk på texter utan angivet språk»
        label=_("Language of texts that name none"),
        choices=lambda: list(languages.NAMES.items()),
        initial="sv",
    )

    def __init__(
        self, *args: Any, whole: bool, interventions: Iterable[Intervention], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.interventions = {each.slug: each for each in interventions}
        # Translators: «Hela förbundet»
        everywhere = [("", _("The whole association"))] if whole else []
        named = [(slug, each.name) for slug, each in self.interventions.items()]
        self.fields["where"].choices = [*everywhere, *named]  # type: ignore[attr-defined]
        self.fields["where"].required = not whole

    @property
    def intervention(self) -> Intervention | None:
        """The intervention it is for; None for the whole association."""
        return self.interventions.get(self.cleaned_data["where"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            # Translators: «Filen är större än %(limit)s MB. En enkät ryms i mindre än så.»
            message = _("The file is larger than %(limit)s MB. A survey takes less than that.")
            raise ValidationError(message, params={"limit": LARGEST // 1024 // 1024})
        if not file.name.lower().endswith(".xlsx"):
            # Translators: «Filen ska vara en arbetsbok som slutar på .xlsx.»
            raise ValidationError(_("The file must be a workbook whose name ends with .xlsx."))
        return file


class UseForm(forms.Form):
    """With which instrument an intervention asks, and when."""

    # Translators: «Enkät»
    instrument = forms.ModelChoiceField(
        label=_("Survey"), queryset=Instrument.objects.none(), empty_label="–"
    )
    # Translators: «Vid start»
    at_start = forms.BooleanField(label=_("At start"), required=False, initial=True)
    every_months = WholeNumberField(
        # Translators: «Var så många månader»
        label=_("Every so many months"),
        example="3",
        required=False,
        min_value=1,
        max_value=LONGEST,
    )
    # Translators: «Vid avslut»
    at_exit = forms.BooleanField(label=_("At exit"), required=False, initial=True)
    months_after = WeekCountsField(
        # Translators: «Månader efter avslutet»
        label=_("Months after the exit"),
        required=False,
        # Translators: «Till exempel 6, 12. Tomt betyder att ingen frågas efteråt.»
        help_text=_("For example 6, 12. Empty means that nobody is asked afterwards."),
    )
    shows_first = forms.BooleanField(
        # Translators: «Visa de första svaren när den sista enkäten besvaras»
        label=_("Show the first answers when the last survey is answered"),
        required=False,
        # Translators: «Det märks ut i resultatet, för det påverkar hur folk svarar.»
        help_text=_("The results say so, because it affects how people answer."),
    )
    # Translators: «Används från»
    used_from = DateField(label=_("Used from"), initial=clock.today)
    # Translators: «Används till»
    used_to = DateField(
        label=_("Used until"),
        required=False,
        # Translators: «Tomt betyder tills vidare.»
        help_text=_("Empty means until further notice."),
    )

    def __init__(self, *args: Any, instruments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["instrument"]
        field.queryset = instruments  # type: ignore[attr-defined]
        field.label_from_instance = _chosen  # type: ignore[attr-defined]

    @property
    def plan(self) -> Plan:
        """The plan as the action takes it."""
        said = {name: self.cleaned_data[name] for name in Plan.__dataclass_fields__}
        return Plan(**{**said, "months_after": tuple(said["months_after"])})

    def show(self, refused: Refused) -> None:
        """Say at its field what the action refused."""
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, str(refused.message))


def _chosen(instrument: Instrument) -> str:
    return f"{words.titled(instrument)} ({instrument.code} {instrument.version})"


def said_by(use: InstrumentUse) -> dict[str, Any]:
    """What a use says, as the form begins."""
    names = (*Plan.__dataclass_fields__, "instrument")
    return {name: getattr(use, name) for name in names}


class ReasonForm(forms.Form):
    """Why an occasion has no answer."""

    instrument = forms.IntegerField(widget=forms.HiddenInput)
    occasion = forms.CharField(widget=forms.HiddenInput)
    due_on = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    # Translators: «Varför inte?»
    reason = CodeField(label=_("Why not?"), choices=lambda: [("", "–"), *REASON.choices()])

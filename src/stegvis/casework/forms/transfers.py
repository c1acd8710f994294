"""Handing a participant over to another place."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.transfers import Transfer
from stegvis.casework.choices import changes as kinds
from stegvis.casework.forms.offers import site_label
from stegvis.casework.forms.plain import Plain
from stegvis.core import clock
from stegvis.core.forms import CodeField, DateField
from stegvis.interventions.models import Site

REASONS = ("successor", "new_agreement", "plan_continues", "closed_period", "own_request", "other")


class TransferForm(Plain):
    """Where to and from which day; the last day here is the one before."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    site = forms.ModelChoiceField(
        # Translators: «Till»
        label=_("To"),
        queryset=Site.objects.none(),
        empty_label="",
        # Translators: «Välj vart hon överförs.»
        error_messages={"required": _("Choose where to.")},
    )
    moves_on = DateField(
        # Translators: «Första dagen där»
        label=_("First day there"),
        # Translators: «Sista dagen här blir dagen före.»
        help_text=_("The last day here is the day before."),
    )
    # Translators: «Skäl»
    reason = CodeField(
        label=_("Reason"),
        choices=lambda: [
            ("", ""),
            *(choice for choice in kinds.REASON.choices() if choice[0] in REASONS),
        ],
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        kwargs["initial"] = {"moves_on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        site = cast(forms.ModelChoiceField, self.fields["site"])
        site.queryset = sites
        site.label_from_instance = site_label  # type: ignore[method-assign, assignment]

    def transfer(self) -> Transfer:
        """The transfer as the action takes it."""
        said = self.cleaned_data
        return Transfer(said["site"], said["moves_on"], said["reason"])

"""Recording a consent with its evidence, and withdrawing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.consents import Evidence
from stegvis.casework.choices import consents as choices
from stegvis.casework.forms.fields import with_blank
from stegvis.casework.forms.plain import Plain
from stegvis.casework.referral_pages import LABELS
from stegvis.core.forms import CodeField, DateField


class ConsentForm(Plain):
    """A consent that is signed on paper or electronically; there is no third way."""

    # Translators: «Samtycke till»
    kind = CodeField(label=_("Consent to"), choices=with_blank(choices.KIND))
    # Translators: «Gavs den»
    given_on = DateField(label=_("Given on"))
    valid_to = DateField(
        label=LABELS["valid_to"],
        required=False,
        # Translators: «Tomt: tills det återkallas; för sekretess ett år.»
        help_text=_("Empty: until it is withdrawn; for secrecy a year."),
    )
    # Translators: «Underskrift»
    how = CodeField(label=_("Signature"), choices=with_blank(choices.HOW))
    kept_at = CodeField(
        label=LABELS["kept_at"], choices=with_blank(choices.KEPT_AT), required=False
    )
    signature = forms.CharField(
        label=LABELS["signature"],
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def evidence(self) -> Evidence:
        """The evidence as the action takes it."""
        said = self.cleaned_data
        paper = said["how"] == choices.PAPER
        return Evidence(
            how=said["how"],
            kept_at=said["kept_at"] if paper else "",
            signature="" if paper else said["signature"].strip(),
            valid_to=said["valid_to"],
        )


class SecrecyForm(ConsentForm):
    """A consent to lift secrecy, of somebody who is referred."""

    kind = None  # type: ignore[assignment]


class WithdrawalForm(Plain):
    """From which day a consent no longer holds."""

    # Translators: «Återkallat den»
    on = DateField(label=_("Withdrawn on"))
    typed = forms.CharField(
        # Translators: «Skriv deltagarkoden för att bekräfta»
        label=_("Write the participant's code to confirm"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: object, for_ever: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not for_ever:
            del self.fields["typed"]

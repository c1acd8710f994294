"""Who someone is: names, identity number, how to reach her."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.casework import naming
from stegvis.casework.actions.identities import Details, NumberTaken
from stegvis.casework.forms.grouped import Group, Grouped
from stegvis.casework.models import Identity, Participant
from stegvis.core import clock, identity_numbers
from stegvis.core.identity_numbers import IdentityNumber

LABELS = {
    # Translators: «Förnamn»
    "first_name": _("First name"),
    # Translators: «Efternamn»
    "last_name": _("Last name"),
    # Translators: «Personnummer»
    "number": _("Identity number"),
    # Translators: «Telefon»
    "phone": _("Phone"),
    # Translators: «E-post»
    "email": _("E-mail"),
    # Translators: «Adress»
    "address": _("Address"),
    # Translators: «Kontaktperson»
    "contact": _("Contact person"),
    # Translators: «Namn i listor»
    "label": _("Name in lists"),
}
_TYPED = {"autocomplete": "off", "spellcheck": "false"}
_LINES = {**_TYPED, "cols": False}  # as wide as there is room for


class IdentityForm(Grouped):
    """All texts of an identity; none of them is required."""

    first_name = forms.CharField(
        label=LABELS["first_name"],
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=_TYPED),
    )
    last_name = forms.CharField(
        label=LABELS["last_name"],
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=_TYPED),
    )
    number = forms.CharField(
        label=LABELS["number"],
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**_TYPED, "class": "input--date"}),
        # Translators: «Personnummer, samordningsnummer eller regionens reservnummer.»
        help_text=_("Personal or coordination number, or a reserve number of the region."),
    )
    phone = forms.CharField(
        label=LABELS["phone"],
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**_TYPED, "inputmode": "tel", "class": "input--date"}),
    )
    email = forms.EmailField(
        label=LABELS["email"],
        required=False,
        widget=forms.TextInput(attrs={**_TYPED, "inputmode": "email"}),
        error_messages={
            # Translators: «Skriv en e-postadress, till exempel namn@exempel.se.»
            "invalid": _("Write an e-mail address, for example name@example.org."),
        },
    )
    address = forms.CharField(
        label=LABELS["address"],
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={**_LINES, "rows": 3}),
    )
    contact = forms.CharField(
        label=LABELS["contact"],
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={**_LINES, "rows": 2}),
        # Translators: «Någon annan att kontakta, och hur: till exempel en god man.»
        help_text=_("Someone else to reach, and how: a trustee, for example."),
    )
    label = forms.CharField(
        label=LABELS["label"],
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={**_TYPED, "class": "input--date"}),
        # Translators: «Högst 12 tecken. Lämna tomt för förnamn och initial.»
        help_text=_("At most 12 characters. Leave empty for first name and initial."),
    )
    groups = (
        # Translators: «Namn och nummer»
        Group(_("Name and number"), ("first_name", "last_name", "number")),
        # Translators: «Så nås deltagaren»
        Group(_("How to reach the participant"), ("phone", "email", "address", "contact")),
        # Translators: «I insatsens listor»
        Group(_("In the lists of the intervention"), ("label",)),
    )

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read: IdentityNumber | None = None
        if participant.protected:
            for name in ("address", "label"):
                del self.fields[name]

    def clean_number(self) -> str:
        """The number as it is written; what was read stands in `read`."""
        text = str(self.cleaned_data["number"])
        if not text.strip():
            return ""
        try:
            self.read = identity_numbers.parse(text, today=clock.today())
        except identity_numbers.NumberFault as fault:
            raise ValidationError(str(fault)) from None
        return self.read.written

    def clean_label(self) -> str:
        """A short name that is no number."""
        try:
            return naming.check_label(self.cleaned_data["label"], today=clock.today())
        except naming.LabelFault as fault:
            raise ValidationError(str(fault)) from None

    def store(
        self, act: Callable[[Details], Identity], *, taken: Callable[..., SafeString]
    ) -> bool:
        """Do `act` with what was written; a number that is taken is told at its field."""
        if not self.is_valid():
            return False
        said = {name: text for name, text in self.cleaned_data.items() if name != "number"}
        try:
            act(Details(**said, number=self.read))
        except NumberTaken as fault:
            self.add_error("number", taken(fault.participant))
            return False
        return True


def answers_of(identity: Identity | None) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    if identity is None:
        return {}
    said = identity.details
    return said | {"number": written(said.get("number", ""))}


def written(number: str) -> str:
    """A stored number as people read it."""
    return f"{number[:8]}-{number[8:]}" if number else ""

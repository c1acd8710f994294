"""Confirming that a record is to be stripped."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.forms.plain import Plain


class ProtectionForm(Plain):
    """Her code, typed once more."""

    code = forms.CharField(
        label=labels.FIELDS["participant_code"],
        max_length=40,
        # Translators: «Skriv koden en gång till för att visa att det är rätt person.»
        help_text=_("Write the code once more, to show that this is the right person."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def wrong_code(self) -> None:
        """Say that the code is not hers."""
        # Translators: «Det är inte den här deltagarens kod; ingenting har hänt.»
        self.add_error("code", _("That is not this participant's code; nothing has happened."))

"""The form of emergency access: whom, why, and that it is really she."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.access.forms import ProofForm
from stegvis.casework.actions.emergencies import SHORTEST_REASON


class EmergencyForm(ProofForm):
    """Whom, why, and the password or code of now."""

    code = forms.CharField(
        # Translators: «Deltagarens kod»
        label=_("The participant's code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        # Translators: «Varför behöver du det nu?»
        label=_("Why do you need it now?"),
        # Translators: «Minst 20 tecken. Den som ansvarar för insatsen läser det här.»
        help_text=_("Twenty characters at least. Whoever answers for the intervention reads it."),
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("code", "reason", "proof")

"""Forms of the entrance."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stegvis.access import invitations, proof
from stegvis.access.models import Invitation, User

# Translators: «Det var fel för många gånger. Vänta fem minuter och försök igen.»
TOO_OFTEN = _("That was wrong too many times. Wait five minutes and try again.")


class ProofField(forms.CharField):
    """Her password, or a code of her second factor."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            # Translators: «Ditt lösenord, eller koden i din app»
            label=_("Your password, or the code in your app"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            **kwargs,
        )


class ProofForm(forms.Form):
    """Asks whether it is still the same person."""

    proof = ProofField()

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_proof(self) -> str:
        said: str = self.cleaned_data["proof"]
        user = self.request.user
        assert isinstance(user, User)
        try:
            right = proof.proves(self.request, user, said)
        except proof.TooManyTries:
            raise ValidationError(TOO_OFTEN) from None
        if not right:
            # Translators: «Det stämde inte. Försök igen.»
            raise ValidationError(_("That was not right. Try again."))
        return said


class CodeForm(forms.Form):
    """The code of an invitation."""

    code = forms.CharField(
        # Translators: «Kod»
        label=_("Code"),
        max_length=60,
        # Translators: «Fem grupper om fem tecken. Stora och små bokstäver spelar ingen roll.»
        help_text=_("Five groups of five characters. Capital or small letters do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    invitation: Invitation

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        found = invitations.found(code, now=timezone.now())
        if found is None:
            raise ValidationError(
                # Translators: «Koden går inte att använda. Den kan vara felskriven, använd
                # eller för gammal. Be den som gav dig den om en ny.»
                _(
                    "The code cannot be used. It may be misspelt, used or too old. "
                    "Ask the one who gave it to you for a new one."
                )
            )
        self.invitation = found
        return code


class PasswordForm(forms.Form):
    """A password of one's own choice."""

    password = forms.CharField(
        # Translators: «Lösenord»
        label=_("Password"),
        strip=False,
        # Translators: «Minst tolv tecken. Några ord i rad är lätta att minnas.»
        help_text=_("Twelve characters at least. A few words in a row are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

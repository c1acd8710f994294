"""The form that invites someone or gives her another role."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Role
from stegvis.staffing.rights import Seat


def label(role: Role) -> str:
    """The role in the page's language."""
    return role.label_en if get_language() == "en" else role.label_sv


class InviteForm(forms.Form):
    """Who, and which role where; only what the one who asks may give is listed."""

    # Translators: «Namn»
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        # Translators: «E-postadress i tjänsten»
        label=_("E-mail address at work"),
    )
    # Translators: «Roll»
    seat = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {_key(seat): seat for seat in seats}
        listed = [(key, f"{label(seat.role)}: {seat.name}") for key, seat in self.seats.items()]
        self.fields["seat"].choices = [("", "–"), *listed]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Seat:
        """The chosen role at its place."""
        return self.seats[self.cleaned_data["seat"]]


def _key(seat: Seat) -> str:
    return "-".join(map(str, seat.key))

"""What is asked for each kind of change, and what the one who decides answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.changes import Proposal
from stegvis.casework.choices import changes as kinds
from stegvis.casework.forms.fields import DATE_HELP, with_blank
from stegvis.casework.forms.plain import Plain
from stegvis.casework.rules.changes import Asked
from stegvis.core import clock
from stegvis.core.forms import CodeField, DateField, DecimalField

LONGEST_TEXT = 1_000  # characters
# What each kind asks for; the rest is taken away.
FIELDS = {
    kinds.EXTEND: ("planned_end_on", "reason", "text"),
    kinds.PAUSE: ("effective_on", "until", "reason", "text"),
    kinds.RESUME: ("effective_on", "text"),
    kinds.INTENSITY: ("effective_on", "hours", "reason", "text"),
}


def text_field(label: Any, help_text: Any, *, required: bool = False) -> forms.CharField:
    """A few sentences that are sealed."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChangeForm(Plain):
    """One change of one kind; a day that lies ahead makes it a planned one."""

    # Translators: «Nytt planerat slut»
    planned_end_on = DateField(label=_("New planned end"), help_text=DATE_HELP)
    # Translators: «Från och med» / «Får ligga framåt i tiden.»
    effective_on = DateField(label=_("From and including"), help_text=_("May lie ahead."))
    # Translators: «Till och med» / «Lämna tomt om ingen vet ännu.»
    until = DateField(
        label=_("Until and including"),
        required=False,
        help_text=_("Leave empty when nobody knows yet."),
    )
    # Translators: «Timmar i veckan»
    hours = DecimalField(label=_("Hours a week"), example="20", min_value=0, max_value=80)
    # Translators: «Skäl»
    reason = CodeField(label=_("Reason"), choices=with_blank(kinds.REASON))
    text = text_field(
        # Translators: «Mer om varför»
        _("More about why"),
        # Translators: «Bara det som behövs. Läses av personalen och den som beslutar.»
        _("Only what is needed. Read by the staff and by the one who decides."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"effective_on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in self.fields.keys() - set(FIELDS[kind]):
            del self.fields[name]

    def proposal(self) -> Proposal:
        """The change as the action takes it."""
        said = self.cleaned_data
        asked = Asked(
            kind=self.kind,
            effective_on=said.get("effective_on") or clock.today(),
            planned_end_on=said.get("planned_end_on"),
            until=said.get("until"),
            hours=said.get("hours"),
        )
        return Proposal(asked, said.get("reason", ""), said.get("text", ""))


class DecisionForm(Plain):
    """What the one who decides writes to those who proposed."""

    text = text_field(
        # Translators: «Till den som föreslog»
        _("To the one who proposed"),
        # Translators: «Skriv varför, om förslaget avslås.»
        _("Write why, if the proposal is refused."),
    )

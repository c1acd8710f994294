"""The action plan: its goal, its steps, and ticking them off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.forms.plain import Plain, VersionField
from stegvis.core.forms import DateField

GOAL_LENGTH, STEP_LENGTH = 500, 200


class GoalForm(Plain):
    """Where she wants to be afterwards, and when it was agreed."""

    version = VersionField()
    goal = forms.CharField(
        # Translators: «Mål: dit deltagaren vill»
        label=_("Goal: where the participant wants to be"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=GOAL_LENGTH,
        # Translators: «Skriv med deltagarens egna ord. Högst 500 tecken.»
        help_text=_("In the participant's own words. At most 500 characters."),
        # Translators: «Skriv målet ni har kommit överens om.»
        error_messages={"required": _("Write the goal that you have agreed on.")},
    )
    # Translators: «Överenskommet den»
    agreed_on = DateField(label=_("Agreed on"))


class StepForm(Plain):
    """A step on the way, and when it shall be reached."""

    text = forms.CharField(
        # Translators: «Delmål»
        label=_("Part goal"),
        max_length=STEP_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        # Translators: «Skriv delmålet, till exempel: Vara på plats två förmiddagar i veckan.»
        error_messages={
            "required": _("Write the part goal, for example: Come in two mornings a week.")
        },
    )
    due_on = DateField(
        # Translators: «Ska vara nått den»
        label=_("To be reached by"),
        required=False,
        # Translators: «Kan vara tomt.»
        help_text=_("May be empty."),
    )


class TickForm(Plain):
    """The day on which a step was reached, written together with the participant."""

    # Translators: «Nått den»
    reached_on = DateField(label=_("Reached on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reached_on"].widget.attrs["class"] = "input--date"

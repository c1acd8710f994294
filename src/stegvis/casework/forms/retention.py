"""Deciding how long records are kept, keeping some longer, and erasing one person's."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.choices.retention import CLASS, LONGEST
from stegvis.casework.forms.plain import Plain
from stegvis.core.forms import CodeField, DateField, WholeNumberField
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Organisation

USUAL = 24  # months


def _document() -> forms.CharField:
    return forms.CharField(
        # Translators: «Beslut (dokumentets nummer)»
        label=_("Decision (number of the document)"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class OwnersForm(Plain):
    """A form about one of the owner organisations that the user decides for."""

    # Translators: «Insatsägare»
    owner = CodeField(label=_("Owner organisation"), choices=())

    def __init__(self, *args: Any, owners: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(each.pk), each.name) for each in owners]
        self.fields["owner"].choices = found  # type: ignore[attr-defined]
        if len(found) == 1:
            self.fields["owner"].initial = found[0][0]


class RuleForm(OwnersForm):
    """How many months records of a class are kept, and who decided it."""

    # Translators: «Vad regeln gäller»
    kind = CodeField(label=_("What the rule is about"), choices=CLASS.choices)
    months = WholeNumberField(
        # Translators: «Månader efter sista avslut»
        label=_("Months after the last exit"),
        min_value=1,
        max_value=LONGEST,
        initial=USUAL,
        example=str(USUAL),
    )
    document = _document()
    # Translators: «Beslutat den»
    decided_on = DateField(label=_("Decided on"))


class HoldForm(OwnersForm):
    """Which intervention's records are to stay, and why."""

    # Translators: «Insats»
    intervention = CodeField(label=_("Intervention"), choices=())
    document = _document()

    def __init__(self, *args: Any, interventions: Iterable[Intervention], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(each.pk), each.name) for each in interventions]
        self.fields["intervention"].choices = found  # type: ignore[attr-defined]


class PersonHoldForm(Plain):
    """Why one person's records are to stay."""

    document = _document()


class ErasureForm(Plain):
    """The decision, and her code once more."""

    document = _document()
    # Translators: «Beslutat den»
    decided_on = DateField(label=_("Decided on"))
    code = forms.CharField(
        label=labels.FIELDS["participant_code"],
        max_length=40,
        # Translators: «Skriv koden en gång till för att visa att det är rätt person.»
        help_text=_("Write the code once more, to show that this is the right person."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def wrong_code(self) -> None:
        """Say that the code is not hers."""
        # Translators: «Det är inte den här deltagarens kod; ingenting har hänt.»
        self.add_error("code", _("That is not this participant's code; nothing has happened."))

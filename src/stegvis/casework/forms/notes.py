"""Writing a note, and correcting one."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stegvis.casework.forms.plain import Plain
from stegvis.casework.models.notes import LONGEST
from stegvis.core.forms import DateField


class NoteForm(Plain):
    """A short text about one day."""

    # Translators: «Dag»
    day = DateField(label=_("Day"))
    text = forms.CharField(
        # Translators: «Anteckning»
        label=pgettext_lazy("about a participant", "Note"),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST}),
        # Translators: «Skriv anteckningen, eller gå tillbaka utan att spara.»
        error_messages={"required": _("Write the note, or go back without saving.")},
    )

"""Forms for a participation: registering it, ending it, correcting it."""

from stegvis.casework.forms.changes import CorrectionForm, ExitForm
from stegvis.casework.forms.grouped import Grouped
from stegvis.casework.forms.registration import RegistrationForm

__all__ = ["CorrectionForm", "ExitForm", "Grouped", "RegistrationForm"]

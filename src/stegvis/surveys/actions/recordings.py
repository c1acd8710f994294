"""Adding and removing recordings of a survey's texts, also of one that is in use."""

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.surveys import reach
from stegvis.surveys.models import Instrument, Recording
from stegvis.surveys.rules import recordings as rules


class Refused(Exception):
    """The file cannot be kept; the text says why."""


@transaction.atomic
def add(*, instrument: Instrument, file: str, sound: bytes, by: User) -> Recording:
    """Keep `sound` for the text that its file name says, instead of an earlier recording.

    Raises Refused for a name that no text has, for what is no sound, and for what is too large.
    """
    _permit(instrument, by)
    slot, kind = rules.slot_of(file, instrument.questionnaire), rules.kind_of(sound[:16])
    if slot is None:
        # Translators: «Ingen fråga och inget svar har det namnet. Se namnen i listan.»
        raise Refused(_("No question or answer has that name. See the names in the list."))
    if not kind:
        # Translators: «Filen är inget ljud som webbläsare spelar. Spara den som MP3 eller M4A.»
        raise Refused(_("The file is no sound that browsers play. Save it as MP3 or M4A."))
    if len(sound) > rules.LARGEST:
        # Translators: «Filen är större än 1 MB. Spara talet med lägre kvalitet.»
        raise Refused(_("The file is larger than 1 MB. Save the speech with lower quality."))
    kept, _created = Recording.objects.update_or_create(
        instrument=instrument, name=slot.name, defaults={"kind": kind, "sound": sound}
    )
    return kept


@transaction.atomic
def remove(*, instrument: Instrument, name: str, by: User) -> None:
    """Forget the recording with this name, if there is one."""
    _permit(instrument, by)
    Recording.objects.filter(instrument=instrument, name=name).delete()


def _permit(instrument: Instrument, by: User) -> None:
    if not reach.may_change(scope_of(by), instrument):
        raise PermissionError("This survey is not yours to change.")

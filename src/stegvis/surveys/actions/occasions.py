"""Writing down why an occasion has no answer, and taking it back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.models import Participation
from stegvis.surveys import due
from stegvis.surveys.choices import REASON
from stegvis.surveys.due import Measured
from stegvis.surveys.models import Instrument, NotAnswered
from stegvis.surveys.rules.occasions import Standing


class Refused(Exception):
    """Nothing can be written down of that occasion; the text says why."""


@transaction.atomic
def pass_by(
    *,
    participation: Participation,
    instrument: Instrument,
    occasion: str,
    due_on: date,
    reason: str,
    by: User,
    today: date,
) -> NotAnswered:
    """Say why there is no answer. Raises Refused when there is one, or no such occasion yet."""
    _permit(by, participation)
    if reason not in REASON:
        # Translators: «Välj varför enkäten inte besvarades.»
        raise Refused(_("Choose why the survey was not answered."))
    found = _found(participation, instrument, occasion, due_on, today=today)
    if found is None or found.occasion.standing in (Standing.ANSWERED, Standing.COMING):
        # Translators: «Det tillfället väntar inte på något svar.»
        raise Refused(_("That occasion is not waiting for an answer."))
    stored, _created = NotAnswered.objects.update_or_create(
        participation=participation,
        instrument=instrument,
        occasion=occasion,
        due_on=due_on,
        defaults={
            "association_id": participation.association_id,
            "reason": reason,
            "noted_by": by,
        },
    )
    return stored


@transaction.atomic
def take_back(
    *, participation: Participation, instrument: Instrument, occasion: str, by: User
) -> None:
    """Let the occasion wait again: all that was said of this kind of it for the instrument."""
    _permit(by, participation)
    NotAnswered.objects.filter(
        participation=participation, instrument=instrument, occasion=occasion
    ).delete()


def _found(
    participation: Participation, instrument: Instrument, occasion: str, day: date, *, today: date
) -> Measured | None:
    for each in due.occasions_of(participation, today=today):
        known = each.occasion.due
        if (each.use.instrument_id, known.occasion, known.due_on) == (instrument.pk, occasion, day):
            return each
    return None


def _permit(by: User, participation: Participation) -> None:
    if participation.site_id not in scope_of(by).places(Permission.REGISTER, "sites"):
        raise PermissionError("This participation is not yours to register.")

"""Opening a yearly round for staff, referrers, managers or the board, and ending it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.organisations.models import Association
from stegvis.surveys import reach
from stegvis.surveys.models import Instrument, YearlyRound

LONGEST = timedelta(days=183)
DAY = timedelta(days=1)


class Refused(Exception):
    """The round cannot be as it is said; the text says why."""


def suits(instrument: Instrument) -> bool:
    """Whether a group can answer it by one link: tied to nobody, and not for participants."""
    form = instrument.questionnaire
    return not form.linked and form.respondent != "participant" and not instrument.retired_at


@transaction.atomic
def open_round(
    *, association: Association, instrument: Instrument, opens_on: date, closes_on: date, by: User
) -> YearlyRound:
    """A round with a link of its own. Raises Refused for days or a form that cannot be."""
    _permit(association, by)
    if not (suits(instrument) and _is_open_to(instrument, association)):
        # Translators: «Välj en enkät utan koppling för personal, remittenter, chefer eller
        # styrelse.»
        raise Refused(_("Choose an unlinked survey for staff, referrers, managers or the board."))
    if not opens_on <= closes_on <= opens_on + LONGEST:
        # Translators: «En omgång är öppen minst en dag och högst ett halvår. Rätta dagarna.»
        raise Refused(_("A round is open for a day to half a year. Correct the days."))
    same = YearlyRound.objects.filter(association=association, instrument=instrument)
    if same.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).exists():
        # Translators: «Enkäten är redan öppen de dagarna.»
        raise Refused(_("The survey is already open on those days."))
    return YearlyRound.objects.create(
        association=association,
        instrument=instrument,
        opens_on=opens_on,
        closes_on=closes_on,
        opened_by=by,
    )


@transaction.atomic
def end(*, found: YearlyRound, by: User, today: date) -> None:
    """Let the link open nothing any more; a round that has not begun never was."""
    _permit(found.association, by)
    if found.opens_on >= today:
        found.delete()
    elif found.closes_on >= today:
        found.closes_on = today - DAY
        found.save(update_fields=["closes_on"])


def _is_open_to(instrument: Instrument, association: Association) -> bool:
    mine = Instrument.objects.open_to(association).filter(intervention=None)
    return mine.filter(pk=instrument.pk).exists()


def _permit(association: Association, by: User) -> None:
    if not reach.keeps(scope_of(by), association):
        raise PermissionError("The association's office opens its yearly rounds.")

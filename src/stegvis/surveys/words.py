"""Instruments and occasions in the reader's words."""

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from stegvis.core import codes
from stegvis.surveys.models import Instrument, InstrumentUse
from stegvis.surveys.rules.occasions import EXIT, FOLLOW_UP, ONGOING, START, Due, Standing
from stegvis.surveys.rules.questionnaire import said_in

STANDINGS = {
    # Translators: «kommer»
    Standing.COMING: gettext_lazy("to come"),
    # Translators: «kan besvaras nu»
    Standing.OPEN: gettext_lazy("can be answered now"),
    # Translators: «försenad»
    Standing.LATE: gettext_lazy("late"),
    # Translators: «besvarad»
    Standing.ANSWERED: gettext_lazy("answered"),
    # Translators: «inte besvarad»
    Standing.PASSED: gettext_lazy("not answered"),
    # Translators: «blev inte av»
    Standing.MISSED: gettext_lazy("was not made"),
}
TONES = {Standing.ANSWERED: "done", Standing.LATE: "late"}


def titled(instrument: Instrument) -> str:
    """The title of an instrument in the language of the page."""
    return said_in(instrument.questionnaire.title, get_language() or "sv")


def occasion(due: Due) -> str:
    """Which occasion it is: «Vid start», «Efter 3 månader», «6 månader efter avslutet»."""
    if due.occasion == ONGOING:
        # Translators: «Efter %(count)s månad» / «Efter %(count)s månader»
        text = ngettext("After %(count)s month", "After %(count)s months", due.months)
        return text % {"count": due.months}
    if due.occasion == FOLLOW_UP:
        # Translators: «%(count)s månad efter avslutet» / «%(count)s månader efter avslutet»
        text = ngettext(
            "%(count)s month after the exit", "%(count)s months after the exit", due.months
        )
        return text % {"count": due.months}
    return {START: codes.OCCASION.label(START), EXIT: codes.OCCASION.label(EXIT)}[due.occasion]


def planned(use: InstrumentUse) -> str:
    """When an instrument is asked: «vid start, var 3:e månad, vid avslut, 6 månader efter»."""
    parts = []
    if use.at_start:
        # Translators: «vid start»
        parts.append(_("at start"))
    if use.every_months:
        # Translators: «var %(count)s:e månad»
        parts.append(_("every %(count)s months") % {"count": use.every_months})
    if use.at_exit:
        # Translators: «vid avslut»
        parts.append(_("at exit"))
    # Translators: «%(count)s månader efter»
    after = _("%(count)s months after")
    parts += [after % {"count": months} for months in use.months_after]
    return ", ".join(parts)

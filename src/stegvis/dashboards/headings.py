"""Headings that say what the page found."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.core import numbers
from stegvis.dashboards.tiles import Earlier
from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers
from stegvis.reports.sections.bound import Bound, Sentence, sentence

CURRENT = "participations.current"


def enrolled(now: Answers, before: Earlier, *, place: str = WHOLE) -> Sentence:
    """How many take part, and how that differs from the same months of the year before."""
    current = now.of(CURRENT, place=place).count()
    if current.is_hidden:
        # Translators: «För få deltar för att antalet ska visas»
        return sentence(_("Too few take part for their number to be shown"))
    told = sentence(
        ngettext("{current} participation", "{current} participations", int(current.value or 0)),
        current=current,
    )
    if not before:
        return told
    period, earlier = before[-1]
    return _compared(
        told, current, earlier.of(CURRENT, place=place).count(), labels.short_period(period)
    )


def _compared(told: Sentence, now: Bound, earlier: Bound, period: str) -> Sentence:
    if not earlier.value:
        return told
    change = int((now.value or 0) - earlier.value)
    if not change:
        # Translators: «{told}, lika många som {period}»
        return sentence(_("{told}, as many as in {period}"), told=told, period=period)
    # Translators: «{told}, {change} fler än {period}» / «{told}, {change} färre än {period}»
    pattern = (
        _("{told}, {change} more than in {period}")
        if change > 0
        else _("{told}, {change} fewer than in {period}")
    )
    written = numbers.number(abs(change), language=labels.language())
    return sentence(pattern, told=told, change=written, period=period)

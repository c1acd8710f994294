"""Registrations that wait: a planned end that comes or has passed, answers that are missing."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework import pages, queries
from stegvis.casework.models import Participation
from stegvis.casework.panels.parts import Desk, Task

CONSULTATION = "consultation"
# A planned end stands on the start page two weeks ahead, while there is time to extend.
NOTICE = timedelta(weeks=2)
# What is asked at the start or the exit should be answered within a month.
ANSWERED_WITHIN = timedelta(days=30)
# January belongs to the report round of the year before.
REPORT_ROUND = timedelta(days=31)


def tasks(desk: Desk) -> Iterator[Task]:
    """Planned ends and missing answers of those who take part or ended in the report year."""
    ends = Q(ended_on=None, planned_end_on__lte=desk.today + NOTICE) & ~Q(kind=CONSULTATION)
    unanswered = queries.incomplete() & _asked(desk.today)
    for row in queries.shown(desk.participations.filter(ends | unanswered)):
        yield from _end(row, desk)
        yield from _answers(row, desk)


def _asked(today: date) -> Q:
    """Those whose answers are still wanted: the running, and exits of the year reported on."""
    first = date((today - REPORT_ROUND).year, 1, 1)
    return Q(ended_on=None, started_on__lte=today) | Q(ended_on__gte=first)


def _end(row: Participation, desk: Desk) -> Iterator[Task]:
    due_on = row.planned_end_on
    if due_on and not row.ended_on and due_on <= desk.today + NOTICE and row.kind != CONSULTATION:
        # Translators: «Planerat slut: avsluta eller förläng»
        label = _("Planned end: end or extend")
        yield Task(due_on, label, desk.place.url("participation", row.pk), row)


def _answers(row: Participation, desk: Desk) -> Iterator[Task]:
    if row.started_on > desk.today or not (count := len(pages.missing(row))):
        return
    # Translators: «%(count)s svar saknas» (en och flera)
    text = ngettext("%(count)s answer is missing", "%(count)s answers are missing", count)
    due_on = (row.ended_on or row.started_on) + ANSWERED_WITHIN
    yield Task(due_on, text % {"count": count}, desk.place.url("correct", row.pk), row)

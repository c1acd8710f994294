"""Registrations that wait: a planned end that comes or has passed, answers that are missing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework import pages, queries
from stegvis.casework.models import Participation
from stegvis.casework.panels.parts import Desk, Task

# A planned end stands on the start page two weeks ahead, while there is time to extend.
NOTICE = timedelta(weeks=2)
# What is asked at the start or the exit should be answered within a month.
ANSWERED_WITHIN = timedelta(days=30)
# January belongs to the report round of the year before.
REPORT_ROUND = timedelta(days=31)


def tasks(desk: Desk) -> Iterator[Task]:
    """Planned ends and missing answers of those who take part or ended in the report year."""
    yield from _ends(desk)
    yield from _answers(desk)


def _ends(desk: Desk) -> Iterator[Task]:
    rows = desk.participations.filter(ended_on=None, planned_end_on__lte=desk.today + NOTICE)
    for row in queries.shown(rows.exclude(kind="consultation")):
        if row.planned_end_on:
            # Translators: «Planerat slut: avsluta eller förläng»
            label = _("Planned end: end or extend")
            yield Task(row.planned_end_on, label, desk.place.url("participation", row.pk), row)


def _answers(desk: Desk) -> Iterator[Task]:
    first = date((desk.today - REPORT_ROUND).year, 1, 1)
    open_or_recent = Q(ended_on=None, started_on__lte=desk.today) | Q(ended_on__gte=first)
    for row in queries.shown(desk.participations.filter(queries.incomplete(), open_or_recent)):
        yield Task(_due(row), _label(row), desk.place.url("correct", row.pk), row)


def _due(row: Participation) -> date:
    return (row.ended_on or row.started_on) + ANSWERED_WITHIN


def _label(row: Participation) -> Any:
    count = len(pages.missing(row))
    # Translators: «%(count)s svar saknas» (en och flera)
    text = ngettext("%(count)s answer is missing", "%(count)s answers are missing", count)
    return text % {"count": count}

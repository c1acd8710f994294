"""The worker's part: make an ordered report, under the context and rights of who ordered it."""

import logging

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.core import clock
from stegvis.core.connections import own_connections
from stegvis.measures.faults import QuestionFault
from stegvis.reports import files
from stegvis.reports.actions.orders import MAKE, NotAllowed, check_right
from stegvis.reports.build import Made, make
from stegvis.reports.models import Report
from stegvis.reports.rendering import render
from stegvis.reports.request import ReportFault, Request, period_of

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""A report whose worker dies is begun again so often; one that kills its worker is given up."""

BUILT = 40
"""Per cent done when the document is built and its files remain."""


@app.task(name=MAKE, queue="reports")
@own_connections()
def make_report(*, report_id: int) -> None:
    """Make the report with this id; how far it has come and why it stopped stand in its row."""
    report = Report.objects.select_related("association", "ordered_by").get(pk=report_id)
    with translation.override(report.language):
        if report.tries >= MOST_TRIES:
            _say(report, state="failed", problem=_("The report could not be made."))
            return
        _say(report, tries=report.tries + 1)
        try:
            _make(report)
        except (ReportFault, QuestionFault, NotAllowed) as fault:
            _say(report, state="failed", problem=str(fault)[:400])
        except Exception:
            _say(report, state="failed", problem=_("The report could not be made."))
            raise


def _make(report: Report) -> None:
    _say(report, state="running", step=_("Computing the figures"), done_percent=5)
    made = _computed(report)
    folder = files.new_folder()
    for place, suffix in enumerate(files.FORMATS):
        done = BUILT + (100 - BUILT) * place // len(files.FORMATS)
        step = _("Writing %(format)s") % {"format": suffix.upper()}
        _say(report, folder=folder, step=step, done_percent=done)
        to = files.file_of(folder, suffix)
        render(made.document, to=to, cache_in=files.charts())
        files.close(to)
    _say(
        report,
        state="ready",
        step="",
        done_percent=100,
        data_version=made.data_version,
        ready_at=timezone.now(),
    )


def _computed(report: Report) -> Made:
    """The report, read in one transaction under the context of who ordered the report."""
    user = report.ordered_by
    if user is None:
        raise NotAllowed(_("Nobody is known to have ordered the report."))
    interventions = tuple(report.interventions.all())
    check_right(
        association=report.association,
        audience=report.audience,
        interventions=interventions,
        by=user,
    )
    with acting(scope_of(user)):
        return make(_request(report, tuple(one.slug for one in interventions)))


def _request(report: Report, interventions: tuple[str, ...]) -> Request:
    return Request(
        report.kind,
        report.association.slug,
        period_of(report.period, interim=report.association.interim),
        today=clock.today(),
        audience=report.audience,
        interventions=interventions,
        language=report.language,
    )


def _say(report: Report, **changes: object) -> None:
    """Store at once, so that the page that waits can show it."""
    Report.objects.filter(pk=report.pk).update(**changes)

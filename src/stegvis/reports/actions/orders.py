"""Ordering a report: it is made by the worker, and checked again there."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.core import clock
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association
from stegvis.reports.models import Report
from stegvis.reports.request import Request, period_of

MAKE = "make_report"
"""The name of the job; it is called by name so that web processes need not load what it needs."""


class NotAllowed(Exception):
    """The user may not have this report; the message says what is missing."""


def order(
    *,
    association: Association,
    kind: str,
    period: str,
    audience: str,
    interventions: Iterable[Intervention],
    by: User,
    language: str = "",
) -> Report:
    """Store the order and hand it to the worker, in one transaction.

    Raises ReportFault for what cannot be made, NotAllowed for what `by` may not have.
    """
    chosen = tuple(interventions)
    spoken = language or get_language() or "sv"
    check_right(association=association, audience=audience, interventions=chosen, by=by)
    Request(
        kind,
        association.slug,
        period_of(period, interim=association.interim),
        today=clock.today(),
        audience=audience,
        interventions=tuple(one.slug for one in chosen),
        language=spoken,
    )
    with transaction.atomic():
        report = Report.objects.create(
            association=association,
            kind=kind,
            period=period,
            audience=audience,
            language=spoken,
            ordered_by=by,
        )
        report.interventions.set(chosen)
        app.configure_task(MAKE, allow_unknown=True).defer(report_id=report.pk)
    return report


def check_right(
    *, association: Association, audience: str, interventions: Iterable[Intervention], by: User
) -> None:
    """Raise NotAllowed unless `by` may have this report now.

    Exact figures are for those who see every person behind them: a report for the owner asks for
    the right to persons at all sites of its interventions.
    """
    scope = scope_of(by)
    if not scope.permits(Permission.ORDER_REPORTS, association=association.pk):
        raise NotAllowed(
            _("You may not order reports for %(association)s.") % {"association": association.name}
        )
    if audience != "owner":
        return
    sites = Site.objects.filter(intervention__in=[one.pk for one in interventions])
    if set(sites.values_list("pk", flat=True)) - scope.sites_with_persons:
        raise NotAllowed(
            _("Exact figures are only for those who are responsible for all its sites.")
        )

"""The transfer sheet for the national system, for the association's own office."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission, PlaceKind
from stegvis.access.rules import allow
from stegvis.core import clock, periods
from stegvis.dashboards import national_return as values
from stegvis.dashboards.audience import OFFICE
from stegvis.dashboards.views.refusal import cannot_tell
from stegvis.measures.faults import QuestionFault
from stegvis.organisations.place import Place, place_of
from stegvis.reports.request import ReportFault


@allow(Permission.ORDER_REPORTS)
@require_safe
def national_return(request: Request, association: str) -> HttpResponse:
    """A year's numbers, in the order in which they are keyed; 404 but for the office."""
    place = place_of(request, association)
    if not is_office(request, place):
        raise Http404
    year = place.period.last.year
    period = periods.parse(str(year))
    assert isinstance(period, periods.Period)
    try:
        sheet = values.sheet(replace(place, period=period), year=year, audience=OFFICE)
    except (ReportFault, QuestionFault) as fault:
        return cannot_tell(request, fault)
    context = {
        "sheet": sheet,
        "reminders": values.reminders(today=clock.today()),
        "preliminary": period.last > clock.today(),
    }
    return render(request, "dashboards/national_return.html", context)


def is_office(request: Request, place: Place) -> bool:
    """Whether the reader orders reports for the association as a whole."""
    return any(
        PlaceKind.ASSOCIATION in reach.role.places
        and Permission.ORDER_REPORTS in reach.role.permissions
        and place.association.pk in reach.associations
        for reach in request.scope.reaches
    )

"""How a figure was computed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stegvis.access import readlog
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.dashboards import asking, explained, rows
from stegvis.dashboards.asked import INTERVENTION, Asked, asked_of
from stegvis.dashboards.audience import OWNER, audience_of
from stegvis.dashboards.views.refusal import cannot_tell
from stegvis.measures.faults import QuestionFault
from stegvis.measures.measure import Rows
from stegvis.organisations.place import Place, place_of
from stegvis.reports.request import ReportFault


@allow(Permission.SEE_FIGURES)
@require_safe
def figure(request: Request, association: str, measure: str) -> HttpResponse:
    """The definition, the period, numerator and denominator, what is left out, the version."""
    place = place_of(request, association)
    asked = asked_of(request, place, measure)
    about = [asked.about] if asked.about else []
    audience = audience_of(request.scope, place.association, about)
    try:
        told = asking.tell(
            place, audience=audience, interventions=asked.interventions, asks=asked.asks
        )
    except (ReportFault, QuestionFault) as fault:
        return cannot_tell(request, fault)
    context = {
        "figure": explained.explained(asked, told.answers, place),
        "about": asked.about,
        "may_see_overview": request.scope.permits(
            Permission.SEE_REPORTS, association=place.association.pk
        ),
        "preliminary": told.request.is_preliminary,
        "data_version": told.answers.data_version,
        "computed_at": timezone.now(),
        "rows": _rows(request, place, asked) if audience == OWNER else None,
    }
    template = "dashboards/figure.html"
    return render(request, f"{template}#explained" if request.htmx else template, context)


def _rows(request: Request, place: Place, asked: Asked) -> list[rows.Row] | None:
    """The rows, once it is logged that they were opened; forms have none."""
    if asked.about is None or asked.measure.rows is not Rows.PARTICIPATIONS:
        return None
    reader = readlog.Reader(user_id=request.user.pk)
    readlog.record(reader, action="figure.rows", kind=INTERVENTION, ids=[asked.about.pk])
    return rows.rows(asked.question(place), group=asked.group, today=clock.today())

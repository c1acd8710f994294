"""How a figure was computed."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stegvis.access import readlog
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.dashboards import asking, explained, rows
from stegvis.dashboards.audience import OWNER, audience_of
from stegvis.dashboards.views.refusal import cannot_tell
from stegvis.interventions.models import Intervention
from stegvis.measures import definitions
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.faults import QuestionFault, UnknownMeasure
from stegvis.measures.measure import Measure, Rows
from stegvis.measures.question import Question
from stegvis.organisations.place import Place, place_of
from stegvis.reports.answers import WHOLE, with_totals
from stegvis.reports.request import ReportFault

INTERVENTION = "intervention"


@allow(Permission.SEE_FIGURES)
@require_safe
def figure(request: Request, association: str, measure: str) -> HttpResponse:
    """The definition, the period, numerator and denominator, what is left out, the version."""
    place = place_of(request, association)
    try:
        meant = definitions.find(measure)
    except UnknownMeasure:
        raise Http404 from None
    about = _about(request, place)
    audience = audience_of(request.scope, place.association, [about] if about else [])
    group = {code: request.GET[code] for code in DIMENSIONS if code in request.GET}
    group.pop(INTERVENTION, None)
    slug = about.slug if about else WHOLE
    try:
        told = asking.tell(
            place,
            audience=audience,
            interventions=(slug,) if about else (),
            asks=lambda *_catalogue: [one.at(slug) for one in with_totals(measure, *group)],
        )
    except (ReportFault, QuestionFault) as fault:
        return cannot_tell(request, fault)
    context = {
        "figure": explained.explained(
            meant,
            told.answers.of(measure, *group, place=slug),
            told.answers,
            group=group,
            place=about.name if about else place.name,
            days=(place.period.first, place.period.last),
        ),
        "about": about,
        "may_see_overview": request.scope.permits(
            Permission.SEE_REPORTS, association=place.association.pk
        ),
        "audience": audience,
        "data_version": told.answers.data_version,
        "computed_at": timezone.now(),
        "rows": _rows(request, place, meant, about, group) if audience == OWNER else None,
    }
    template = "dashboards/figure.html"
    return render(request, f"{template}#explained" if request.htmx else template, context)


def _about(request: Request, place: Place) -> Intervention | None:
    slug = request.GET.get(INTERVENTION, "")
    if not slug:
        return None
    reached = Intervention.objects.visible_to(request.user)
    return get_object_or_404(reached, association=place.association, slug=slug)


def _rows(
    request: Request,
    place: Place,
    measure: Measure,
    about: Intervention | None,
    group: dict[str, str],
) -> list[rows.Row] | None:
    """The rows, once it is logged that they were opened; forms have none."""
    if about is None or measure.rows is not Rows.PARTICIPATIONS:
        return None
    reader = readlog.Reader(user_id=request.user.pk)
    readlog.record(reader, action="figure.rows", kind=INTERVENTION, ids=[about.pk])
    question = Question(
        measure.code, place.slug, place.period, interventions=(about.slug,), by=tuple(group)
    )
    return rows.rows(question, group=group, today=clock.today())

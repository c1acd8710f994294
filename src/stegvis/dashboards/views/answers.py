"""What the participants of one intervention have answered: change and distribution by question."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.dashboards import asking
from stegvis.dashboards.audience import OWNER, audience_of
from stegvis.interventions.models import Intervention
from stegvis.measures.faults import QuestionFault
from stegvis.organisations.place import Place, place_of
from stegvis.reports import labels
from stegvis.reports.answers import Answers, Ask
from stegvis.reports.queries import Contents
from stegvis.reports.request import ReportFault
from stegvis.reports.request import Request as Asked
from stegvis.reports.sections import experience, ratings
from stegvis.reports.sections.questions import ITEM
from stegvis.reports.sections.ratings import Level
from stegvis.reports.times import Times


@allow(Permission.SEE_INTERVENTIONS)
@require_safe
def answers(request: Request, association: str, intervention: str) -> HttpResponse:
    """Each survey with its change from first to last answer; nothing about single persons."""
    place = place_of(request, association)
    reached = Intervention.objects.visible_to(request.user)
    found = get_object_or_404(reached, association=place.association, slug=intervention)
    audience = audience_of(request.scope, place.association, [found])
    context = {"intervention": found, "audience": audience, **_told(place, found, audience)}
    return render(request, "dashboards/answers.html", context)


def _told(place: Place, found: Intervention, audience: str) -> dict[str, object]:
    level = Level.FULL if audience == OWNER else Level.BY_ITEM

    def asks(_contents: Contents, _asked: Asked, _times: Times) -> Iterable[Ask]:
        spread = Ask(experience.DISTRIBUTION, (ITEM, experience.ANSWER))
        return (*ratings.asks(level), *experience.asks(level), spread)

    try:
        told = asking.tell(
            place,
            audience=audience,
            interventions=(found.slug,),
            asks=asks,
            compared=(*ratings.compared(level), *experience.compared(level)),
            years=1,
        )
    except (ReportFault, QuestionFault) as fault:
        return {"why": str(fault)}
    known, asked = _beside(told), told.contents.asked
    topics = (ratings.ratings(known, asked), experience.experience(known, asked))
    return {
        "topics": [each for each in topics if each],
        "preliminary": told.request.is_preliminary,
    }


def _beside(told: asking.Told) -> Answers:
    """The answers with those of the year before beside them."""
    ((period, earlier),) = told.before
    return replace(told.answers, earlier=earlier, earlier_name=labels.short_period(period))

"""One intervention: what it is, what is agreed, and its figures."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.dashboards import afterwards, asking, headings, tiles
from stegvis.dashboards.audience import audience_of
from stegvis.interventions import pages as catalogue
from stegvis.interventions.models import Intervention
from stegvis.measures.faults import QuestionFault
from stegvis.organisations.place import Place, place_of
from stegvis.reports.answers import Ask
from stegvis.reports.queries import Contents
from stegvis.reports.request import ReportFault
from stegvis.reports.request import Request as Asked
from stegvis.reports.sections import chapter
from stegvis.reports.sections.ratings import Level
from stegvis.reports.times import Times

YEARS = 4


@allow(Permission.SEE_INTERVENTIONS)
@require_safe
def intervention(request: Request, association: str, intervention: str) -> HttpResponse:
    """The facts always; the figures when the period has any that may be shown."""
    place = place_of(request, association)
    reached = Intervention.objects.visible_to(request.user).select_related("owner", "part_of")
    found = get_object_or_404(reached, association=place.association, slug=intervention)
    audience = audience_of(request.scope, place.association, [found])
    context = {
        "facts": catalogue.facts(found, on=clock.today()),
        "audience": audience,
        **_figures(place, found, audience),
    }
    return render(request, "dashboards/intervention.html", context)


def _figures(place: Place, found: Intervention, audience: str) -> dict[str, object]:
    slug = found.slug
    key_figures = tiles.asks(tiles.TILES, place=slug)

    def asks(contents: Contents, asked: Asked, times: Times) -> Iterable[Ask]:
        return (
            *key_figures,
            *chapter.asks(contents.chapters[0], asked, times, level=Level.UNDIVIDED),
            *afterwards.asks(slug),
        )

    try:
        told = asking.tell(
            place,
            audience=audience,
            interventions=(slug,),
            asks=asks,
            compared=key_figures,
            years=YEARS,
        )
    except (ReportFault, QuestionFault) as fault:
        return {"why": str(fault)}
    about = told.contents.chapters[0]
    page = chapter.page(about, told.answers, told.request, told.contents.asked_by(about))
    later = afterwards.sentences(told.answers, place=slug)
    if not page.topics:
        return {"preliminary": told.request.is_preliminary, "afterwards": later}
    return {
        "heading": headings.enrolled(told.answers, told.before, place=slug),
        "tiles": tiles.tiles(tiles.TILES, told.answers, told.before, place=slug),
        "topics": page.topics,
        "afterwards": later,
        "preliminary": told.request.is_preliminary,
    }

"""The association at a glance, for its office and its board."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.dashboards import asking, flows, headings, national_return, tiles
from stegvis.dashboards.audience import audience_of
from stegvis.dashboards.views.national_return import is_office
from stegvis.dashboards.views.refusal import cannot_tell
from stegvis.measures.faults import QuestionFault
from stegvis.organisations.place import place_of
from stegvis.reports.answers import Ask
from stegvis.reports.queries import Contents
from stegvis.reports.request import ReportFault
from stegvis.reports.request import Request as Asked
from stegvis.reports.sections import movement, ratings
from stegvis.reports.sections import overview as sections
from stegvis.reports.sections.tables import Table
from stegvis.reports.times import Times

YEARS = 4  # earlier years that the tiles' lines begin with


def asks(_contents: Contents, _asked: Asked, times: Times) -> Iterable[Ask]:
    """What the page needs to know of the association."""
    return (
        *tiles.asks(tiles.TILES),
        *movement.asks(times),
        *sections.BY_INTERVENTION,
        *ratings.asks(ratings.Level.UNDIVIDED),
        *flows.ASKS,
    )


def _linked(told: asking.Told) -> Table:
    """The report's table of interventions, each row leading to the page of its own."""
    chapters = [one for one in told.contents.chapters if one.is_individual]
    table = sections.table(told.answers, chapters)
    rows = zip(table.rows, chapters, strict=True)
    return replace(table, rows=tuple(replace(row, link=one.slug) for row, one in rows))


@allow(Permission.SEE_REPORTS)
@require_safe
def overview(request: Request, association: str) -> HttpResponse:
    """At most six tiles, in and out by month, from referrer to next step, every intervention."""
    place = place_of(request, association)
    audience = audience_of(request.scope, place.association)
    compared = tiles.asks(tiles.TILES)
    try:
        told = asking.tell(place, audience=audience, asks=asks, compared=compared, years=YEARS)
    except (ReportFault, QuestionFault) as fault:
        return cannot_tell(request, fault)
    context = {
        "heading": headings.enrolled(told.answers, told.before),
        "tiles": tiles.tiles(tiles.TILES, told.answers, told.before),
        "moves": movement.in_and_out(told.answers),
        "flows": flows.flows(told.answers),
        "said": ratings.ratings(told.answers, told.contents.asked),
        "interventions": _linked(told),
        "preliminary": told.request.is_preliminary,
        "audience": audience,
        "is_office": is_office(request, place),
    }
    if context["is_office"]:
        context["reminders"] = national_return.reminders(today=clock.today())
    return render(request, "dashboards/overview.html", context)

"""Associations compared by suppressed aggregates, for the national analyst."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.core.periods import Period
from stegvis.dashboards import comparison as values
from stegvis.organisations.models import Association

YEARS = 8  # the latest that are over
ON_A_PAGE = 25


@allow(Permission.COMPARE_ASSOCIATIONS)
@require_safe
def comparison(request: Request) -> HttpResponse:
    """Every association that the reader compares, for one whole year that is over."""
    latest = clock.today().year - 1
    years = range(latest, latest - YEARS, -1)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else latest
    reached = request.scope.places(Permission.COMPARE_ASSOCIATIONS, "associations")
    found = Association.objects.filter(pk__in=reached).order_by("name")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = values.compared(page, period=Period(date(year, 1, 1), date(year, 12, 31)))
    context = {
        "year": year,
        "years": years,
        "lines": lines,
        "page": page,
        "has_hidden": any(line.has_hidden for line in lines),
    }
    return render(request, "dashboards/comparison.html", context)

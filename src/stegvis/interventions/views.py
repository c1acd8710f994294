"""The catalogue of interventions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.interventions import pages, queries
from stegvis.interventions.models import Intervention
from stegvis.interventions.tables import InterventionTable
from stegvis.organisations.place import place_of


@allow(Permission.SEE_INTERVENTIONS)
@require_safe
def interventions(request: Request, association: str) -> HttpResponse:
    """The interventions of the period that the reader holds a role for."""
    place = place_of(request, association)
    reached = Intervention.objects.visible_to(request.user).filter(association=place.association)
    running = reached.filter(queries.running_in(place.period))
    table = InterventionTable(queries.listed(running, on=place.period.last), place=place)
    counts = pages.counted(running, on=clock.today())
    context = {"table": table.configured(request), "counts": counts, "total": sum(counts.values())}
    return render(request, "interventions/index.html", context)

"""What the pages of instruments do first: find what the user may see and change."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from stegvis.access.request import Request
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place
from stegvis.surveys import reach
from stegvis.surveys.models import Instrument


def seen(request: Request, place: Place) -> QuerySet[Instrument]:
    """What the reader may see.

    The shipped, the association's, and the own ones of interventions that she sees.
    """
    mine = Intervention.objects.visible_to(request.user).filter(association=place.association)
    open_to = Instrument.objects.open_to(place.association)
    return open_to.filter(Q(intervention=None) | Q(intervention__in=mine)).select_related(
        "association", "intervention__owner"
    )


def one(request: Request, place: Place, pk: int) -> Instrument:
    """One of them; 404 for any other."""
    return get_object_or_404(seen(request, place), pk=pk)


def planned(request: Request, place: Place) -> list[Intervention]:
    """The interventions with whose surveys the reader decides."""
    mine = Intervention.objects.visible_to(request.user).filter(association=place.association)
    return [each for each in mine.order_by("name") if reach.plans(request.scope, each)]


def one_planned(request: Request, place: Place, slug: str) -> Intervention:
    """One of them; 404 for any other."""
    mine = Intervention.objects.visible_to(request.user).filter(association=place.association)
    found = get_object_or_404(mine.select_related("owner"), slug=slug)
    if not reach.plans(request.scope, found):
        raise Http404
    return found

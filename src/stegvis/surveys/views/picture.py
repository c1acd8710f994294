"""A participant's own change, to look at together."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.views.reading import one, record_reading
from stegvis.organisations.place import place_of
from stegvis.surveys.histories import history
from stegvis.surveys.picture import picture


@allow(Permission.SEE_PERSONS)
@require_safe
def change_over_time(request: Request, association: str, pk: int) -> HttpResponse:
    """First and later answers item by item, as pictures and as a table; fits one sheet of paper."""
    place = place_of(request, association)
    found = one(request, place, pk)
    told = history(found, by=request.user)
    record_reading(request, "measurements.picture", told.participations)
    context = {
        "participation": found,
        "names": naming.names_of([found.participant], by=request.user),
        "picture": picture(told),
    }
    return render(request, "surveys/picture/index.html", context)

"""The measurements of one participation: what is due, answered, or not answered because."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.models import Participation
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import pages
from stegvis.surveys.actions import occasions as actions
from stegvis.surveys.forms import ReasonForm
from stegvis.surveys.models import Instrument


@allow(Permission.SEE_PERSONS)
@require_safe
def measurements(request: Request, association: str, pk: int) -> HttpResponse:
    """Every occasion of a participation, the earliest first."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.list", [found])
    return _page(request, found)


@allow(Permission.REGISTER)
@require_POST
def pass_by(request: Request, association: str, pk: int) -> HttpResponse:
    """Write down why there is no answer."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.pass_by", [found])
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    said = form.cleaned_data
    try:
        actions.pass_by(
            participation=found,
            instrument=_instrument(place, said["instrument"]),
            occasion=said["occasion"],
            due_on=said["due_on"],
            reason=said["reason"],
            by=request.user,
            today=clock.today(),
        )
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form=form, status=422)
    # Translators: «Sparat. Tillfället väntar inte längre.»
    messages.success(request, _("Saved. The occasion no longer waits."))
    return redirect(place.url("measurements", found.pk))


@allow(Permission.REGISTER)
@require_POST
def take_back(request: Request, association: str, pk: int) -> HttpResponse:
    """Let the occasion wait again."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.take_back", [found])
    number = request.POST.get("instrument", "")
    if not number.isdecimal():
        raise Http404
    actions.take_back(
        participation=found,
        instrument=_instrument(place, int(number)),
        occasion=request.POST.get("occasion", ""),
        by=request.user,
    )
    # Translators: «Ångrat. Tillfället väntar igen.»
    messages.success(request, _("Undone. The occasion waits again."))
    return redirect(place.url("measurements", found.pk))


def _instrument(place: Place, pk: int) -> Instrument:
    found = Instrument.objects.open_to(place.association).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: Request, participation: Participation, *, status: int = 200, **context: Any
) -> HttpResponse:
    names = naming.names_of([participation.participant], by=request.user)
    rows = pages.measurements(participation, today=clock.today())
    context = {"form": None, **context, "participation": participation, "names": names}
    context |= {"rows": rows, "reasons": pages.reasons()}
    return render(request, "surveys/occasions/index.html", context, status=status)

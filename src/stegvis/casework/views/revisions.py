"""The history of changes of one participation, and a value put back as it was before."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming, revising
from stegvis.casework.actions import revisions as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.undoing import TooLate
from stegvis.casework.models import Participation, Revision
from stegvis.casework.views import undo
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import place_of


@allow(Permission.SEE_PERSONS)
@require_safe
def history(request: Request, association: str, pk: int) -> HttpResponse:
    """Field by field: what it said, what it became, who changed it and when."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.history", [found])
    context = {
        "participation": found,
        "names": naming.names_of([found.participant], by=request.user),
        "told": revising.told(found),
        "registers": found.site_id in request.scope.places(Permission.REGISTER, "sites"),
    }
    return render(request, "casework/changes/history.html", context)


@allow(Permission.REGISTER)
@require_POST
def put_back(request: Request, association: str, pk: int) -> HttpResponse:
    """One field as it was before a change that nobody has built on."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.put_back", [found])
    revision, name = _asked(request, found)
    try:
        actions.put_back(
            participation=found,
            revision=revision,
            name=name,
            by=request.user,
            today=clock.today(),
        )
    except TooLate as late:
        messages.error(request, str(late))
    except Refused as refused:
        messages.error(request, " ".join(str(each.message) for each in refused.problems))
    else:
        # Translators: «Uppgiften är återställd.»
        said = _("The value is put back.")
        if revision.noun == actions.PARTICIPATION:
            undo.done_in_batch(request, place, said, batch=undo.latest(found))
        else:
            messages.success(request, said)
    return redirect(place.url("history", pk))


def _asked(request: Request, found: Participation) -> tuple[Revision, str]:
    """The row of the history and the field that the button names; 404 for any other."""
    number, name = request.POST.get("revision", ""), request.POST.get("field", "")
    rows = revising.about(found)
    revision = rows.filter(pk=number).first() if number.isdecimal() else None
    if revision is None or name not in revision.fields:
        raise Http404
    return revision, name

"""Handing a participant over to a successor, a new agreement or another site."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework.actions import transfers as actions
from stegvis.casework.actions.participations import Collision
from stegvis.casework.forms.transfers import TransferForm
from stegvis.casework.models import Participation
from stegvis.casework.views import undo
from stegvis.casework.views.reading import one, record_reading
from stegvis.casework.views.sites import own_sites
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of


@allow(Permission.REGISTER)
def transfer(request: Request, association: str, pk: int) -> HttpResponse:
    """One form: where to and from which day; both ends are written in one step."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.transfer", [found])
    sites = own_sites(request, place).filter(owner_id=found.owner_id)
    begun = {"version": found.version, "site": _successor(sites, found)}
    form = TransferForm(request.POST or None, sites=sites, initial=begun)
    try:
        made = form.carry_out(lambda: _act(request, form, found))
    except Collision:
        # Translators: «Någon annan har ändrat registreringen medan du skrev; se den på nytt.»
        text = _("Someone else has changed the registration while you were writing; look again.")
        messages.error(request, text)
        return redirect(place.url("participation", pk))
    if made is None:
        return _page(request, form, found)
    _done(request, place, made)
    return redirect(place.url("participation", made.pk))


def _act(request: Request, form: TransferForm, found: Participation) -> Participation:
    found.version = form.cleaned_data["version"]
    return actions.transfer(
        participation=found, transfer=form.transfer(), by=request.user, today=clock.today()
    )


def _successor(sites: Any, found: Participation) -> int | None:
    """The default site of the intervention that succeeds this one, if the user works there."""
    following = sites.filter(intervention__succeeds=found.intervention_id, is_default=True)
    return following.values_list("pk", flat=True).first()


def _page(request: Request, form: TransferForm, found: Participation) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "participation": found}
    return render(request, "casework/transfers/transfer.html", context, status=status)


def _done(request: Request, place: Place, made: Participation) -> None:
    # Translators: «Överförd till %(place)s. Sista dagen på det förra är dagen före.»
    text = _("Transferred to %(place)s. The last day of the former is the day before.")
    batch = made.changes.values_list("batch", flat=True).get()
    said = text % {"place": made.intervention.name}
    undo.done_in_batch(request, place, said, batch=batch)

"""The catalogue of interventions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.interventions import pages, queries
from stegvis.interventions.actions import agreements as actions
from stegvis.interventions.forms import TermsForm
from stegvis.interventions.models import Intervention
from stegvis.interventions.tables import InterventionTable
from stegvis.organisations.place import Place, place_of


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


@allow(Permission.DECIDE_CHANGES)
@require_safe
def agreements(request: Request, association: str, intervention: str) -> HttpResponse:
    """All that has been agreed with an intervention of one's own organisation."""
    place = place_of(request, association)
    found = _decided(request, place, intervention)
    listed = found.agreements.order_by("-starts_on")
    context = {"intervention": found, "agreements": listed, "today": clock.today()}
    return render(request, "interventions/terms/index.html", context)


@allow(Permission.DECIDE_CHANGES)
def new_agreement(request: Request, association: str, intervention: str) -> HttpResponse:
    """What is agreed from a day on; it begins with what the latest agreement says."""
    place = place_of(request, association)
    found = _decided(request, place, intervention)
    form = TermsForm(request.POST or None, initial=_begun(found))
    if form.is_valid():
        try:
            actions.agree(intervention=found, terms=form.terms(), by=request.user)
        except actions.Refused as refused:
            form.show(refused, seen="")
        else:
            return _saved(request, place, found)
    return _page(request, form, intervention=found)


def _begun(intervention: Intervention) -> dict[str, Any]:
    latest = intervention.agreements.order_by("-starts_on").first()
    if latest is None:
        return {"starts_on": clock.today()}
    return vars(actions.terms_of(latest)) | {"starts_on": None, "ends_on": None}


@allow(Permission.DECIDE_CHANGES)
def agreement(request: Request, association: str, intervention: str, pk: int) -> HttpResponse:
    """What an agreement says, and other terms for it."""
    place = place_of(request, association)
    found = _decided(request, place, intervention)
    stored = get_object_or_404(found.agreements.all(), pk=pk)
    said = actions.terms_of(stored)
    mark = actions.mark_of(said)
    form = TermsForm(request.POST or None, initial=vars(said) | {"seen": mark})
    if form.is_valid():
        try:
            actions.change(
                agreement=stored,
                seen=form.cleaned_data["seen"],
                terms=form.terms(),
                by=request.user,
            )
        except actions.Refused as refused:
            form.show(refused, seen=mark)
        else:
            return _saved(request, place, found)
    return _page(request, form, intervention=found, agreement=stored, stored=[stored])


def _decided(request: Request, place: Place, slug: str) -> Intervention:
    """An intervention whose owner the reader manages; 404 for any other."""
    mine = Intervention.objects.visible_to(request.user).filter(association=place.association)
    found = get_object_or_404(mine.select_related("owner"), slug=slug)
    if not actions.decides(request.scope, found):
        raise Http404
    return found


def _page(request: Request, form: TermsForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    template = "interventions/terms/form.html"
    return render(request, template, {"form": form, **context}, status=status)


def _saved(request: Request, place: Place, intervention: Intervention) -> HttpResponse:
    # Translators: «Avtalet är sparat. Möten och planerade slut följer det från och med nu.»
    messages.success(request, _("The agreement is saved. Meetings follow it from now on."))
    return redirect(place.url("agreements", intervention.slug))

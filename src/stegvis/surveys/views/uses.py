"""With what an intervention asks, and when; decided by the owner's manager."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import pages
from stegvis.surveys.actions import uses as actions
from stegvis.surveys.forms import UseForm, said_by
from stegvis.surveys.models import Instrument, InstrumentUse
from stegvis.surveys.views import finding


@allow(Permission.DECIDE_CHANGES)
@require_safe
def uses(request: Request, association: str, intervention: str) -> HttpResponse:
    """Everything the intervention asks with."""
    place = place_of(request, association)
    found = finding.one_planned(request, place, intervention)
    rows = found.instruments_in_use.select_related("instrument").order_by("-used_from", "pk")
    context = {"intervention": found, "uses": [pages.used(row) for row in rows]}
    return render(request, "surveys/uses/index.html", context)


@allow(Permission.DECIDE_CHANGES)
def new_use(request: Request, association: str, intervention: str) -> HttpResponse:
    """One more instrument."""
    place = place_of(request, association)
    found = finding.one_planned(request, place, intervention)
    chosen = request.GET.get("instrument", "")
    initial = {"instrument": chosen} if chosen.isdecimal() else {}
    form = UseForm(
        request.POST or None, instruments=_offered(request, place, found), initial=initial
    )
    return _answered(request, place, found, form)


@allow(Permission.DECIDE_CHANGES)
def use(request: Request, association: str, intervention: str, pk: int) -> HttpResponse:
    """Another plan for an instrument that is in use."""
    place = place_of(request, association)
    found = finding.one_planned(request, place, intervention)
    stored = get_object_or_404(found.instruments_in_use.select_related("instrument"), pk=pk)
    only = Instrument.objects.filter(pk=stored.instrument_id)
    form = UseForm(request.POST or None, instruments=only, initial=said_by(stored))
    return _answered(request, place, found, form, stored=stored)


def _answered(
    request: Request,
    place: Place,
    intervention: Intervention,
    form: UseForm,
    *,
    stored: InstrumentUse | None = None,
) -> HttpResponse:
    if form.is_valid() and _planned(request, intervention, form):
        # Translators: «Planen är sparad. Tillfällena visas på Min dag när det är dags.»
        messages.success(request, _("The plan is saved. Occasions show on My day when due."))
        return redirect(place.url("uses", intervention.slug))
    context = {"intervention": intervention, "form": form, "stored": stored}
    status = 422 if form.is_bound else 200
    return render(request, "surveys/uses/form.html", context, status=status)


def _planned(request: Request, intervention: Intervention, form: UseForm) -> bool:
    try:
        actions.plan(
            intervention=intervention,
            instrument=form.cleaned_data["instrument"],
            plan=form.plan,
            by=request.user,
        )
    except actions.Refused as refused:
        form.show(refused)
        return False
    return True


def _offered(request: Request, place: Place, intervention: Intervention) -> QuerySet[Instrument]:
    """What the intervention can begin to use: open to it, not retired, not in use already."""
    used = intervention.instruments_in_use.values("instrument")
    seen = finding.seen(request, place).filter(retired_at=None).exclude(pk__in=used)
    foreign = Instrument.objects.exclude(intervention=None).exclude(intervention=intervention)
    return seen.exclude(pk__in=foreign.values("pk")).order_by("code", "version")

"""Closing a collection period: who has sent what, what happens then, how long periods are."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.core.periods import Period
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import collecting, reach
from stegvis.surveys.actions import collection as actions
from stegvis.surveys.actions import unlinked
from stegvis.surveys.collecting_forms import LENGTHS, LengthForm
from stegvis.surveys.rules import collection
from stegvis.surveys.views import finding


@allow(Permission.MANAGE_INSTRUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def collecting_forms(request: Request, association: str) -> HttpResponse:
    """The office sees every intervention and chooses the length, a manager sees her own."""
    place = place_of(request, association)
    keeps = reach.keeps(request.scope, place.association)
    if request.method == "POST" and not keeps:
        raise Http404
    lengths = collection.lengths(place.association.interim)
    form = LengthForm(request.POST or None, lengths=lengths, initial=_begun(place))
    if form.is_valid():
        return _chosen(request, place, form)
    return _page(request, place, form, keeps=keeps)


def _chosen(request: Request, place: Place, form: LengthForm) -> HttpResponse:
    made = actions.choose(
        association=place.association,
        months=form.chosen,
        by=request.user,
        today=clock.today(),
    )
    if made.holds_from:
        # Translators: «Sparat: det gäller från %(day)s. Perioden som pågår blir som den är.»
        text = _("Saved: it holds from %(day)s. The period that runs stays as it is.")
        messages.success(request, text % {"day": f"{made.holds_from:%Y-%m-%d}"})
    else:
        # Translators: «Sparat: perioderna är så långa som de är nu.»
        messages.success(request, _("Saved: periods are as long as they are now."))
    return redirect(place.url("collecting_forms"))


def _begun(place: Place) -> dict[str, str]:
    chosen = unlinked.chosen_by(place.association)
    months = chosen.months if chosen else unlinked.months_of(place.association, on=clock.today())
    return {"months": str(months)}


def _page(request: Request, place: Place, form: LengthForm, *, keeps: bool) -> HttpResponse:
    today = clock.today()
    offered = collecting.periods(place.association, today=today)
    period = _period(request, offered)
    chosen = unlinked.chosen_by(place.association)
    coming = chosen if chosen and chosen.holds_from and chosen.holds_from > today else None
    held = unlinked.months_of(place.association, on=today)
    context: dict[str, Any] = {
        "form": form,
        "keeps": keeps,
        "offered": offered,
        "collected": collecting.collected(
            place.association, period, among=_among(request, place, keeps=keeps), today=today
        ),
        "rounds": collecting.rounds(place.association, today=today) if keeps else [],
        "running": period.last >= today,
        "held": LENGTHS[held],
        "coming": coming,
        "coming_length": LENGTHS[coming.months] if coming else "",
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/collecting/index.html", context, status=status)


def _among(request: Request, place: Place, *, keeps: bool) -> list[Intervention]:
    if not keeps:
        return finding.planned(request, place)
    mine = Intervention.objects.visible_to(request.user).filter(association=place.association)
    return list(mine.order_by("name"))


def _period(request: Request, offered: list[Period]) -> Period:
    asked = request.GET.get("collected", "")
    return next((each for each in offered if each.text == asked), offered[0])

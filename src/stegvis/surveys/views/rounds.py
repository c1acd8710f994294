"""Yearly rounds: opened by the office, answered by everyone who has the link, ended early."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import reach
from stegvis.surveys.actions import rounds as actions
from stegvis.surveys.collecting_forms import RoundForm
from stegvis.surveys.models import Instrument, YearlyRound
from stegvis.surveys.views import counting, inviting


@allow(Permission.MANAGE_INSTRUMENTS)
def open_round(request: Request, association: str) -> HttpResponse:
    """Open a survey for a group; the next page is the link."""
    place = _kept(request, association)
    form = RoundForm(request.POST or None, instruments=offered(place))
    if form.is_valid():
        try:
            made = actions.open_round(
                association=place.association, by=request.user, **form.cleaned_data
            )
        except actions.Refused as refused:
            form.show(refused)
        else:
            # Translators: «Omgången är sparad. Skicka länken till dem som ska svara.»
            messages.success(request, _("The round is saved. Send the link to those who answer."))
            return redirect(place.url("collecting_round", made.pk))
    context = {"form": form, "offered": offered(place)}
    status = 422 if form.is_bound else 200
    return render(request, "surveys/collecting/round.html", context, status=status)


@allow(Permission.MANAGE_INSTRUMENTS)
@require_safe
def collecting_round(request: Request, association: str, pk: int) -> HttpResponse:
    """The link and picture of a round, to send or to print."""
    place = _kept(request, association)
    found = get_object_or_404(YearlyRound, association=place.association, pk=pk)
    token = counting.token_of_round(found)
    link = request.build_absolute_uri(reverse("answer_form", args=[token]))
    context = {"link": link, "picture": inviting.picture(link)}
    return render(request, "surveys/inviting/poster.html", context)


@allow(Permission.MANAGE_INSTRUMENTS)
@require_POST
def end_round_of_answers(request: Request, association: str, pk: int) -> HttpResponse:
    """Close the link before its day."""
    place = _kept(request, association)
    found = get_object_or_404(YearlyRound, association=place.association, pk=pk)
    actions.end(found=found, by=request.user, today=clock.today())
    # Translators: «Omgången är avslutad. Svaren finns kvar.»
    messages.success(request, _("The round is ended. The answers are kept."))
    return redirect(place.url("collecting_forms"))


def offered(place: Place) -> list[Instrument]:
    """The surveys that a group can answer by one link."""
    mine = Instrument.objects.open_to(place.association).filter(intervention=None)
    return [each for each in mine if actions.suits(each)]


def _kept(request: Request, association: str) -> Place:
    """The association of the address, for its office; 404 for anybody else."""
    place = place_of(request, association)
    if not reach.keeps(request.scope, place.association):
        raise Http404
    return place

"""Staff hand over a tablet, or read the questions themselves.

A tablet that is handed over has no session of the staff any more: what it can reach is what a
link reaches. The staff log in again afterwards.
"""

from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework.views.reading import one, record_reading
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import place_of
from stegvis.surveys.actions import answering
from stegvis.surveys.actions.answering import Visit
from stegvis.surveys.actions.invitations import Made, Manner
from stegvis.surveys.interpreters import INTERPRETERS
from stegvis.surveys.views import counting, inviting, visits
from stegvis.surveys.views.visits import Seat, Tablet


@allow(Permission.REGISTER)
@require_POST
def answer_here(request: Request, association: str, pk: int) -> HttpResponse:
    """This device becomes the tablet on which one participant answers on one occasion."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.tablet", [found])
    made = inviting.made_for(request, place, found)
    if made is None:
        return inviting.offers(request, found, status=422)
    seat = Seat(_visit(made), visits.language_of(request))
    logout(request)
    response = visits.give(redirect("answer_welcome"), seat)
    return visits.give_tablet(response, Tablet(home=""))


@allow(Permission.REGISTER)
@require_POST
def interview(request: Request, association: str, pk: int) -> HttpResponse:
    """The staff read the questions to a participant and fill in, maybe with an interpreter."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.interview", [found])
    said = request.POST.get("interpreter", "")
    spoken = {code for code, _label in INTERPRETERS.choices()}
    manner = Manner(with_staff=True, interpreter=said if said in spoken else "")
    made = inviting.made_for(request, place, found, manner=manner)
    if made is None:
        return inviting.offers(request, found, status=422)
    back = place.url("measurements", found.pk)
    seat = Seat(_visit(made), get_language() or "sv", back)
    return visits.give(redirect("answer_welcome"), seat)


@allow(Permission.REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: Request, association: str, intervention: str) -> HttpResponse:
    """A tablet that stays with the intervention: one after the other types her code."""
    place = place_of(request, association)
    mine = Intervention.objects.visible_to(request.user).filter(association=place.association)
    found = get_object_or_404(mine, slug=intervention)
    if request.method != "POST":
        context = {"intervention": found, "unlinked": inviting.unlinked_uses(found)}
        return render(request, "surveys/inviting/tablet.html", context)
    home = _home(found, request.POST.get("form", ""))
    logout(request)
    return visits.give_tablet(visits.take(redirect(home)), Tablet(home))


def _home(intervention: Intervention, form: str) -> str:
    """Where each person begins: by typing a code, or with an unlinked form."""
    if not form:
        return reverse("answer_code")
    uses = {str(pk) for pk, _title in inviting.unlinked_uses(intervention)}
    if form not in uses:
        raise Http404
    return reverse(
        "answer_form", args=[counting.token_of(intervention.instruments_in_use.get(pk=form))]
    )


def _visit(made: Made) -> Visit:
    visit = answering.by_link(made.token, now=timezone.now())
    if visit is None:
        raise RuntimeError("An invitation that was just made opens nothing.")
    return visit

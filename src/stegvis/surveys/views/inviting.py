"""Staff invite a participant to answer: a page to print with link, code and QR."""

from dataclasses import dataclass
from datetime import date

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework.models import Participation
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import due
from stegvis.surveys.actions import invitations
from stegvis.surveys.actions.invitations import ALONE, Made, Manner
from stegvis.surveys.interpreters import INTERPRETERS
from stegvis.surveys.models import Instrument
from stegvis.surveys.panels import Line, line
from stegvis.surveys.views import counting
from stegvis.surveys.words import titled


@dataclass(frozen=True)
class Offer:
    """An occasion that somebody can be invited to."""

    line: Line
    instrument: int
    occasion: str
    due_on: date


@allow(Permission.REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, association: str, pk: int) -> HttpResponse:
    """The occasions that wait; on POST a fresh link and code for one, shown this once."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.invite", [found])
    if request.method == "POST":
        return _made(request, place, found)
    return offers(request, found)


@allow(Permission.REGISTER)
@require_POST
def revoke(request: Request, association: str, pk: int) -> HttpResponse:
    """Let no link or code of this participation work any longer."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.revoke", [found])
    invitations.revoke(participation=found, by=request.user, now=timezone.now())
    # Translators: «Återkallat. Inga tidigare länkar eller koder går att använda.»
    messages.success(request, _("Taken back. No earlier links or codes can be used."))
    return redirect(place.url("invite_to_answer", found.pk))


@allow(Permission.REGISTER)
@require_safe
def poster(request: Request, association: str, intervention: str, pk: int) -> HttpResponse:
    """The link and picture of an unlinked form: the same for everyone who is asked."""
    place = place_of(request, association)
    mine = Intervention.objects.visible_to(request.user).filter(association=place.association)
    asked = get_object_or_404(mine, slug=intervention)
    use = get_object_or_404(asked.instruments_in_use.select_related("instrument"), pk=pk)
    if use.instrument.questionnaire.linked:
        raise Http404
    link = request.build_absolute_uri(reverse("answer_form", args=[counting.token_of(use)]))
    context = {"intervention": asked, "link": link, "picture": picture(link)}
    return render(request, "surveys/inviting/poster.html", context)


def made_for(
    request: Request, place: Place, participation: Participation, *, manner: Manner = ALONE
) -> Made | None:
    """A fresh invitation to the occasion that the page names; None, and why, when none waits."""
    number, day = request.POST.get("instrument", ""), request.POST.get("due_on", "")
    if not number.isdecimal():
        raise Http404
    instrument = Instrument.objects.open_to(place.association).filter(pk=int(number)).first()
    due_on = _day(day)
    if instrument is None or due_on is None:
        raise Http404
    try:
        return invitations.invite(
            participation=participation,
            instrument=instrument,
            occasion=request.POST.get("occasion", ""),
            due_on=due_on,
            by=request.user,
            now=timezone.now(),
            today=clock.today(),
            manner=manner,
        )
    except invitations.Refused as refused:
        messages.error(request, str(refused))
        return None


def _made(request: Request, place: Place, participation: Participation) -> HttpResponse:
    made = made_for(request, place, participation)
    if made is None:
        return offers(request, participation, status=422)
    link = request.build_absolute_uri(reverse("answer_link", args=[made.token]))
    context = {
        "participation": participation,
        "link": link,
        "code": made.code,
        "short": request.build_absolute_uri(reverse("answer_code")),
        "until": made.invitation.valid_until.date(),
        "picture": picture(link),
    }
    return render(request, "surveys/inviting/made.html", context)


def offers(request: Request, participation: Participation, *, status: int = 200) -> HttpResponse:
    """The page of the occasions that wait, each with the ways in which it can be answered."""
    waiting = [
        Offer(
            line(each),
            each.use.instrument_id,
            each.occasion.due.occasion,
            each.occasion.due.due_on,
        )
        for each in due.occasions_of(participation, today=clock.today())
        if each.occasion.waits
    ]
    context = {"participation": participation, "offers": waiting}
    context["unlinked"] = unlinked_uses(participation.intervention)
    context["interpreters"] = INTERPRETERS.choices()
    return render(request, "surveys/inviting/offers.html", context, status=status)


def unlinked_uses(intervention: Intervention) -> list[tuple[int, str]]:
    """The unlinked forms of the intervention, by id of their use, with their titles."""
    uses = intervention.instruments_in_use.select_related("instrument")
    open_now = (each for each in uses if each.used_to is None or each.used_to >= clock.today())
    return [
        (each.pk, titled(each.instrument))
        for each in open_now
        if not each.instrument.questionnaire.linked
    ]


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def picture(link: str) -> SafeString:
    """The link as a QR code, drawn in the page."""
    # Drawn by us from an address of ours: shapes without text, script or style.
    drawn = segno.make(link, micro=False, error="m").svg_inline(
        scale=5, border=4, light="#fff", dark="#000"
    )
    return mark_safe(drawn)  # noqa: S308

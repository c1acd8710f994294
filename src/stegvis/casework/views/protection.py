"""Becoming protected: what will happen, the code once more, and then it has happened."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.access.context import acting
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.access.scope import Scope
from stegvis.casework.actions import protection
from stegvis.casework.actions.protection import WrongCode
from stegvis.casework.forms.protection import ProtectionForm
from stegvis.casework.models import Participation
from stegvis.casework.rules.head_counts import years_of
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import place_of


@dataclass(frozen=True)
class Stay:
    """What will be counted in place of a participation."""

    place: str
    years: str


@allow(Permission.REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def protect(request: Request, association: str, pk: int) -> HttpResponse:
    """Names all that goes, asks for the code, and strips the record for good."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.protect", [found])
    form = ProtectionForm(request.POST or None)
    if not (form.is_valid() and _strip(request, found, form)):
        status = 422 if form.is_bound else 200
        context = {"form": form, "participation": found, "stays": _stays(request, found)}
        return render(request, "casework/protection/strip.html", context, status=status)
    # Translators: «Uppgifterna är borttagna. Personen räknas nu utan registrering.»
    messages.success(request, _("The record is gone. The person is now counted without one."))
    return redirect(place.url("head_counts"))


def _strip(request: Request, found: Participation, form: ProtectionForm) -> bool:
    try:
        protection.strip(
            participant=found.participant,
            typed=form.cleaned_data["code"],
            by=request.user,
            today=clock.today(),
        )
    except WrongCode:
        form.wrong_code()
        return False
    return True


def _stays(request: Request, found: Participation) -> list[Stay]:
    """Also those where the reader does not work: she must know how far it reaches, not where."""
    today = clock.today()
    reached = request.scope.sites_with_persons
    # Translators: «en annan insats hos er»
    elsewhere = _("another intervention of yours")
    with acting(Scope(user_id=request.user.pk, everything=True)):
        return [
            Stay(
                one.intervention.name if one.site_id in reached else elsewhere,
                ", ".join(str(each.year) for each in years_of(spell, today=today)),
            )
            for one, spell in protection.stays(found.participant)
        ]

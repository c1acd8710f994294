"""Consents of a participant, and of somebody who is referred: recorded and withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework.actions import consents as actions
from stegvis.casework.actions.protection import WrongCode
from stegvis.casework.choices import consents as choices
from stegvis.casework.forms.consents import ConsentForm, WithdrawalForm
from stegvis.casework.models import Consent
from stegvis.casework.panels.consents import effect_of, rows_of
from stegvis.casework.rules.consents import EFFECTS, Effect
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of


@allow(Permission.REGISTER)
def consents(request: Request, association: str, pk: int) -> HttpResponse:
    """The participant's consents, and a form for one more."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "consents", [found])
    today = clock.today()
    form = ConsentForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    made = form.carry_out(
        lambda: actions.give(
            kind=form.cleaned_data["kind"],
            given_on=form.cleaned_data["given_on"],
            evidence=form.evidence(),
            participant=found.participant,
            by=request.user,
            today=today,
        )
    )
    if made is None:
        context = {
            "participation": found,
            "rows": rows_of(found.participant, on=today),
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return render(request, "casework/consents/index.html", context, status=status)
    # Translators: «Samtycket är registrerat.»
    messages.success(request, _("The consent is recorded."))
    return redirect(place.url("consents", pk))


@allow(Permission.REGISTER)
def withdraw_consent(request: Request, association: str, pk: int) -> HttpResponse:
    """Withdraw the consent that the address names; the page says what follows from it."""
    place = place_of(request, association)
    found = one(request, place, pk)
    asked = request.GET.get("consent", "")
    consent = get_object_or_404(
        Consent.objects.filter(participant=found.participant, withdrawn_on=None),
        pk=int(asked) if asked.isdecimal() else 0,
    )
    record_reading(request, "consent.withdraw", [found])
    for_ever = EFFECTS[consent.kind] is Effect.HEAD_COUNT
    form = WithdrawalForm(request.POST or None, for_ever=for_ever, initial={"on": clock.today()})
    effect = _withdrawn(request, form, consent)
    if effect is None:
        context = {
            "participation": found,
            "kind": choices.KIND.label(consent.kind),
            "effect": effect_of(consent.kind),
            "for_ever": for_ever,
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return render(request, "casework/consents/withdraw.html", context, status=status)
    return _after(request, place, pk, effect)


def _withdrawn(request: Request, form: WithdrawalForm, consent: Consent) -> Effect | None:
    try:
        done: Any = form.carry_out(
            lambda: actions.withdraw(
                consent=consent,
                on=form.cleaned_data["on"],
                typed=form.cleaned_data.get("typed", ""),
                by=request.user,
                today=clock.today(),
            )
        )
    except WrongCode:
        # Translators: «Koden stämmer inte; inget är ändrat.»
        form.add_error("typed", _("The code is not right; nothing has been changed."))
        return None
    found: Effect | None = done
    return found


def _after(request: Request, place: Place, pk: int, effect: Effect) -> HttpResponse:
    if effect is Effect.HEAD_COUNT:
        # Translators: «Samtycket är återkallat. Personen räknas bara; allt annat är borta.»
        text = _("The consent is withdrawn. The person is only counted; all else is gone.")
        messages.success(request, text)
        return redirect(place.url("participations"))
    # Translators: «Samtycket är återkallat.»
    messages.success(request, _("The consent is withdrawn."))
    return redirect(place.url("consents", pk))

"""The consent to lift secrecy of somebody who is referred: recorded anew, or withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from stegvis.access.request import Request
from stegvis.casework import referral_pages as pages
from stegvis.casework.actions import consents as actions
from stegvis.casework.choices.consents import SECRECY
from stegvis.casework.forms.consents import SecrecyForm, WithdrawalForm
from stegvis.casework.models import Consent, Referral
from stegvis.casework.panels.consents import effect_of
from stegvis.casework.views.referral_reading import record_referrals
from stegvis.core import clock


def consent_page(request: Request, found: Referral, *, back: str, mine: bool) -> HttpResponse:
    """Withdraw the consent that holds; where none does, record one. `back` is the referral."""
    record_referrals(request, "referral.consent", [found])
    holding = actions.secrecy(found, on=clock.today()).last()
    form = _form(request, holding)
    done: Any = form.carry_out(lambda: _carried_out(request, form, found, holding))
    if done is None:
        context = {
            "referral": found,
            "called": pages.called(found),
            "holding": holding,
            "evidence": pages.evidence(holding) if holding else "",
            "effect": effect_of(SECRECY),
            "form": form,
            "back": back,
            "mine": mine,
        }
        status = 422 if form.is_bound else 200
        return render(request, "casework/consents/referral.html", context, status=status)
    # Translators: «Samtycket är återkallat.» / «Samtycket är registrerat.»
    said = _("The consent is withdrawn.") if holding else _("The consent is recorded.")
    messages.success(request, said)
    return redirect(back)


def _form(request: Request, holding: Consent | None) -> SecrecyForm | WithdrawalForm:
    sent = request.POST or None
    if holding is None:
        return SecrecyForm(sent)
    return WithdrawalForm(sent, for_ever=False, initial={"on": clock.today()})


def _carried_out(
    request: Request,
    form: SecrecyForm | WithdrawalForm,
    referral: Referral,
    holding: Consent | None,
) -> Any:
    today = clock.today()
    if isinstance(form, SecrecyForm):
        return actions.give(
            kind=SECRECY,
            given_on=form.cleaned_data["given_on"],
            evidence=form.evidence(),
            referral=referral,
            by=request.user,
            today=today,
        )
    assert holding is not None  # the form for withdrawing is made for one that holds
    day = form.cleaned_data["on"]
    return actions.withdraw(consent=holding, on=day, by=request.user, today=today)

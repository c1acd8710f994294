"""Setting up a second factor: the library's pages, with a new session key at each step."""

from typing import Any

import segno
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView, TrustView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.safestring import mark_safe

from stegvis.access import guards, sessions

INDEX = "mfa_index"


class Index(IndexView):
    """What one has, and what is to be set up."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["required"] = guards.needs_second_factor(self.request)
        context["missing"] = context["required"] and not self.request.session.get(sessions.SECOND)
        return context


class Activate(ActivateTOTPView):
    """An app that shows codes: the picture to scan, and the first code to show that it works."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        picture = segno.make(context["totp_url"], micro=False, error="m")
        # Drawn by us from an address of ours: shapes without text, script or style.
        context["picture"] = mark_safe(  # noqa: S308
            picture.svg_inline(scale=5, border=4, light="#fff", dark="#000")
        )
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        sessions.second_factor_given(self.request)
        return answer


class Deactivate(DeactivateTOTPView):
    """The app is disconnected; without another factor nothing with persons opens."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _recount(self.request)
        return answer


class RemoveKey(RemoveWebAuthnView):
    """A passkey is taken away."""

    success_url = reverse_lazy(INDEX)

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _recount(self.request)
        return answer


def _recount(request: HttpRequest) -> None:
    request.session[sessions.SECOND] = is_mfa_enabled(request.user)


class AddKey(AddWebAuthnView):
    """A passkey: this device's own, or a key to plug in."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        sessions.second_factor_given(self.request)
        return answer


index = Index.as_view()
activate_totp = Activate.as_view()
deactivate_totp = Deactivate.as_view()
add_key = AddKey.as_view()
remove_key = RemoveKey.as_view()
authenticate = AuthenticateView.as_view()
trust = TrustView.as_view()
reauthenticate = ReauthenticateView.as_view()
reauthenticate_key = ReauthenticateWebAuthnView.as_view()
recovery_codes = ViewRecoveryCodesView.as_view()
new_recovery_codes = GenerateRecoveryCodesView.as_view()

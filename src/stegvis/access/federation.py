"""Agencies' own login, by OpenID Connect: an account is known by issuer and subject.

Never by e-mail: an address can be given to someone else, and another agency can claim it. The
first login of an account needs the code of an invitation; later ones need nothing but the login.
"""

import logging
import secrets
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from stegvis.access import invitations, tokens
from stegvis.access.rules import public
from stegvis.access.tokens import Expected, TokenRefused

log = logging.getLogger(__name__)
NONCE_BYTES = 32


class Adapter(DefaultSocialAccountAdapter):
    """No sign-up and no linking by e-mail; an invited account is tied at its first login."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie a login that nobody has yet to the account whose invitation this browser showed."""
        if sociallogin.is_existing:
            return
        now = timezone.now()
        invitation = invitations.remembered(request, now=now)
        if invitation is None:
            log.warning("A login by an agency was refused: it belongs to no account.")
            raise ImmediateHttpResponse(_not_invited(request))
        invitations.use(request, invitation, now=now)
        sociallogin.connect(request, invitation.user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Log that a login was refused and why; what the agency sent is not quoted."""
        log.warning("A login by an agency was refused: %s", _why(kwargs.get("exception")))


class AgencyOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    """Believes a token only when signature, issuer, audience, time, nonce and level hold."""

    nonce = ""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        said = kwargs["response"].get("id_token") or _refuse("The agency sent no token.")
        try:
            found = tokens.identity(said, keys=self._keys(), expected=self._expected(app))
        except TokenRefused as error:
            raise OAuth2Error(str(error)) from error
        claims = {"uid": found.key, "issuer": found.issuer, "acr": found.acr}
        return self.get_provider().sociallogin_from_response(request, claims)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("agency_callback", args=[self.provider_id]))

    def _expected(self, app: SocialApp) -> Expected:
        return Expected(
            issuer=app.settings["issuer"],
            audience=app.client_id,
            nonce=self.nonce,
            acr=tuple(app.settings["acr"]),
            algorithms=tuple(app.settings["algorithms"]),
        )

    def _keys(self) -> dict[str, Any]:
        with _adapter(self.request).get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys: dict[str, Any] = answer.json()
        return keys


class AgencyProvider(OpenIDConnectProvider):
    """An agency's login; of what it tells, only issuer, subject and level are kept."""

    id = "agency"
    name = "OpenID Connect"
    oauth2_adapter_class = AgencyOAuth2Adapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["uid"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"issuer": data["issuer"], "acr": data["acr"]}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


class Callback(OAuth2CallbackView):
    """Gives the adapter the nonce that this browser's login began with."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
        return state, response


@public
@require_POST
def begin(request: HttpRequest, agency: str) -> HttpResponse:
    """Send the browser to the agency's login, with a nonce that only this login will answer."""
    provider = _provider(request, agency)
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    answer: HttpResponse = provider.redirect(
        request,
        AuthProcess.LOGIN,
        next_url=_next(request),
        auth_params={**provider.get_auth_params(), "nonce": nonce},
        nonce=nonce,
    )
    return answer


@public
@require_safe
def callback(request: HttpRequest, agency: str) -> HttpResponse:
    """The agency's answer."""
    _provider(request, agency)
    answer: HttpResponse = Callback.adapter_view(AgencyOAuth2Adapter(request, agency))(request)
    return answer


def agencies(request: HttpRequest) -> list[SocialApp]:
    """The agencies that one may log in by."""
    found: list[SocialApp] = _adapter(request).list_apps(request, provider=AgencyProvider.id)
    return found


def _provider(request: HttpRequest, agency: str) -> Any:
    try:
        return _adapter(request).get_provider(request, agency)
    except SocialApp.DoesNotExist:
        raise Http404 from None


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed else ""


def _adapter(request: HttpRequest) -> Adapter:
    return Adapter(request)


def _not_invited(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/not_invited.html", status=403)


def _why(exception: BaseException | None) -> str:
    """Our own sentence for a token refused; of other errors only what kind they are."""
    if isinstance(exception, OAuth2Error) and isinstance(exception.__cause__, TokenRefused):
        return str(exception)
    return type(exception).__name__


def _refuse(why: str) -> NoReturn:
    raise OAuth2Error(why)

"""What every request passes before its view: the session's time, the lock, the second factor."""

import time
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from stegvis.access.scope import Scope
from stegvis.access.sessions import LOCKED, SECOND, times_of

# What may be opened while the screen is locked, or before the second factor is set up.
ALWAYS_OPEN = {"account_login", "account_logout", "set_language", "prefer"}
WHILE_LOCKED = ALWAYS_OPEN | {"unlock"}
# Asked by a page on its own: an open window alone is no use of the session.
UNATTENDED = {"session_alive"}
# The one character that PostgreSQL stores in no text: no name and no row can hold it.
NUL = "\x00"
SETTING_UP = ALWAYS_OPEN | {
    "account_reauthenticate",
    "lock",
    "unlock",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
}


def stopped(request: HttpRequest) -> HttpResponseBase | None:
    """To the login page when the session's time is up, to the lock when the screen is locked."""
    if not request.user.is_authenticated:
        return None
    now = time.time()
    if times_of(request, now=now, used=_name(request) not in UNATTENDED).over(now=now):
        logout(request)
        return None if _name(request) in ALWAYS_OPEN else _to_login(request)
    if request.session.get(LOCKED) and _name(request) not in WHILE_LOCKED:
        return redirect("unlock")
    return None


def unfinished(request: HttpRequest) -> HttpResponseBase | None:
    """To the set-up page when her roles show persons and no second factor has been given."""
    if _name(request) in SETTING_UP or not request.user.is_authenticated:
        return None
    if not needs_second_factor(request) or request.session.get(SECOND):
        return None
    return redirect("mfa_index")


def names_nothing(request: HttpRequest) -> bool:
    """Whether address or form hold the character that no text of the database can."""
    return any(NUL in text for text in _said(request))


def _said(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for given in (request.GET, request.POST):
        for name, texts in given.lists():
            yield from (name, *(text for text in texts if isinstance(text, str)))


def needs_second_factor(request: HttpRequest) -> bool:
    """Everyone whose roles show persons; the demo's own users only away from this machine."""
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope.has_a_role_with_persons and not _tries_the_demo(request)


def _tries_the_demo(request: HttpRequest) -> bool:
    """A user of the demo, on the machine where it runs, without TLS in front."""
    is_demo = getattr(request.user, "is_demo", False)
    here = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    return is_demo and here and not settings.HTTPS


def _to_login(request: HttpRequest) -> HttpResponseBase:
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def _name(request: HttpRequest) -> str | None:
    match = request.resolver_match
    return match.url_name if match else None

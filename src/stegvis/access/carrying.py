"""Forms whose session ended before they were sent: carried through the login, sealed."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve, reverse

from stegvis.access import drafts, sessions, vault
from stegvis.access.views import lock

if TYPE_CHECKING:
    from stegvis.access.models import User

CARRIED = "draft.carried"
CONTINUE = "continue_form"  # the page that goes on with a form after the login
# Pages that a request is sent to before it may do anything, by the names of their addresses.
ENTRANCES = ("account_login", "unlock", "mfa_index")


def ends(request: HttpRequest) -> int:
    """When the session ends unless it is used, in seconds since 1970."""
    now, session = time.time(), request.session
    unused = session.get(sessions.SEEN, now) + sessions.IDLE
    return int(min(unused, session.get(sessions.BEGAN, now) + sessions.ABSOLUTE))


def mark(user: "User") -> str:
    """The value of the hidden field: whose form this is, so that nobody else goes on with it."""
    return signing.dumps(user.pk, salt=drafts.MARK)


def marked_by(text: str) -> int | None:
    """The id of the user whose form it is; None for a mark that this server has not made."""
    try:
        return int(signing.loads(text, salt=drafts.MARK, max_age=drafts.LIFE))
    except signing.BadSignature:
        return None


def carry(request: HttpRequest) -> None:
    """Take a form that was sent after its session had ended through the login.

    The words are sealed before they are put into the new session, under a key that only a master
    key opens; a form that this server has not marked is left alone.
    """
    whose = marked_by(request.POST.get(drafts.MARK, ""))
    if whose is None:
        return
    sent = QueryDict(mutable=True)
    for name, value in drafts.within_limits(drafts.typed(request.POST)):
        sent.appendlist(name, value)
    wrapped, master = vault.new_key()
    sealed = vault.seal(sent.urlencode(), wrapped=wrapped, master=master, place=_carried_by(whose))
    request.session[CARRIED] = {
        "user": whose,
        "address": request.get_full_path(),
        "wrapped": wrapped.hex(),
        "master": master,
        "sealed": sealed.hex(),
    }


def carried(request: HttpRequest) -> tuple[str, drafts.Pairs] | None:
    """The address and fields of the form that `carry` took along, for the one who wrote it."""
    kept: dict[str, Any] | None = request.session.get(CARRIED)
    if kept is None or kept["user"] != request.user.pk:
        return None
    text = vault.unseal(
        bytes.fromhex(kept["sealed"]),
        wrapped=bytes.fromhex(kept["wrapped"]),
        master=kept["master"],
        place=_carried_by(kept["user"]),
    )
    return kept["address"], drafts.typed(QueryDict(text))


def drop_carried(request: HttpRequest) -> None:
    """Forget the form that was taken through the login."""
    request.session.pop(CARRIED, None)


class DraftMiddleware:
    """Looks at what becomes of a marked form: saved, or stopped because the session has ended.

    A redirect means that it was saved: its draft goes. A redirect to the login means that nobody
    has read it: it is carried along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        redirected = isinstance(response, HttpResponseRedirect)
        if not (redirected and request.method == "POST" and drafts.MARK in request.POST):
            return response
        entrance = _entrance(response["Location"])
        if entrance:
            carry(request)
            request.session[lock.BACK] = reverse(CONTINUE)  # where unlocking leads
            return redirect_to_login(reverse(CONTINUE)) if entrance == "account_login" else response
        if request.user.is_authenticated:
            address = request.POST.get(drafts.ADDRESS, request.path)
            drafts.discard(user=request.user, address=address)
            drop_carried(request)
        return response


def _entrance(location: str) -> str:
    """The name of the entrance that `location` leads to; empty for any other page."""
    try:
        name = resolve(urlsplit(location).path).url_name
    except Resolver404:
        return ""
    return name if name in ENTRANCES else ""


def _carried_by(user: int) -> str:
    return f"carried form of {user}"

"""The cookie of who answers: signed, short-lived, sent to the answering pages only."""

import uuid
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_from_request

from stegvis.access import vault
from stegvis.surveys.actions.answering import Visit
from stegvis.surveys.rules.words import LANGUAGES

COOKIE, SALT, PATH = "stegvis_answering", "answering", "/e/"
LASTS = 4 * 60 * 60  # seconds after the last page
WRONG_TRIES = 20  # a minute from one address


@dataclass(frozen=True)
class Seat:
    """A browser that answers: its visit, and the language it reads in."""

    visit: Visit
    language: str


def seat_of(request: HttpRequest) -> Seat | None:
    """Who this browser's cookie says it is; None without a whole and fresh one."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Seat(Visit(said["p"], uuid.UUID(said["d"])), said["l"])


def seated(request: HttpRequest, visit: Visit) -> Seat:
    """A seat for `visit`; a browser that had opened the same link keeps its answers."""
    before = seat_of(request)
    if before and before.visit.print == visit.print:
        return before
    return Seat(visit, before.language if before else language_of(request))


def speaking(seat: Seat, language: str) -> Seat:
    """The same seat in another language; unchanged for one that is not offered."""
    return replace(seat, language=language) if language else seat


def language_of(request: HttpRequest) -> str:
    """The browser's own language where we have its words, else Swedish."""
    accepted = request.headers.get("Accept-Language", "").split(",")
    first = accepted[0].split(";")[0].split("-")[0].strip().lower()
    return first if first in LANGUAGES else get_language_from_request(request)


def give(response: HttpResponse, seat: Seat) -> HttpResponse:
    """`response` with the cookie of `seat`, whose time begins anew."""
    said = {"p": seat.visit.print, "d": str(seat.visit.draft), "l": seat.language}
    response.set_cookie(
        COOKIE,
        signing.dumps(said, salt=SALT),
        max_age=LASTS,
        path=PATH,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response


def take(response: HttpResponse) -> HttpResponse:
    """`response`, after which the browser knows nothing of the visit."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response


def tried_wrongly(request: HttpRequest) -> bool:
    """Count a wrong try; True when its address has had too many in this minute.

    Only wrong ones are counted or stopped: others at the same address go on as before. That a
    right guess would be let through costs nothing, because links and codes are too long to guess.
    """
    now = timezone.now()
    address = vault.fingerprint(request.META.get("REMOTE_ADDR", ""), purpose="answering address")
    key = f"answering-{address.hex()}-{now:%H%M}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > WRONG_TRIES
    except ValueError:  # its minute ended in between
        return False

"""The cookies of who answers: signed, short-lived, sent to the answering pages only."""

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
# On a shared tablet the browser wipes after two idle minutes; this is for when it cannot.
LASTS_ON_TABLET = 5 * 60
TABLET, TABLET_SALT = "stegvis_tablet", "answering tablet"
TABLET_LASTS = 12 * 60 * 60
ASKED, ASKED_SALT = "stegvis_asked", "answering unlinked"
WRONG_TRIES = 20  # a minute from one address


@dataclass(frozen=True)
class Seat:
    """A browser that answers: its visit, and the language it reads in.

    In an interview `back` is the page of the staff who fill in.
    """

    visit: Visit
    language: str
    back: str = ""


@dataclass(frozen=True)
class Tablet:
    """A shared device: `home` is where the next person begins, empty for one person only."""

    home: str


def seat_of(request: HttpRequest) -> Seat | None:
    """Who this browser's cookie says it is; None without a whole and fresh one."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=_lasts(request))
    except signing.BadSignature:
        return None
    return Seat(Visit(said["p"], uuid.UUID(said["d"])), said["l"], said.get("b", ""))


def tablet_of(request: HttpRequest) -> Tablet | None:
    """Whether this browser is a shared tablet, and where its next person begins."""
    try:
        said = signing.loads(
            request.COOKIES.get(TABLET, ""), salt=TABLET_SALT, max_age=TABLET_LASTS
        )
    except signing.BadSignature:
        return None
    return Tablet(said["h"])


def asked_of(request: HttpRequest) -> str:
    """With which unlinked form this browser was opened; the same words for everybody."""
    try:
        token: str = signing.loads(
            request.COOKIES.get(ASKED, ""), salt=ASKED_SALT, max_age=_lasts(request)
        )
    except signing.BadSignature:
        return ""
    return token


def _lasts(request: HttpRequest) -> int:
    return LASTS_ON_TABLET if tablet_of(request) else LASTS


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
    if seat.back:
        said["b"] = seat.back
    return _set(response, COOKIE, signing.dumps(said, salt=SALT), LASTS)


def give_tablet(response: HttpResponse, tablet: Tablet) -> HttpResponse:
    """`response` that makes the browser a shared tablet."""
    return _set(response, TABLET, signing.dumps({"h": tablet.home}, salt=TABLET_SALT), TABLET_LASTS)


def give_asked(response: HttpResponse, token: str) -> HttpResponse:
    """`response` with the cookie of an unlinked form, which says nothing of who reads."""
    return _set(response, ASKED, signing.dumps(token, salt=ASKED_SALT), LASTS)


def take(response: HttpResponse) -> HttpResponse:
    """`response`, after which the browser knows nothing of the visit."""
    for name in (COOKIE, ASKED):
        response.delete_cookie(name, path=PATH, samesite="Lax")
    return response


def take_tablet(response: HttpResponse) -> HttpResponse:
    """`response`, after which the browser is nobody's tablet."""
    response.delete_cookie(TABLET, path=PATH, samesite="Lax")
    return response


def mark_of(seat: Seat) -> str:
    """What a page knows its own unsent answers by; says nothing, and opens nothing."""
    return vault.fingerprint(str(seat.visit.draft), purpose="answering queue").hex()[:16]


def _set(response: HttpResponse, name: str, value: str, lasts: int) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=lasts,
        path=PATH,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
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

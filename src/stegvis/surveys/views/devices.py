"""Leaving a device that others use or see: a shared tablet is wiped, a sensitive page is left.

What an address here removes by GET is the cookies of whoever asks, nothing that is stored.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.access.rules import public
from stegvis.surveys.actions import answering
from stegvis.surveys.views import showing, visits

# A page that says nothing, for who must not be seen here.
ELSEWHERE = "https://www.smhi.se/"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def wipe(request: HttpRequest) -> HttpResponse:
    """Forget who answered on this tablet, and begin with the next person."""
    tablet = visits.tablet_of(request)
    if tablet is None:
        return redirect("answer_code")
    seat = visits.seat_of(request)
    if request.method == "POST" and seat:
        answering.forget(visit=seat.visit)
    if tablet.home:
        return _emptied(redirect(tablet.home))
    page = showing.page(request, "wiped", visits.language_of(request))
    return visits.take_tablet(_emptied(page))


@public
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Somebody is still reading on this tablet."""
    response = HttpResponse(status=204)
    if seat := visits.seat_of(request):
        visits.give(response, seat)
    if token := visits.asked_of(request):
        visits.give_asked(response, token)
    return response


@public
@require_POST
def end_tablet(request: HttpRequest) -> HttpResponse:
    """The staff take the tablet back: they log in, and nobody answers on it any more."""
    return visits.take_tablet(_emptied(redirect("account_login")))


@public
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """The quick exit: this browser opens nothing of the form again, and shows another site."""
    response = _emptied(redirect(ELSEWHERE))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def finished(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """`page` as the last one: nothing behind it opens, and a tablet of one person is no more."""
    tablet = visits.tablet_of(request)
    if tablet is None:
        return visits.take(page)
    return _emptied(page) if tablet.home else visits.take_tablet(_emptied(page))


def _emptied(response: HttpResponse) -> HttpResponse:
    response.headers["Clear-Site-Data"] = '"storage"'
    return visits.take(response)

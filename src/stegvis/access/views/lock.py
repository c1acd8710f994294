"""The locked screen of a shared computer: the session stays, nothing of it is shown."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from stegvis.access import sessions
from stegvis.access.forms import ProofForm
from stegvis.access.request import Request
from stegvis.access.rules import logged_in

BACK = "locked_at"


@logged_in
@require_POST
def lock(request: Request) -> HttpResponse:
    """Lock the screen; after the password the page that was open is shown again."""
    request.session[sessions.LOCKED] = True
    request.session[BACK] = request.POST.get("next", "/")
    return redirect("unlock")


@logged_in
def unlock(request: Request) -> HttpResponse:
    """Ask whether it is the same person, then go back to where she was."""
    form = ProofForm(request.POST or None, request=request)
    if form.is_valid():
        request.session.pop(sessions.LOCKED, None)
        return redirect(_back(request))
    status = 422 if form.is_bound else 200
    return render(request, "account/locked.html", {"form": form}, status=status)


def _back(request: Request) -> str:
    wanted = str(request.session.pop(BACK, "/"))
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed else "/"

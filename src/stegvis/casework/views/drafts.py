"""Drafts of any form: kept while it is typed, opened again, thrown away, carried past a login."""

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stegvis.access import carrying, drafts
from stegvis.access.request import Request
from stegvis.access.rules import logged_in
from stegvis.casework.views.reading import one, record_reading
from stegvis.organisations.place import place_of

OF_A_PARTICIPATION = "<str:association>/deltagare/<int:pk>/"


@logged_in
@require_POST
def keep_draft(request: Request) -> HttpResponse:
    """Store what is typed; 409 when the form is another user's, who was logged in before."""
    if carrying.marked_by(request.POST.get(drafts.MARK, "")) != request.user.pk:
        return JsonResponse({}, status=409)
    pairs = drafts.typed(request.POST)
    kept = drafts.keep(user=request.user, address=_address(request), pairs=pairs)
    saved = timezone.localtime(kept.saved_at)
    return JsonResponse({"saved": f"{saved:%H:%M}", "ends": carrying.ends(request)})


@logged_in
@require_POST
def open_draft(request: Request) -> HttpResponse:
    """What was typed, for the form to show; of a participation only while she reaches it."""
    address = _address(request)
    kept = drafts.find(user=request.user, address=address)
    if kept is None:
        raise Http404
    _record(request, address)
    return JsonResponse({"pairs": kept.pairs})


@logged_in
@require_POST
def discard_draft(request: Request) -> HttpResponse:
    """Throw the draft away, and the form that was carried past a login; back to the empty form."""
    address = _address(request)
    drafts.discard(user=request.user, address=address)
    carrying.drop_carried(request)
    return redirect(address)


@logged_in
@require_safe
def session_alive(request: Request) -> HttpResponse:
    """That the user is logged in, the token that her forms need, and when the session ends."""
    return JsonResponse({"token": get_token(request), "ends": carrying.ends(request)})


@logged_in
@require_safe
def continue_form(request: Request) -> HttpResponse:
    """The form that was sent after the session had ended, one click from where it was going."""
    found = carrying.carried(request)
    if found is None:
        return redirect("/")
    address, pairs = found
    _record(request, address.partition("?")[0])
    context = {
        "address": address,
        "path": address.partition("?")[0],
        "pairs": pairs,
        "mark": carrying.mark(request.user),
        "mark_name": drafts.MARK,
        "address_name": drafts.ADDRESS,
    }
    return render(request, "casework/drafts/continue.html", context)


def _address(request: Request) -> str:
    """The address of the form, which must be one of ours; 404 for any other."""
    address = request.POST.get(drafts.ADDRESS, "")
    try:
        resolve(address)
    except Resolver404:
        raise Http404 from None
    return address


def _record(request: Request, address: str) -> None:
    """Log whose draft is shown; 404 when she no longer reaches the participation."""
    match = resolve(address)
    if match.route.startswith(OF_A_PARTICIPATION):
        place = place_of(request, match.kwargs["association"])
        record_reading(request, "draft.open", [one(request, place, match.kwargs["pk"])])

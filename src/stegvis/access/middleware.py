"""The one middleware that stands between a request and the data."""

import uuid
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from stegvis.access import context, guards, purposes, readlog
from stegvis.access.rules import Rule, rule_of
from stegvis.access.scope import NOTHING, scope_of

GetResponse = Callable[[HttpRequest], HttpResponse]
# An answer with one of these shows a page; the others send the reader elsewhere or say nothing.
SHOWS = {200, 206, 409, 422}


class AccessMiddleware:
    """Opens a transaction around the whole request, checks the view's rule, sets the context.

    Rendering happens inside the transaction, so a template's late query runs under the same
    context (ATOMIC_REQUESTS would end before). An answer of 500 or more rolls everything back.
    A view without a declared rule answers 403: a programming error that the access sweep finds.
    What the page read is logged as one row before the transaction ends: if that fails, so does
    the answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        token = readlog.REQUEST_ID.set(request.id)  # type: ignore[attr-defined]
        try:
            with readlog.gathered() as sheet, transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                elif response.status_code in SHOWS:
                    readlog.write(sheet.readings, page=_page(request))
        finally:
            readlog.REQUEST_ID.reset(token)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., object],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        rule = rule_of(view, match.url_name if match else None)
        if rule is None:
            raise PermissionDenied("This view declares no access rule.")
        request.rule = rule  # type: ignore[attr-defined]
        stopped = guards.stopped(request)
        if stopped is not None:
            return stopped
        scope = scope_of(request.user)  # type: ignore[arg-type]
        request.scope = scope  # type: ignore[attr-defined]
        context.enter(scope)
        refused = self._refusal(request, rule) or guards.unfinished(request)
        if refused is None and guards.names_nothing(request):
            raise Http404
        return refused

    def _refusal(self, request: HttpRequest, rule: Rule) -> HttpResponseBase | None:
        if not rule.login:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if rule.permission and not request.scope.permits(rule.permission):  # type: ignore[attr-defined]
            raise Http404
        return None


def _page(request: HttpRequest) -> readlog.Page:
    match = request.resolver_match
    place = getattr(request, "place", None)
    return readlog.Page(
        scope=getattr(request, "scope", NOTHING),
        association_id=place.association.pk if place else None,
        purpose=purposes.purpose_of(match.url_name if match else None),
    )

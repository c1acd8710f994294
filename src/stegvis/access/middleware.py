"""The one middleware that stands between a request and the data."""

import uuid
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from stegvis.access import context, readlog
from stegvis.access.rules import Rule, rule_of
from stegvis.access.scope import scope_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class AccessMiddleware:
    """Opens a transaction around the whole request, checks the view's rule, sets the context.

    Rendering happens inside the transaction, so a template's late query runs under the same
    context (ATOMIC_REQUESTS would end before). An answer of 500 or more rolls everything back.
    A view without a declared rule answers 403: a programming error that the access sweep finds.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        token = readlog.REQUEST_ID.set(request.id)  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
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
        scope = scope_of(request.user)  # type: ignore[arg-type]
        request.scope = scope  # type: ignore[attr-defined]
        context.enter(scope)
        return self._refusal(request, rule)

    def _refusal(self, request: HttpRequest, rule: Rule) -> HttpResponseBase | None:
        if not rule.login:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if rule.permission and not request.scope.permits(rule.permission):  # type: ignore[attr-defined]
            raise Http404
        return None

"""What a view is given: a request that has passed the middleware."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from stegvis.access.models import User
    from stegvis.access.rules import Rule
    from stegvis.access.scope import Scope


class Request(HttpRequest):
    """A request by a known user, with her scope; only ever used as a type.

    `rule` is what the view asks for.
    """

    user: "User"
    rule: "Rule"
    scope: "Scope"
    id: str
    htmx: "HtmxDetails"

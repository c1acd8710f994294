"""Pages for what went wrong: what happened, what to do, and a number to give to support.

They use nothing but templates: no database, no navigation, so that they come out also when the
rest does not.
"""

from django.http import HttpRequest, HttpResponse
from django.template import loader

from stegvis.core import preferences


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A view without a declared rule: a fault of ours, said as such."""
    return _page(request, 403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for what does not exist and for what the reader may not know of."""
    return _page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke; the middleware has rolled back what the request did."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    context = {
        "theme": preferences.THEME.of(request),
        "keys": "off",
        # A missing page says nothing that differs from one request to the next.
        "request_id": "" if status == 404 else getattr(request, "id", ""),
    }
    page = loader.get_template(f"{status}.html").render(context)
    return HttpResponse(page, status=status)

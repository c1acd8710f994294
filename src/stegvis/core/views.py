"""Choices of the reader that belong to no place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from stegvis.core import preferences


@require_POST
def prefer(request: HttpRequest, name: str) -> HttpResponse:
    """Keep one preference, then go back to the page it was chosen on."""
    preference = preferences.PREFERENCES.get(name)
    if preference is None:
        raise Http404
    response = preferences.back(request)
    preference.keep(request.POST.get("value", ""), response)
    return response

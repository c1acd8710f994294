"""What a reader chooses for herself: appearance and keyboard shortcuts, kept in a cookie."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

ONE_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Preference:
    """One choice among `values`; the first is what applies until someone chooses."""

    cookie: str
    values: tuple[str, ...]

    def of(self, request: HttpRequest) -> str:
        chosen = request.COOKIES.get(self.cookie, "")
        return chosen if chosen in self.values else self.values[0]

    def keep(self, value: str, response: HttpResponse) -> None:
        """Store `value` in the reader's browser for a year; a value not offered changes nothing."""
        if value in self.values:
            response.set_cookie(
                self.cookie,
                value,
                max_age=ONE_YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )


# auto follows the computer; the names are those of the design system.
THEME = Preference("stegvis_theme", ("auto", "light", "dark"))
KEYS = Preference("stegvis_keys", ("on", "off"))
PREFERENCES = {"theme": THEME, "keys": KEYS}


def back(request: HttpRequest) -> HttpResponseRedirect:
    """Back to the page the form stood on, or to the start page if that is not one of ours."""
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if allowed else "/")

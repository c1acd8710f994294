"""What every page needs: navigation, place and period, and the reader's own preferences."""

from django.http import HttpRequest

from stegvis.core import navigation, preferences


def shell(request: HttpRequest) -> dict[str, object]:
    """Values of the base page; `place` is there on pages that belong to an association."""
    return {
        "navigation": list(navigation.links(request)),
        "place": getattr(request, "place", None),
        "theme": preferences.THEME.of(request),
        "themes": preferences.THEME.values,
        "keys": preferences.KEYS.of(request),
        "request_id": getattr(request, "id", ""),
    }

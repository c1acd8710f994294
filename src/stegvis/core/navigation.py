"""The navigation: areas list their pages, each user sees those she may open.

An area lists its items as ``ITEMS`` in a module ``navigation``; nothing is registered at import.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from stegvis.core import areas


@dataclass(frozen=True)
class NavItem:
    """A page in the navigation. `url_name` takes the association's slug; low `position` first."""

    label: Any  # a lazily translated text
    url_name: str
    permission: str
    position: int


@dataclass(frozen=True)
class Link:
    """A navigation item on one page: where it leads, and whether it leads here."""

    label: Any
    href: str
    current: str = ""  # the value of aria-current: "page", "true" for a page below, or none


@cache
def items() -> tuple[NavItem, ...]:
    """Every area's items, in the order they are shown."""
    found = [item for area in areas.modules("navigation") for item in getattr(area, "ITEMS", ())]
    return tuple(sorted(found, key=lambda item: item.position))


def links(request: HttpRequest) -> Iterator[Link]:
    """The navigation of this request: only what the role may see, with the period kept."""
    place = getattr(request, "place", None)
    scope = getattr(request, "scope", None)
    if place is None or scope is None:
        return
    for item in items():
        if scope.permits(item.permission, association=place.association.pk):
            path = reverse(item.url_name, args=[place.association.slug])
            yield Link(item.label, path + place.query, _current(request.path, path))


def _current(here: str, path: str) -> str:
    if here == path:
        return "page"
    return "true" if here.startswith(path) else ""

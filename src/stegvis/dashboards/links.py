"""Addresses of figures: the key that a figure is bound to, as a page of its own."""

from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from stegvis.organisations.place import Place

# The association stands in the address already, and the audience is whoever opens it.
KNOWN_OTHERWISE = ("association", "audience")


def to_figure(key: str, place: Place) -> str:
    """The page that says how the figure with this key was computed.

    `key` is what `reports.sections.bound.key` makes: the measure, and what was asked of it.
    """
    measure, _mark, asked = key.partition("?")
    said = {name: value for name, value in parse_qsl(asked) if name not in KNOWN_OTHERWISE}
    path = reverse("figure", args=[place.slug, measure])
    return f"{path}?{urlencode({'period': place.period.text} | said)}"

"""Where a recording is, on a page of answering."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(sounds: Mapping[str, str] | None, value: str) -> str:
    """The address of the recording of the answer `value`, of the question itself for ""."""
    return (sounds or {}).get(value, "")

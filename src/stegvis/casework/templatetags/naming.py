"""Participants by name where a name may be shown."""

from django import template

from stegvis.casework.models import Participant

register = template.Library()


@register.filter
def named(participant: Participant, names: dict[int, str] | None) -> str:
    """``{{ row.participant|named:names }}``: her name in `names` (naming.names_of), or her code."""
    return (names or {}).get(participant.pk) or participant.code

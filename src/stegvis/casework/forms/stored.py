"""What a participation says now, as the fields of its forms show it."""

from typing import Any

from stegvis.casework.forms.fields import ExitFields, StartFields
from stegvis.casework.models import Participation


def answers_of(participation: Participation) -> dict[str, Any]:
    """The answers by the names of the fields, with the version they belong to."""
    names = {*StartFields.base_fields, *ExitFields.base_fields, "version"}
    said = {name: getattr(participation, name) for name in names if hasattr(participation, name)}
    person = participation.participant
    return said | {
        "gender": person.gender,
        "birth_year": person.birth_year,
        "referrer": participation.formal_referrer,
        "co_referrers": participation.referrers[1:],
    }

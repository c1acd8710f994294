"""Verbs on a participant: what is known of the person herself."""

from django.db import transaction

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.models import Participant


@transaction.atomic
def correct(
    *, participant: Participant, gender: str, birth_year: int | None, by: User
) -> Participant:
    """The participant with another gender or year of birth, wherever she takes part."""
    if participant.owner_id not in scope_of(by).owners_with_persons:
        raise PermissionError("This person is registered by an organisation you do not work in.")
    participant.gender = gender
    participant.birth_year = birth_year
    participant.save(update_fields=["gender", "birth_year"])
    return participant

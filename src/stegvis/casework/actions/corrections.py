"""Correcting a participation together with what it says of the person."""

from datetime import date
from typing import Any

from django.db import transaction

from stegvis.access.models import User
from stegvis.casework.actions import participants, participations
from stegvis.casework.models import Participation


@transaction.atomic
def apply(
    *,
    participation: Participation,
    gender: str,
    birth_year: int | None,
    changes: dict[str, Any],
    by: User,
    today: date,
) -> Participation:
    """Both or neither: the person's gender and year of birth, and `changes` of the participation.

    Raises Refused or Collision as `participations.correct` does; then nothing is stored.
    """
    person = participation.participant
    if (person.gender, person.birth_year) != (gender, birth_year):
        participants.correct(participant=person, gender=gender, birth_year=birth_year, by=by)
    return participations.correct(participation=participation, changes=changes, by=by, today=today)

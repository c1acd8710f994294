"""An intervention with an agreement, and those who work in it, for tests of what they change."""

from datetime import date
from typing import Any

from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.casework.choices.changes import EXTEND
from stegvis.casework.models import Participation
from stegvis.casework.rules.changes import Asked
from stegvis.interventions.models import Agreement, Intervention
from tests.factories.people import user_with
from tests.factories.places import intervention

TODAY = date(2022, 6, 1)


def agreed(place: Intervention | None = None, **terms: Any) -> Intervention:
    """An intervention with an agreement from 2021 on."""
    place = place or intervention()
    Agreement.objects.create(intervention=place, **{"starts_on": date(2021, 1, 1)} | terms)
    return place


def staff_of(place: Intervention) -> Any:
    return user_with(INTERVENTION_STAFF, place)


def manager_of(place: Intervention) -> Any:
    return user_with(OWNER_MANAGER, place.owner)


def extension(to: date, *, on: date = TODAY) -> Asked:
    return Asked(EXTEND, on, planned_end_on=to)


def stored(one: Participation) -> Participation:
    return Participation.objects.get(pk=one.pk)

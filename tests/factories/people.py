"""Users with roles, and participations, for tests."""

from datetime import date
from itertools import count
from typing import Any

from stegvis.access.actions import grants
from stegvis.access.models import User
from stegvis.access.roles import PlaceKind, Role
from stegvis.casework.models import Participant, Participation
from stegvis.interventions.models import Intervention, Site

_numbers = count(1)


def user(**fields: Any) -> User:
    number = next(_numbers)
    return User.objects.create_user(
        **{"email": f"user{number}@example.org", "name": f"Användare {number}"}
        | {"password": "test password"}
        | fields
    )


def user_with(role: Role, place: Any, **fields: Any) -> User:
    """A user who holds `role` at `place` (a model instance of that kind)."""
    made = user(**fields)
    kind = PlaceKind(type(place).__name__.lower())
    grants.give(role=role, to=made, kind=kind, place_id=place.pk, by=None)
    return made


def participation(
    place: Intervention | Site, *, participant: Participant | None = None, **fields: Any
) -> Participation:
    """A participation at a site (an intervention means its default site); needs a context."""
    site = place if isinstance(place, Site) else place.sites.get(is_default=True)
    number = next(_numbers)
    person = {name: fields.pop(name) for name in ("gender", "birth_year") if name in fields}
    if participant is None:
        participant = Participant.objects.create(
            association=site.intervention.association,
            owner=site.owner,
            site=site,
            code=f"P{number}",
            **{"gender": "woman"} | person,
        )
    return Participation.objects.create(
        association=site.intervention.association,
        intervention=site.intervention,
        site=site,
        owner=site.owner,
        participant=participant,
        **{"reference": f"d-{number}", "started_on": date(2022, 3, 1)} | fields,
    )

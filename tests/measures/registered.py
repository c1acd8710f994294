"""Registrations in the real database, committed, for tests of what reads them back."""

from datetime import date
from typing import Any

import psycopg
from django.db import connections

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.casework.models import HeadCount, Participation
from stegvis.interventions.models import Intervention
from tests.factories import people, places


def intervention(slug: str = "garden", association: str = "forbund", **fields: Any) -> Intervention:
    """An intervention of a new association called so."""
    return places.intervention(
        association=places.association(slug=association), slug=slug, name=slug, **fields
    )


def participation(place: Any, **fields: Any) -> Participation:
    with acting(Scope(everything=True)):
        return people.participation(place, **fields)


def head_count(place: Intervention, **fields: Any) -> HeadCount:
    with acting(Scope(everything=True)):
        return place.head_counts.create(
            association=place.association, owner=place.owner, **{"year": 2022} | fields
        )


def another_connection() -> psycopg.Connection:
    """One more connection of the program to the test database, with the operator's context."""
    opened = psycopg.connect(**connections["default"].get_connection_params())
    opened.execute("SELECT set_config('stegvis.everything', 'on', false)")
    opened.commit()
    return opened


def move_start(opened: psycopg.Connection, row: Participation, day: date) -> None:
    """Change a registration in the transaction that is open on this connection."""
    opened.execute("UPDATE casework_participation SET started_on = %s WHERE id = %s", [day, row.pk])

"""A staff member of one intervention, logged in, in English."""

import pytest
from django.utils import translation

from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention


@pytest.fixture
def place(db):
    return intervention(slug="promise", name="Promise", association=association(slug="west"))


@pytest.fixture
def staff(place) -> User:
    return user_with(INTERVENTION_STAFF, place)


@pytest.fixture
def registered(place):
    """Registers participations the way an import would, without anybody's right."""

    def register(**fields):
        with acting(Scope(everything=True)):
            return participation(fields.pop("at", place), **fields)

    return register


@pytest.fixture
def browser(client, staff):
    client.force_login(staff)
    client.cookies["stegvis_language"] = "en"
    with translation.override("en"):
        yield client

"""A site with its staff, an agreement with meetings, and people who take part."""

import html
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import translation

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry, User
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.interventions.models import Agreement, Intervention
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)
TODAY = clock.today()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
# Nothing that is asked at the start is missing.
ANSWERED = {
    "education": "higher",
    "time_in_support": "none",
    "support_start": [],
    "occupation_start": [],
    "birth_year": 1990,
}


def text(page) -> str:
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def read_log(action: str) -> list[list[int]]:
    """The participants of each row that was logged for `action`."""
    with acting(EVERYTHING):
        return [row.object_ids for row in ReadLogEntry.objects.filter(action=action)]


Registers = Callable[..., Participation]


@pytest.fixture
def place(db) -> Intervention:
    return intervention(slug="promise", name="Promise", association=association(slug="west"))


@pytest.fixture
def agreement(place) -> Agreement:
    return Agreement.objects.create(
        intervention=place,
        starts_on=date(2020, 1, 1),
        weeks=16,
        hours_per_week=12,
        meeting_weeks=[4, 8],
        meeting_weeks_before_end=5,
    )


@pytest.fixture
def staff(place) -> User:
    return user_with(INTERVENTION_STAFF, place)


@pytest.fixture
def stranger(place) -> User:
    return user_with(INTERVENTION_STAFF, intervention(association=place.association))


@pytest.fixture
def registered(place) -> Registers:
    """Registers participations the way an import would, without anybody's right."""

    def register(**fields) -> Participation:
        given = ANSWERED | {"started_on": TODAY - timedelta(days=10)} | fields
        with acting(EVERYTHING):
            return participation(given.pop("at", place), **given)

    return register


@pytest.fixture
def acts(staff):
    """The rest of the test runs as the staff, inside one transaction."""
    with acting(scope_of(staff)):
        yield staff


@pytest.fixture
def browser(client, staff):
    client.force_login(staff)
    client.cookies["stegvis_language"] = "en"
    with translation.override("en"):
        yield client

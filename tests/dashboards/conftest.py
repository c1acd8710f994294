"""An association with committed registrations: figures are read from what others can see."""

from datetime import date

import pytest
from django.test import Client

from stegvis.access.context import acting
from stegvis.access.roles import ASSOCIATION_OFFICE, BOARD, INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention, organisation

EVERYTHING = Scope(everything=True)


class West:
    """One association; what its users may open, and what is registered in it."""

    def __init__(self) -> None:
        self.association = association(slug="west", name="West")
        self.owner = organisation(slug="hjo")
        self.stegen = self.intervention("stegen")
        self.users = {
            "office": user_with(ASSOCIATION_OFFICE, self.association),
            "board": user_with(BOARD, self.association),
            "staff": user_with(INTERVENTION_STAFF, self.stegen),
            "owner": user_with(OWNER_MANAGER, self.owner),
        }

    def intervention(self, slug: str, **fields):
        given = {"association": self.association, "owner": self.owner}
        return intervention(**given | {"slug": slug, "name": slug.title()} | fields)

    def register(self, number: int = 1, *, at=None, **fields) -> None:
        with acting(EVERYTHING):
            for _ in range(number):
                participation(at or self.stegen, **{"started_on": date(2022, 3, 1)} | fields)

    def get(self, role: str, path: str, **query):
        client = Client()
        client.force_login(self.users[role])
        client.cookies["stegvis_language"] = "en"
        headers = {"HX-Request": "true"} if query.pop("htmx", False) else {}
        return client.get(f"/west/{path}", {"period": "2022"} | query, headers=headers)


@pytest.fixture
def west(committed) -> West:
    return West()

"""The national analyst compares associations by what each could publish itself."""

import html
import re
from datetime import date

import pytest
from django.test import Client

from stegvis.access.actions import grants
from stegvis.access.context import acting
from stegvis.access.roles import NATIONAL_ANALYST, PlaceKind
from stegvis.access.scope import Scope
from tests.factories.people import participation, user
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)


@pytest.fixture
def analyst(committed) -> Client:
    someone = user()
    for slug, number in (("north", 12), ("south", 2)):
        place = intervention(association=association(slug=slug, name=slug.title()))
        with acting(EVERYTHING):
            for each in range(number):
                participation(
                    place,
                    started_on=date(2022, 3, 1),
                    ended_on=date(2022, 9, 1),
                    exit_reason="work" if each < number / 2 else "illness",
                    next_steps=[{"code": "work", "state": "started"}] if each < number / 2 else [],
                )
    grants.give(role=NATIONAL_ANALYST, to=someone, kind=PlaceKind.NATION, place_id=0, by=None)
    client = Client()
    client.force_login(someone)
    client.cookies["stegvis_language"] = "en"
    return client


def text(answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_volumes_stand_beside_one_another_and_small_numbers_are_not_shown(analyst):
    shown = text(analyst.get("/jamforelse/?year=2022"))
    assert "Compare associations 2022" in shown
    assert "North 12 12 12" in shown
    assert "South – – –" in shown
    assert "too few persons are counted" in shown


def test_an_analyst_begins_there_and_opens_no_page_of_an_association(analyst):
    assert analyst.get("/")["Location"] == "/jamforelse/"
    assert analyst.get("/north/oversikt/").status_code == 404
    assert "Compare associations 2025" in text(analyst.get("/jamforelse/?year=1066"))


def test_nobody_else_compares(client, committed):
    client.force_login(user())
    assert client.get("/jamforelse/").status_code == 404

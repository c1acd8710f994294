"""The catalogue: what it shows and what it costs."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.roles import ASSOCIATION_OFFICE, INTERVENTION_STAFF
from stegvis.interventions import pages
from stegvis.interventions.models import Agreement, Intervention
from tests.factories.people import user_with
from tests.factories.places import association, intervention, site

PATH = "/west/insatser/"


@pytest.fixture
def place(db):
    return association(slug="west")


@pytest.fixture
def office(client, place):
    client.force_login(user_with(ASSOCIATION_OFFICE, place))
    client.cookies["stegvis_language"] = "en"
    return client


def names(page) -> list[str]:
    text = html.unescape(page.content.decode())
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]*">([^<]*)</a>', text)


def heading(page) -> str:
    (text,) = re.findall(r"<h1>(.*?)</h1>", page.content.decode(), re.DOTALL)
    return " ".join(text.split())


def test_the_interventions_of_the_period_are_listed_by_name(office, place):
    intervention(association=place, name="Stegen", starts_on=date(2022, 12, 31))
    intervention(association=place, name="Aktiv", ends_on=date(2022, 1, 1))
    intervention(association=place, name="Before", ends_on=date(2021, 12, 31))
    intervention(association=place, name="After", starts_on=date(2023, 1, 1))
    page = office.get(PATH, {"period": "2022"})
    assert names(page) == ["Aktiv", "Stegen"]
    assert heading(page) == "2 interventions in 2022"


def test_places_are_those_agreed_on_the_last_day_of_the_period(office, place):
    made = intervention(association=place, name="Stegen")
    for start, end, places in ((2021, 2021, 11), (2022, 2022, 22), (2023, None, 33)):
        Agreement.objects.create(
            intervention=made,
            starts_on=date(start, 1, 1),
            ends_on=end and date(end, 12, 31),
            places=places,
        )
    page = office.get(PATH, {"period": "2022"}).content.decode()
    assert '<td class="is-number">22</td>' in page
    assert '<td class="is-number">33</td>' not in page


def test_named_sites_are_counted(office, place):
    made = intervention(association=place)
    site(intervention=made)
    site(intervention=made)
    assert '<td class="is-number">2</td>' in office.get(PATH).content.decode()


def test_an_intervention_of_another_association_is_not_listed(office):
    intervention()
    page = office.get(PATH)
    assert names(page) == []
    assert "No intervention was running in this period" in page.content.decode()


def test_staff_see_the_interventions_they_work_in(client, place):
    mine = intervention(association=place, name="Mine")
    intervention(association=place, name="Theirs")
    client.force_login(user_with(INTERVENTION_STAFF, mine))
    assert names(client.get(PATH)) == ["Mine"]


def test_three_rows_cost_no_more_queries_than_one(office, place):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            office.get(PATH)
        return len(queries)

    intervention(association=place)
    office.get(PATH)
    one = cost()
    whole = intervention(association=place)
    intervention(association=place, part_of=whole)
    assert cost() == one


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "state"),
    [
        (None, None, pages.RUNNING),
        (date(2022, 5, 1), None, pages.RUNNING),
        (date(2022, 5, 2), None, pages.PLANNED),
        (None, date(2022, 5, 1), pages.RUNNING),
        (None, date(2022, 4, 30), pages.ENDED),
    ],
)
def test_an_intervention_is_planned_running_or_ended_on_a_day(starts_on, ends_on, state):
    made = Intervention(starts_on=starts_on, ends_on=ends_on)
    assert pages.state(made, on=date(2022, 5, 1)) == state

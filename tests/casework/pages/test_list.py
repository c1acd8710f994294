"""The list of participations: what it shows, how it is narrowed, what it costs."""

import html
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.actions import grants
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER, PlaceKind
from stegvis.core import clock
from tests.factories.people import user_with
from tests.factories.places import intervention, site

PATH = "/west/deltagare/"
YEAR = {"period": "2022"}


def codes(page) -> list[str]:
    """The participants' codes in the order of the list."""
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]*">([^<]*)</a>', page.content.decode())


def heading(page) -> str:
    (text,) = re.findall(r'<span id="found" >(.*?)</span>', page.content.decode(), re.DOTALL)
    return " ".join(html.unescape(text).split())


def test_the_heading_says_how_many_take_part_in_the_period(browser, registered):
    registered()
    assert heading(browser.get(PATH, YEAR)) == "1 participation in 2022"
    registered()
    assert heading(browser.get(PATH, YEAR)) == "2 participations in 2022"


def test_only_participations_of_the_period_are_listed(browser, registered):
    registered(started_on=date(2021, 5, 1), ended_on=date(2021, 12, 31), exit_reason="work")
    kept = registered(started_on=date(2021, 5, 1), ended_on=date(2022, 1, 1), exit_reason="work")
    registered(started_on=date(2023, 1, 1))
    assert codes(browser.get(PATH, YEAR)) == [kept.participant.code]


def test_a_struck_out_registration_is_not_listed(browser, registered):
    registered(voided=True)
    assert codes(browser.get(PATH, YEAR)) == []


def test_participations_of_another_intervention_are_not_listed(browser, registered, place):
    elsewhere = intervention(association=place.association)
    assert registered(at=elsewhere).pk
    assert codes(browser.get(PATH, YEAR)) == []


def test_an_empty_list_says_what_to_do(browser, place):
    page = browser.get(PATH, YEAR).content.decode()
    assert "Nobody is registered in this period" in page
    page = browser.get(PATH, YEAR | {"state": "late"}).content.decode()
    assert "Nothing matches all of these choices" in page


@pytest.mark.parametrize(
    ("state", "expected"),
    [("ongoing", {"open", "late"}), ("late", {"late"}), ("ended", {"done"})],
)
def test_the_list_is_narrowed_by_state(browser, registered, state, expected):
    today = clock.today()
    rows = {
        "open": registered(started_on=today - timedelta(days=9)),
        "late": registered(
            started_on=today - timedelta(days=9), planned_end_on=today - timedelta(days=1)
        ),
        "done": registered(
            started_on=today - timedelta(days=9), ended_on=today, exit_reason="work"
        ),
    }
    page = browser.get(PATH, {"state": state})
    assert set(codes(page)) == {rows[name].participant.code for name in expected}


def test_missing_answers_are_found(browser, registered):
    answered = {
        "education": "higher",
        "time_in_support": "none",
        "support_start": [],
        "occupation_start": [],
        "birth_year": 1990,
    }
    registered(**answered)
    lacking = registered(**answered | {"education": "unknown"})
    page = browser.get(PATH, YEAR | {"state": "incomplete"})
    assert codes(page) == [lacking.participant.code]


def test_only_referrers_that_occur_are_offered(browser, registered):
    registered(referrers=["fk", "af"])
    page = browser.get(PATH, YEAR).content.decode()
    assert '<option value="fk">' in page
    assert '<option value="af">' not in page


def test_the_list_is_narrowed_by_formal_referrer(browser, registered):
    formal = registered(referrers=["fk", "af"])
    registered(referrers=["af", "fk"])
    assert codes(browser.get(PATH, YEAR | {"referrer": "fk"})) == [formal.participant.code]


def test_filters_are_remembered_until_they_are_cleared(browser, registered):
    registered(referrers=["fk"])
    browser.get(PATH, YEAR | {"referrer": "fk"})
    again = browser.get(PATH, YEAR)
    assert again.status_code == 302
    assert again["Location"] == f"{PATH}?period=2022&referrer=fk"
    assert browser.get(PATH, YEAR | {"referrer": "", "state": ""}).status_code == 200
    assert browser.get(PATH, YEAR).status_code == 200
    browser.get(PATH, YEAR | {"referrer": "fk"})
    assert browser.get(PATH, YEAR | {"reset": "1"}).status_code == 200
    assert browser.get(PATH, YEAR).status_code == 200


def test_who_also_only_oversees_is_asked_whose(browser, registered, place, staff):
    mine = registered()
    assert "Whose" not in browser.get(PATH, YEAR).content.decode()
    other = intervention(association=place.association, owner=place.owner)
    theirs = registered(at=other)
    grants.give(
        role=OWNER_MANAGER, to=staff, kind=PlaceKind.ORGANISATION, place_id=place.owner_id, by=None
    )
    page = browser.get(PATH, YEAR)
    assert "Whose" in page.content.decode()
    assert set(codes(page)) == {mine.participant.code, theirs.participant.code}
    narrowed = browser.get(PATH, YEAR | {"whose": "mine"})
    assert codes(narrowed) == [mine.participant.code]


def test_htmx_is_sent_the_same_rows_and_what_to_announce(browser, registered):
    registered()
    whole = browser.get(PATH, YEAR)
    part = browser.get(PATH, YEAR, headers={"HX-Request": "true"})
    assert codes(part) == codes(whole)
    text = part.content.decode()
    assert "<html" not in text
    announced = '<div id="status" hx-swap-oob="innerHTML">1 participation in 2022</div>'
    assert announced in " ".join(text.split())
    assert '<span id="found" hx-swap-oob="true">1 participation in 2022</span>' in text


def test_what_is_listed_is_written_in_the_read_log(browser, registered, staff):
    made = [registered(), registered()]
    browser.get(PATH, YEAR)
    (entry,) = ReadLogEntry.objects.filter(action="participations.list")
    assert entry.user_id == staff.pk
    assert entry.object_ids == sorted(each.participant_id for each in made)
    assert entry.request_id


def test_three_rows_cost_no_more_queries_than_one(browser, registered):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PATH, YEAR).status_code == 200
        return len(queries)

    registered()
    browser.get(PATH, YEAR)
    one = cost()
    registered()
    registered()
    assert cost() == one


def test_a_period_that_cannot_be_read_is_answered_with_how_to_write_one(browser, place):
    page = html.unescape(browser.get(PATH, {"period": "våren"}).content.decode())
    assert "“våren” cannot be read as a period." in page
    assert f"0 participations in {clock.today().year}" in heading(
        browser.get(PATH, {"period": "x"})
    )


def test_the_period_stays_in_every_link(browser, registered):
    registered()
    page = browser.get(PATH, YEAR).content.decode()
    inside = [link for link in re.findall(r'href="(/west/[^"]*)"', page) if "period-" not in link]
    assert inside
    assert [link for link in inside if "period=" not in link] == []


def test_staff_of_one_site_see_that_site_only(client, registered, place):
    here, there = site(intervention=place, name="Hjo"), site(intervention=place, name="Tibro")
    seen = registered(at=here)
    registered(at=there)
    client.force_login(user_with(INTERVENTION_STAFF, here))
    assert codes(client.get(PATH, YEAR)) == [seen.participant.code]

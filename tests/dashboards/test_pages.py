"""Start pages, overview, intervention and figure: who is told what, and at what cost."""

import html
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.core import clock
from tests.factories.people import user, user_with
from tests.factories.places import site


def text(answer) -> str:
    body = re.sub(r"<[^>]+>", " ", html.unescape(answer.content.decode()))
    return " ".join(body.split())


def heading(answer) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", html.unescape(found)).split())


@pytest.mark.parametrize(
    ("role", "page"),
    [("office", "oversikt"), ("board", "oversikt"), ("staff", "min-dag"), ("owner", "min-dag")],
)
def test_each_role_begins_with_the_page_it_needs_first(west, role, page):
    client = Client()
    client.force_login(west.users[role])
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/west/{page}/"


def test_who_has_no_role_is_told_what_to_do(west):
    client = Client()
    client.force_login(user())
    answer = client.get("/")
    assert answer.status_code == 200
    assert "fråga den" in text(answer).lower() or "ask the one" in text(answer).lower()


def test_a_new_registration_is_in_the_next_figure(west):
    west.register(6)
    assert heading(west.get("office", "oversikt/")) == "6 participations"
    west.register()
    assert heading(west.get("office", "oversikt/")) == "7 participations"


def test_the_overview_compares_with_the_same_months_of_the_year_before(west):
    west.register(6)
    west.register(4, started_on=date(2021, 3, 1), ended_on=date(2021, 9, 1), exit_reason="work")
    page = west.get("office", "oversikt/")
    assert heading(page) == "6 participations, 2 more than in 2021"
    assert "2 more than in 2021" in text(page)


def test_every_intervention_of_the_overview_leads_to_its_page(west):
    west.register(6)
    page = west.get("board", "oversikt/").content.decode()
    assert 'href="/west/insatser/stegen/?period=2022"' in page


def test_an_intervention_without_registrations_says_so(west):
    page = text(west.get("office", "insatser/stegen/"))
    assert "Nothing is registered in this period" in page


def test_the_office_is_told_volumes_exactly_and_outcomes_protected(west):
    west.register(6, ended_on=date(2022, 9, 1), exit_reason="work", next_steps=[])
    west.register(2, ended_on=date(2022, 9, 1), exit_reason="illness")
    office, staff = (text(west.get(role, "insatser/stegen/")) for role in ("office", "staff"))
    assert "8 participations" in office
    assert "To work or studies – too few to be shown" in office
    assert "75%" in staff
    assert "6 of 8 ended" in staff


def test_staff_of_one_site_are_told_of_the_whole_as_outsiders(west):
    hjo = site(intervention=west.stegen, slug="hjo")
    west.register(3, at=hjo)
    west.register(3)
    west.users["staff"] = user_with(INTERVENTION_STAFF, hjo)
    west.register(1, gender="man")
    asked = {"intervention": "stegen", "gender": "man"}
    told = text(west.get("staff", "siffra/participations.current/", **asked))
    assert "it could point someone out" in told
    assert "The rows behind the figure" not in told
    owner = text(west.get("owner", "siffra/participations.current/", **asked))
    assert "Numerator 1" in owner


def test_a_period_within_a_month_is_answered_with_what_to_ask_instead(west):
    page = west.get("office", "oversikt/", period="2022-01-05..2022-02-10")
    assert page.status_code == 200
    assert "begins or ends within a month" in text(page)
    assert "2022-01" in text(page)


def test_figures_of_a_period_that_is_not_over_are_preliminary(west):
    year = str(clock.today().year)
    assert "preliminary" in text(west.get("office", "oversikt/", period=year))
    assert "preliminary" not in text(west.get("office", "oversikt/"))


def test_a_figure_says_what_it_is_made_of(west):
    west.register(6, ended_on=date(2022, 9, 1), exit_reason="work")
    west.register(6, ended_on=date(2022, 9, 1), exit_reason="illness")
    west.register(2, ended_on=date(2022, 9, 1), exit_reason="transferred")
    page = west.get("office", "siffra/exits.to_work_or_studies/")
    told = text(page)
    assert heading(page).endswith(": 50.0%")
    for words in (
        "1 January 2022 – 31 December 2022",
        "Numerator 6",
        "Denominator 12",
        "Left out 2",
        "Different persons 6",
        "Version of the data",
        "Computed",
    ):
        assert words in told


def test_the_owners_staff_open_the_rows_and_that_is_logged(west):
    west.register(2, ended_on=date(2022, 9, 1), exit_reason="work")
    west.register(1, ended_on=date(2022, 9, 1), exit_reason="illness")
    asked = {"intervention": "stegen"}
    page = west.get("staff", "siffra/exits.to_work_or_studies/", **asked)
    rows = re.findall(r"<td>(counted|denominator only|left out)</td>", page.content.decode())
    assert rows == ["counted", "counted", "denominator only"]
    (entry,) = ReadLogEntry.objects.filter(action="figure.rows")
    assert entry.user_id == west.users["staff"].pk
    office = west.get("office", "siffra/exits.to_work_or_studies/", **asked)
    assert "The rows behind the figure" not in text(office)


def test_a_group_that_does_not_occur_counts_nobody(west):
    west.register(6)
    page = west.get("office", "siffra/participations.current/", gender="man")
    assert heading(page) == "Current participations: 0 participations"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("siffra/participations.nonsense/", {}),
        ("siffra/participations.current/", {"intervention": "elsewhere"}),
        ("insatser/elsewhere/", {}),
    ],
)
def test_what_does_not_exist_is_missing(west, path, query):
    assert west.get("office", path, **query).status_code == 404


def test_a_figure_is_sent_to_htmx_without_the_page_around_it(west):
    west.register(6)
    part = west.get("office", "siffra/participations.current/", htmx=True).content.decode()
    assert "<html" not in part
    assert "data-focus-after" in part
    assert "<h1" not in part


def cost(west, role: str, path: str) -> int:
    client = Client()
    client.force_login(west.users[role])
    client.get(f"/west/{path}", {"period": "2022"})
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/west/{path}", {"period": "2022"}).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("role", "path"),
    [("office", "oversikt/"), ("office", "insatser/stegen/")],
)
def test_three_rows_cost_no_more_queries_than_one(west, role, path):
    planned = clock.today() - timedelta(days=1)
    west.register(6, planned_end_on=planned)
    one = cost(west, role, path)
    for slug in ("andra", "tredje"):
        west.register(6, at=west.intervention(slug, part_of=None), planned_end_on=planned)
    west.register(6, planned_end_on=planned)
    assert cost(west, role, path) == one

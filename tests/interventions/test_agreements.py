"""What is agreed: written by the owner's manager, one agreement at a time."""

import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.access.roles import ASSOCIATION_OFFICE, INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.interventions import closed_weeks
from stegvis.interventions.actions import agreements as actions
from stegvis.interventions.actions.agreements import Refused, Terms
from stegvis.interventions.models import Agreement
from tests.factories.people import user_with
from tests.factories.places import association, intervention, organisation, site

START = date(2026, 1, 1)
MONDAYS = st.sets(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)).map(
        lambda day: date.fromisocalendar(*day.isocalendar()[:2], 1)
    )
)


@pytest.mark.parametrize(
    ("text", "mondays"),
    [
        ("", []),
        ("52", ["2026-12-21"]),
        ("28-30", ["2026-07-06", "2026-07-13", "2026-07-20"]),
        ("v. 28–29, v. 1 2027", ["2026-07-06", "2026-07-13", "2027-01-04"]),
        ("52-1", ["2026-12-21", "2026-12-28", "2027-01-04"]),
    ],
)
def test_closed_weeks_are_read_as_people_write_them(text, mondays):
    assert [f"{day}" for day in closed_weeks.read(text, year=2026)] == mondays


@pytest.mark.parametrize("text", ["juli", "54", "53 2025", "28-"])
def test_what_is_no_week_is_answered_with_how_to_write_one(text):
    with pytest.raises(closed_weeks.WeekError) as refused:
        closed_weeks.read(text, year=2026)
    assert text in str(refused.value)


@given(MONDAYS)
def test_closed_weeks_are_read_back_as_they_are_written(mondays):
    text = closed_weeks.written(mondays)
    assert closed_weeks.read(text, year=1999) == sorted(mondays)


@pytest.fixture
def place(db):
    return intervention(slug="promise", name="Promise", association=association(slug="west"))


@pytest.fixture
def manager(place):
    return user_with(OWNER_MANAGER, place.owner)


def agree(place, by, **terms) -> Agreement:
    return actions.agree(intervention=place, terms=Terms(**{"starts_on": START} | terms), by=by)


def test_the_manager_of_the_owner_writes_what_is_agreed(place, manager):
    made = agree(place, manager, places=12, meeting_weeks=[4, 8])
    assert Agreement.objects.get() == made
    assert (made.places, made.meeting_weeks, made.weeks) == (12, [4, 8], None)


def test_staff_do_not_write_agreements(place):
    with pytest.raises(PermissionError):
        agree(place, user_with(INTERVENTION_STAFF, place))


def test_the_owner_of_one_site_does_not_write_the_agreement_of_the_whole(place):
    there = organisation()
    site(intervention=place, owner=there)
    with pytest.raises(PermissionError):
        agree(place, user_with(OWNER_MANAGER, there))


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 6, 1), None, "starts_on"),
        (date(2025, 1, 1), START, "starts_on"),
        (date(2025, 1, 1), date(2025, 12, 31), None),
        (date(2027, 1, 1), None, None),
        (date(2025, 1, 1), date(2024, 1, 1), "ends_on"),
    ],
)
def test_one_agreement_holds_at_a_time(place, manager, first, last, field):
    agree(place, manager, ends_on=date(2026, 12, 31))
    try:
        agree(place, manager, starts_on=first, ends_on=last)
        refused = None
    except Refused as problem:
        refused = problem.field
    assert refused == field


def test_an_agreement_is_changed_by_one_at_a_time(place, manager):
    made = agree(place, manager, places=12)
    seen = actions.mark_of(actions.terms_of(made))
    more = Terms(START, places=15)
    assert actions.change(agreement=made, seen=seen, terms=more, by=manager).places == 15
    with pytest.raises(Refused):
        actions.change(agreement=made, seen=seen, terms=Terms(START), by=manager)
    assert Agreement.objects.get().places == 15


# --- Pages -----------------------------------------------------------------------------------

PATH = "/west/insatser/promise/"


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    client.cookies["stegvis_language"] = "en"
    return client


def text(page) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


SENT = {
    "starts_on": "2026-01-01",
    "places": "12",
    "weeks": "16",
    "hours_per_week": "12,5",
    "longest_extension_weeks": "4",
    "owner_decides": "on",
    "meeting_weeks": "8, 4",
    "meeting_interval_weeks": "8",
    "meeting_weeks_before_end": "5",
    "closed_weeks": "28-30 2026",
}


def test_what_is_agreed_is_written_shown_and_changed(browser, place):
    assert "No agreement has been written down" in text(browser.get(f"{PATH}avtal/"))
    page = text(browser.post(f"{PATH}avtal/nytt/", SENT, follow=True))
    for said in (
        *("12 places", "16 weeks", "12.50 hours a week", "extended at most 4 weeks"),
        *("the owner decides on changes", "check-in after 4, 8 weeks", "check-in every 8 weeks"),
        *("end meeting 5 weeks before the end", "closed week 28-30 2026"),
    ):
        assert said in page
    made = Agreement.objects.get()
    at = f"{PATH}avtal/{made.pk}/"
    shown = browser.get(at)
    assert 'value="28-30 2026"' in shown.content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', shown.content.decode())[0]
    answer = browser.post(at, SENT | {"places": "14", "seen": seen})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.places == 14
    page = browser.post(at, SENT | {"places": "16", "seen": seen})
    assert page.status_code == 422
    assert "Someone else has changed the agreement" in text(page)
    assert "14 places" in text(page)
    fresh = re.findall(r'name="seen" value="(\w+)"', page.content.decode())[0]
    assert browser.post(at, SENT | {"places": "16", "seen": fresh}).status_code == 302


def test_a_new_agreement_begins_with_what_the_latest_says(browser, place):
    browser.post(f"{PATH}avtal/nytt/", SENT)
    page = browser.get(f"{PATH}avtal/nytt/").content.decode()
    assert 'name="places" value="12"' in page
    assert 'value="2026-01-01"' not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"starts_on": ""}, "Write a date"),
        ({"meeting_weeks": "4, x"}, "“4, x” are no weeks."),
        ({"meeting_weeks": "0"}, "“0” are no weeks."),
        ({"closed_weeks": "juli"}, "“juli” is no week."),
        ({"places": "många"}, "Write a whole number, for example 12."),
    ],
)
def test_what_cannot_be_read_is_answered_with_how_to_write_it(browser, place, wrong, says):
    page = browser.post(f"{PATH}avtal/nytt/", SENT | wrong)
    assert page.status_code == 422
    assert says in text(page)


def test_overlapping_agreements_are_refused_at_the_day(browser, place):
    browser.post(f"{PATH}avtal/nytt/", SENT)
    page = browser.post(f"{PATH}avtal/nytt/", SENT | {"starts_on": "2026-05-01"})
    assert page.status_code == 422
    assert "The agreement from 2026-01-01 holds on some of these days." in text(page)


@pytest.mark.parametrize("rest", ["avtal/", "avtal/nytt/"])
def test_the_pages_are_missing_to_those_who_do_not_manage_the_owner(client, place, rest):
    for role, at in (
        (INTERVENTION_STAFF, place),
        (ASSOCIATION_OFFICE, place.association),
        (OWNER_MANAGER, intervention(association=place.association).owner),
    ):
        client.force_login(user_with(role, at))
        assert client.get(PATH + rest).status_code == 404

"""The start page: everything that waits, in the order in which it should be done."""

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stegvis.access.actions import grants
from stegvis.access.context import acting
from stegvis.access.models import Emergency
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER, PlaceKind
from stegvis.access.scope import scope_of
from stegvis.casework import desk
from stegvis.casework.actions import emergencies, sessions
from stegvis.casework.actions.sessions import Details
from stegvis.casework.panels.parts import Task
from tests.casework.daily.conftest import EVERYTHING, TODAY, read_log, text
from tests.factories.people import user_with
from tests.factories.places import intervention

PATH = "/west/min-dag/"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("due_on", "group"),
    [
        (date(2026, 11, 24), "late"),
        (date(2026, 11, 25), "today"),
        (date(2026, 11, 26), "week"),
        (date(2026, 11, 29), "week"),
        (date(2026, 11, 30), "later"),
    ],
)
def test_tasks_are_grouped_by_when_they_are_due(due_on, group):
    assert desk.when(due_on, today=WEDNESDAY) == group


def test_a_long_group_is_cut_until_it_is_asked_for():
    tasks = [Task(WEDNESDAY, "x", "/")] * 50
    (cut,) = desk.grouped(tasks, today=WEDNESDAY)
    assert (cut.code, len(cut.tasks), cut.total) == ("today", desk.SHOWN, 50)
    (whole,) = desk.grouped(tasks, today=WEDNESDAY, whole="today")
    assert len(whole.tasks) == 50


def groups(page) -> list[str]:
    return re.findall(r"<h2 id=\"group-\w+\">([^<]*)</h2>", page.content.decode())


def codes(page) -> set[str]:
    return set(re.findall(r'<strong aria-hidden="true">([^<]*)</strong>', page.content.decode()))


def heading(page) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", page.content.decode(), re.DOTALL)
    return " ".join(found.split())


def test_the_page_is_empty_when_nothing_waits(browser, registered):
    assert "Register the first participant." in text(browser.get(PATH))
    registered()
    page = browser.get(PATH)
    assert heading(page) == "Nothing is overdue"
    assert "1 participation is running" in text(page)
    assert "Meetings, exits and answers show here" in text(page)


def test_a_registration_past_its_planned_end_waits_until_it_is_handled(browser, registered):
    late = registered(planned_end_on=TODAY - DAY)
    registered(planned_end_on=TODAY + DAY)
    registered(planned_end_on=TODAY + 3 * WEEK)
    page = browser.get(PATH)
    assert heading(page) == "1 thing is overdue"
    assert groups(page)[0] == "Overdue (1)"
    assert text(page).count("Planned end: end or extend") == 2
    with acting(EVERYTHING):
        type(late).objects.filter(pk=late.pk).update(ended_on=TODAY, exit_reason="work")
    assert heading(browser.get(PATH)) == "Nothing is overdue"


def test_missing_answers_wait_for_a_month_before_they_are_late(browser, registered):
    registered(education="unknown", birth_year=None)
    page = browser.get(PATH)
    assert heading(page) == "Nothing is overdue"
    assert "2 answers are missing" in text(page)
    registered(education="unknown", started_on=TODAY - 5 * WEEK)
    assert heading(browser.get(PATH)) == "1 thing is overdue"


def test_answers_of_an_exit_before_the_report_year_wait_no_more(browser, registered):
    old = date(TODAY.year - 2, 5, 1)
    registered(started_on=old, ended_on=old, exit_reason="work", next_steps=[])
    assert groups(browser.get(PATH)) == []


def test_meetings_sessions_and_part_goals_wait(browser, registered, agreement, staff, place):
    one = registered(started_on=TODAY - 5 * WEEK, planned_end_on=TODAY + 11 * WEEK)
    with acting(scope_of(staff)):
        details = Details(TODAY, time(9), time(10), "Kost")
        sessions.plan(site=place.sites.get(), details=details, by=staff)
    page = browser.get(PATH)
    assert groups(page)[:2] == ["Overdue (1)", "Today (1)"]
    assert "Check-in after 4 weeks" in text(page)
    assert "Mark attendance: Kost (Promise)" in text(page)
    assert codes(page) == {one.participant.code}


def test_what_is_shown_is_written_in_the_read_log(browser, registered):
    one = registered(planned_end_on=TODAY - DAY)
    registered()
    browser.get(PATH)
    assert read_log("my_day") == [[one.participant_id]]


def test_others_tasks_are_not_shown(browser, registered, place):
    theirs = registered(at=intervention(association=place.association), planned_end_on=TODAY - DAY)
    assert theirs.pk
    registered(voided=True, planned_end_on=TODAY - DAY)
    assert groups(browser.get(PATH)) == []


@pytest.fixture
def oversees(staff, place, registered):
    """The staff also answers for the owner's other intervention."""
    grants.give(
        role=OWNER_MANAGER, to=staff, kind=PlaceKind.ORGANISATION, place_id=place.owner_id, by=None
    )
    other = intervention(
        association=place.association, owner=place.owner, slug="stegen", name="Stegen"
    )
    return (
        registered(planned_end_on=TODAY - DAY),
        registered(at=other, planned_end_on=TODAY - DAY),
    )


def test_mine_and_all_are_asked_plainly_of_who_oversees_others(browser, oversees):
    mine, theirs = oversees
    page = browser.get(PATH)
    assert "Whose" in text(page)
    assert codes(page) == {mine.participant.code, theirs.participant.code}
    assert codes(browser.get(PATH, {"whose": "mine"})) == {mine.participant.code}


def test_who_oversees_nobody_is_not_asked_whose(browser, registered):
    registered(planned_end_on=TODAY - DAY)
    assert "Whose" not in text(browser.get(PATH))


def test_the_page_is_narrowed_to_one_intervention(browser, oversees):
    page = browser.get(PATH, {"intervention": "stegen"})
    assert codes(page) == {oversees[1].participant.code}


def test_filters_are_remembered_until_they_are_cleared(browser, oversees):
    browser.get(PATH, {"whose": "mine"})
    again = browser.get(PATH)
    assert (again.status_code, again["Location"]) == (302, f"{PATH}?whose=mine")
    assert browser.get(PATH, {"reset": "1"}).status_code == 200
    assert browser.get(PATH).status_code == 200


def test_nonsense_in_the_address_narrows_nothing(browser, oversees):
    assert len(codes(browser.get(PATH, {"whose": "x", "intervention": "y"}))) == 2


def test_thirty_participations_cost_no_more_queries_than_one(
    browser, registered, agreement, staff, place
):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PATH).status_code == 200
        return len(queries)

    def begin(number: int) -> None:
        for _ in range(number):
            registered(
                started_on=TODAY - 5 * WEEK,
                planned_end_on=TODAY + DAY,
                education="unknown",
            )

    begin(1)
    browser.get(PATH)
    one = cost()
    begin(29)
    assert cost() == one
    assert len(codes(browser.get(PATH))) == 30


def test_a_consultation_has_no_planned_end_to_keep(browser, registered):
    registered(kind="consultation", planned_end_on=TODAY - DAY)
    assert "Planned end" not in text(browser.get(PATH))


def test_answers_of_who_has_not_begun_are_not_asked_for(browser, registered):
    registered(started_on=TODAY + DAY, planned_end_on=TODAY + 2 * DAY, education="unknown")
    page = text(browser.get(PATH))
    assert "Planned end: end or extend" in page
    assert "missing" not in page


def test_an_opened_door_waits_for_the_second_person_until_she_has_looked(
    browser, client, place, registered
):
    opener, manager = user_with(INTERVENTION_STAFF, place), user_with(OWNER_MANAGER, place.owner)
    now = timezone.now()
    one = registered()
    door = Emergency.objects.create(
        user=opener,
        association_id=place.association_id,
        owner_id=place.owner_id,
        participation_id=one.pk,
        opened_at=now - timedelta(minutes=5),
        until=now,
    )
    task = f"Emergency access by {opener.name}: look and confirm"
    assert task not in text(browser.get("/west/min-dag/"))
    client.force_login(manager)
    assert task in text(client.get("/west/min-dag/"))
    emergencies.acknowledge(opened=door, by=manager, now=now)
    assert task not in text(client.get("/west/min-dag/"))

"""Follow-ups in the browser's eyes: the list, the form, the panel, the undo."""

import html
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.scope import Scope
from stegvis.casework.models import FollowUp
from stegvis.casework.rules.follow_ups import months_after
from stegvis.core import clock

EVERYTHING = Scope(everything=True)
LIST = "/west/uppfoljningar/"


def text_of(page) -> str:
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(html.unescape(plain).split())


@pytest.fixture
def left(registered):
    """Someone who left a year ago, and is to be followed up today."""

    def made(*, days: int = 0, **fields):
        ended_on = months_after(clock.today(), -12) - timedelta(days=days)
        began_on = ended_on - timedelta(days=200)
        return registered(
            **{"started_on": began_on, "ended_on": ended_on, "exit_reason": "work"} | fields
        )

    return made


def path(person, months: int = 12, page: str = "") -> str:
    return f"/west/deltagare/{person.pk}/uppfoljning/{months}/{page}"


def answered(**changed):
    return {
        "tried_on": f"{clock.today():%Y-%m-%d}",
        "channel": "phone",
        "result": "reached",
        "occupation": ["work"],
        "occupation-work": "75",
        "support": ["wages"],
        "support-wages": "75",
        "next_steps": ["work"],
        "next_steps-work": "started",
        "plan": "carried_out",
    } | changed


def test_the_list_says_that_nobody_waits(browser):
    assert "Nobody waits" in text_of(browser.get(LIST))


def test_the_list_begins_with_who_has_waited_longest(browser, left):
    later, earlier = left(), left(days=20)
    page = browser.get(LIST)
    assert "2 follow-ups wait" in text_of(page)
    found = re.findall(r'<th scope="row"[^>]*><a href="([^"]*)"', page.content.decode())
    assert found == [path(earlier), path(later)]


def test_the_list_costs_the_same_for_three_as_for_one(browser, left):
    left()
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    left(), left()
    with CaptureQueriesContext(connection) as three:
        assert "3 follow-ups wait" in text_of(browser.get(LIST))
    assert len(one) == len(three)


def test_the_list_stands_in_the_read_log_with_those_it_shows(browser, left):
    person = left()
    before = ReadLogEntry.objects.count()
    browser.get(LIST)
    (entry,) = ReadLogEntry.objects.order_by("pk")[before:]
    assert (entry.action, entry.object_ids) == ("follow_ups.list", [person.participant_id])


def test_answers_are_stored_with_the_attempt(browser, left):
    person = left()
    answer = browser.post(path(person), answered())
    assert answer.headers["Location"] == f"/west/deltagare/{person.pk}/"
    with acting(EVERYTHING):
        stored = FollowUp.objects.get()
        assert (stored.reached, stored.plan) == (True, "carried_out")
        assert stored.occupation == [{"code": "work", "percent": 75}]
        assert stored.support == [{"code": "wages", "percent": 75}]
        assert stored.next_steps == [{"code": "work", "state": "started"}]


def test_save_and_take_the_next_leads_to_the_next_who_waits(browser, left):
    last, first = left(), left(days=20)
    said_nothing = {"tried_on": "today", "channel": "phone", "result": "no_answer", "next": "1"}
    answer = browser.post(path(first), said_nothing)
    assert answer.headers["Location"] == path(last)
    answer = browser.post(path(last), said_nothing)
    assert answer.headers["Location"] == LIST


def test_an_attempt_that_cannot_be_stored_is_shown_again(browser, left):
    person = left()
    tomorrow = clock.today() + timedelta(days=1)
    answer = browser.post(path(person), answered(tried_on=f"{tomorrow:%Y-%m-%d}"))
    assert answer.status_code == 422
    assert "The day has not come yet" in text_of(answer)
    answer = browser.post(path(person), answered(result="no_answer"))
    assert "There are answers below." in text_of(answer)
    answer = browser.post(path(person), {"channel": "phone"})
    assert answer.status_code == 422
    with acting(EVERYTHING):
        assert not FollowUp.objects.exists()


def test_answers_are_corrected_where_she_was_reached_already(browser, left):
    person = left()
    browser.post(path(person), answered())
    page = browser.get(path(person)).content.decode()
    assert 'name="tried_on"' not in page
    (box,) = re.findall(r'<input[^>]*id="id_occupation_work"[^>]*>', page)
    assert "checked" in box
    browser.post(path(person), {"occupation": ["studies"], "occupation-studies": "", "plan": ""})
    with acting(EVERYTHING):
        stored = FollowUp.objects.get()
    assert (stored.occupation, stored.plan) == ([{"code": "studies", "percent": None}], "")


def test_a_correction_that_cannot_be_read_is_shown_again(browser, left):
    person = left()
    browser.post(path(person), answered())
    answer = browser.post(path(person), {"occupation": ["work"], "occupation-work": "half"})
    assert answer.status_code == 422


def test_the_latest_attempt_is_taken_away(browser, left):
    person = left()
    assert browser.post(path(person, page="angra/")).status_code == 404
    browser.post(path(person), answered())
    browser.post(path(person, page="angra/"))
    with acting(EVERYTHING):
        assert not FollowUp.objects.exists()


def test_there_is_no_follow_up_of_another_interval_or_of_who_still_runs(browser, left, registered):
    assert browser.get(path(left(), 9)).status_code == 404
    assert browser.get(path(registered())).status_code == 404


def test_the_page_of_a_participation_shows_both_follow_ups(browser, left):
    person = left()
    page = browser.get(f"/west/deltagare/{person.pk}/")
    shown = text_of(page)
    assert "Follow-up after 6 months" in shown
    assert "was not made" in shown
    assert "can be made now" in shown
    browser.post(path(person), answered())
    shown = text_of(browser.get(f"/west/deltagare/{person.pk}/"))
    assert "Follow-up: reached" in shown


def test_a_follow_up_to_come_cannot_be_written_yet(browser, registered):
    ended_on = clock.today() - timedelta(days=10)
    person = registered(started_on=date(2022, 3, 1), ended_on=ended_on, exit_reason="work")
    page = browser.get(f"/west/deltagare/{person.pk}/").content.decode()
    assert "to come" in page
    assert path(person, 6) not in page


def opened(browser, person) -> str:
    """The mark that the page carries of what it was opened with."""
    return re.search(r'name="mark" value="(\w+)"', browser.get(path(person)).content.decode())[1]


def test_two_who_write_answers_at_once_are_shown_both_versions(browser, left):
    person = left()
    browser.post(path(person), answered())
    mine = {"mark": opened(browser, person)}
    browser.post(path(person), mine | answered(plan="partly", **{"occupation-work": "50"}))
    answer = browser.post(path(person), mine | answered(plan="not_carried_out"))
    assert answer.status_code == 422
    said = text_of(answer)
    assert "Someone else has changed this while you were writing." in said
    assert "Occupation today Work 50 % Work 75 %" in said
    # Saved once more, what stands in the form is meant to stand.
    again = re.search(r'name="mark" value="(\w+)"', answer.content.decode())[1]
    browser.post(path(person), answered(plan="not_carried_out", mark=again))
    with acting(EVERYTHING):
        assert FollowUp.objects.get().plan == "not_carried_out"


def test_an_attempt_does_not_replace_answers_that_someone_else_has_just_heard(browser, left):
    person = left()
    mine = {"mark": opened(browser, person)}
    browser.post(path(person), answered(plan="partly"))
    answer = browser.post(path(person), mine | answered())
    assert "What differs" in text_of(answer)
    with acting(EVERYTHING):
        assert FollowUp.objects.get().plan == "partly"

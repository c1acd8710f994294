"""Meetings: what is due, what is registered, what the pages say."""

from datetime import timedelta

import pytest
from django.utils import translation

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.casework import schedule
from stegvis.casework.actions import meetings as actions
from stegvis.casework.actions.meetings import Said
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import Stale
from stegvis.casework.models import Meeting, Participation
from stegvis.casework.panels import registry
from stegvis.casework.panels.parts import Desk
from stegvis.casework.rules import workdays
from stegvis.organisations.place import Place
from tests.casework.daily.conftest import EVERYTHING, TODAY, read_log, text

DAY = timedelta(days=1)
START = TODAY - timedelta(weeks=5)
END = START + timedelta(weeks=16)


@pytest.fixture
def person(registered, agreement):
    return registered(started_on=START, planned_end_on=END)


def due(person) -> list[tuple[str, int]]:
    return [(each.occasion, each.weeks) for each in schedule.schedule_of(person, today=TODAY).due]


def register(person, by, *, answering: int | None = 0, **said) -> Meeting:
    waiting = schedule.schedule_of(person, today=TODAY).due
    chosen = None if answering is None else waiting[answering]
    return actions.register(
        participation=person,
        due=chosen,
        said=Said(**{"state": "held", "day": TODAY} | said),
        by=by,
        today=TODAY,
    )


def test_what_is_agreed_says_which_meetings_are_due(acts, person):
    assert due(person) == [("after_weeks", 4), ("after_weeks", 8), ("before_end", 5)]


def test_without_an_agreement_no_meeting_is_due(acts, registered):
    assert due(registered(started_on=START, planned_end_on=END)) == []


def test_a_registered_meeting_answers_its_due_day(acts, person):
    made = register(person, acts)
    assert (made.occasion, made.weeks) == ("after_weeks", 4)
    assert made.due_on == workdays.on_or_after(START + timedelta(weeks=4))
    assert due(person) == [("after_weeks", 8), ("before_end", 5)]


def test_an_extra_meeting_answers_none(acts, person):
    made = register(person, acts, answering=None)
    assert (made.occasion, made.weeks, made.due_on) == ("extra", 0, None)
    assert len(due(person)) == 3


def test_due_days_follow_the_planned_end_and_held_meetings_stay(acts, person):
    held = register(person, acts)
    before = schedule.schedule_of(person, today=TODAY).due[-1]
    person.planned_end_on += timedelta(weeks=8)
    after = schedule.schedule_of(person, today=TODAY)
    assert after.due[-1].occasion == "before_end"
    assert after.due[-1].day > before.day
    assert [each.pk for each in after.meetings] == [held.pk]


def test_a_week_that_is_closed_moves_the_meeting(acts, person, agreement):
    first = schedule.schedule_of(person, today=TODAY).due[0]
    agreement.closed_weeks = [workdays.monday_of(first.day)]
    agreement.save()
    moved = schedule.schedule_of(person, today=TODAY).due[0]
    assert moved.weeks == first.weeks
    assert workdays.monday_of(moved.day) > workdays.monday_of(first.day)


def test_who_cancelled_and_how_late_is_kept(acts, person):
    made = register(
        person,
        acts,
        state="cancelled",
        day=TODAY + 2 * DAY,
        cancelled_by="referrer",
        cancelled_on=TODAY,
    )
    assert made.notice == 2
    assert due(person)[0] == ("after_weeks", 4)


def test_a_meeting_that_was_not_cancelled_says_nothing_of_it(acts, person):
    made = register(person, acts, cancelled_by="referrer", cancelled_on=TODAY)
    assert (made.cancelled_by, made.cancelled_on, made.notice) == ("", None, None)


def test_a_meeting_cannot_have_been_held_tomorrow(acts, person):
    with pytest.raises(Refused) as refused:
        register(person, acts, day=TODAY + DAY)
    assert [problem.field for problem in refused.value.problems] == ["day"]
    assert Meeting.objects.count() == 0


def test_a_meeting_is_corrected_once_by_each_version(acts, person):
    made = register(person, acts, state="booked", day=TODAY + DAY)
    said = Said(state="held", day=TODAY)
    stored = actions.correct(meeting=made, seen=1, said=said, by=acts, today=TODAY)
    assert (stored.state, stored.version) == ("held", 2)
    with pytest.raises(Stale) as stale:
        actions.correct(meeting=made, seen=1, said=said, by=acts, today=TODAY)
    assert stale.value.version == 2


def test_a_meeting_struck_out_by_mistake_is_restored(acts, person):
    made = register(person, acts)
    actions.void(meeting=made, by=acts)
    assert len(due(person)) == 3
    actions.restore(meeting=made, by=acts)
    assert len(due(person)) == 2


def test_nobody_registers_where_she_does_not_work(acts, person, stranger):
    with pytest.raises(PermissionError):
        register(person, stranger)


def test_held_and_offered_are_counted(acts, person):
    register(person, acts)
    register(person, acts, state="offered", day=None)
    found = schedule.schedule_of(person, today=TODAY)
    assert (found.held, len(found.counted)) == (1, 2)
    assert [each.state for each in found.booked] == ["offered"]


def test_the_database_hides_meetings_from_those_who_work_elsewhere(person, staff, stranger):
    with acting(scope_of(staff)):
        register(person, staff)
        assert Meeting.objects.count() == 1
    with acting(scope_of(stranger)):
        assert Meeting.objects.count() == 0


# --- Pages -----------------------------------------------------------------------------------


def path(person, rest: str = "") -> str:
    return f"/west/deltagare/{person.pk}/{rest}"


def held(**more) -> dict[str, str]:
    return {"state": "held", "day": f"{TODAY}", "parties": "participant"} | more


def test_the_page_of_a_participation_shows_what_is_due(browser, person):
    page = text(browser.get(path(person)))
    assert "Check-in after 4 weeks" in page
    assert "Overdue" in page
    assert "End meeting 5 weeks before the end" in page


def test_a_due_meeting_is_registered_in_one_form(browser, person):
    browser.get(path(person, "moten/ny/?for=after_weeks-4"))
    assert read_log("meeting.new") == [[person.participant_id]]
    answer = browser.post(
        path(person, "moten/ny/?for=after_weeks-4"),
        held(mode="video", starts_at="9.30", parties=["participant", "referrer"])
        | {"parties-participant": "attended", "parties-referrer": "absent"},
    )
    assert answer.status_code == 302
    assert answer["Location"] == path(person) + "#meetings"
    page = text(browser.get(path(person)))
    assert "1 of 1 meetings have been held." in page
    assert "Check-in after 4 weeks: held" in page


def test_a_meeting_that_is_not_due_is_missing(browser, person):
    assert browser.get(path(person, "moten/ny/?for=after_weeks-5")).status_code == 404


def test_what_is_wrong_is_said_at_its_field(browser, person):
    page = browser.post(path(person, "moten/ny/"), {"state": "cancelled"})
    assert page.status_code == 422
    assert "Choose who cancelled." in text(page)


def test_a_collision_shows_what_is_stored_and_can_be_saved_again(browser, person):
    browser.post(path(person, "moten/ny/"), held())
    (made,) = _meetings(person)
    at = path(person, f"moten/{made.pk}/")
    assert browser.post(at, held(mode="phone", version="1")).status_code == 302
    page = browser.post(at, {"state": "not_held", "version": "1"})
    assert page.status_code == 422
    assert "Someone else has changed this" in text(page)
    assert "What is stored: Held" in text(page)
    assert 'name="version" value="2"' in page.content.decode()
    assert browser.post(at, {"state": "not_held", "version": "2"}).status_code == 302


def test_striking_out_is_undone_on_the_same_page(browser, person):
    browser.post(path(person, "moten/ny/"), held())
    (made,) = _meetings(person)
    browser.post(path(person, f"moten/{made.pk}/stryk/"))
    assert "Restore the meeting" in text(browser.get(path(person, f"moten/{made.pk}/")))
    browser.post(path(person, f"moten/{made.pk}/aterstall/"))
    assert "Strike out the meeting" in text(browser.get(path(person, f"moten/{made.pk}/")))


def test_a_meeting_is_missing_to_those_who_work_elsewhere(client, browser, person, stranger):
    browser.post(path(person, "moten/ny/"), held())
    (made,) = _meetings(person)
    client.force_login(stranger)
    assert client.get(path(person, f"moten/{made.pk}/")).status_code == 404


def _meetings(person) -> list[Meeting]:
    with acting(EVERYTHING):
        return list(Meeting.objects.filter(participation=person))


# --- Tasks -----------------------------------------------------------------------------------


def tasks(person, by) -> list[tuple[str, str]]:
    place = Place(person.association, by, "", None)
    desk = Desk(place, by, TODAY, Participation.objects.all())
    with translation.override("en"):
        return [(f"{task.due_on}", str(task.label)) for task in registry.tasks_for(desk)]


def test_an_overdue_meeting_waits_until_it_is_answered(acts, person):
    waiting = (f"{workdays.on_or_after(START + timedelta(weeks=4))}", "Check-in after 4 weeks")
    assert waiting in tasks(person, acts)
    register(person, acts)
    assert waiting not in tasks(person, acts)


def test_a_meeting_more_than_four_weeks_ahead_does_not_wait_yet(acts, person):
    assert [each for each in tasks(person, acts) if each[1].startswith("End meeting")] == []


@pytest.mark.parametrize(
    ("state", "day", "says"),
    [
        ("offered", None, "offered, agree on a day"),
        ("booked", TODAY + DAY, "booked"),
        ("booked", TODAY - DAY, "how did it go?"),
    ],
)
def test_a_meeting_under_way_says_what_to_do_next(acts, person, state, day, says):
    made = register(person, acts, state=state, day=day)
    when = day or made.due_on
    assert (f"{when}", f"Check-in after 4 weeks: {says}") in tasks(person, acts)
    actions.correct(meeting=made, seen=1, said=Said("held", TODAY), by=acts, today=TODAY)
    assert "Check-in after 4 weeks" not in "".join(label for _, label in tasks(person, acts))

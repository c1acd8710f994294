"""Group sessions: planned, marked on one screen, undone, called off."""

import re
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.casework.actions import sessions as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import Stale
from stegvis.casework.actions.sessions import Details, Mark
from stegvis.casework.forms.plain import TimeField
from stegvis.casework.models import Attendance, Session
from stegvis.core import clock
from tests.casework.daily.conftest import EVERYTHING, TODAY, read_log, text
from tests.factories.places import site

PATH = "/west/traffar/"
MORNING = Details(TODAY, time(9), time(12), "Hälsa och vardag")


@pytest.fixture
def here(place):
    return place.sites.get()


def planned(here, by, **fields) -> Session:
    return actions.plan(site=here, details=Details(**vars(MORNING) | fields), by=by)


def marked(session) -> dict[int, tuple[str, Decimal]]:
    rows = Attendance.objects.filter(session=session).order_by("participation")
    return {row.participation_id: (row.state, row.hours) for row in rows}


def test_hours_are_those_of_the_session_unless_written(acts, here, registered):
    one, other, away = registered(), registered(), registered()
    made = planned(here, acts)
    marks = [
        Mark(one.pk, "present"),
        Mark(other.pk, "late", Decimal("2.5")),
        Mark(away.pk, "absent_known", Decimal(3)),
    ]
    actions.mark(session=made, seen=1, marks=marks, by=acts)
    assert marked(made) == {
        one.pk: ("present", Decimal(3)),
        other.pk: ("late", Decimal("2.5")),
        away.pk: ("absent_known", Decimal(0)),
    }


def test_marking_is_undone_and_done_again(acts, here, registered):
    one, other = registered(), registered()
    made = planned(here, acts)
    actions.mark(session=made, seen=1, marks=[Mark(one.pk, "present")], by=acts)
    marks = [Mark(one.pk, "absent"), Mark(other.pk, "present")]
    after = actions.mark(session=made, seen=2, marks=marks, by=acts)
    second = marked(made)
    assert actions.undo(session=after, by=acts).marked
    assert marked(made) == {one.pk: ("present", Decimal(3)), other.pk: ("", Decimal(0))}
    actions.undo(session=after, by=acts)
    assert marked(made) == second


def test_undoing_the_first_marking_leaves_the_session_unmarked(acts, here, registered):
    one = registered()
    made = planned(here, acts)
    actions.mark(session=made, seen=1, marks=[Mark(one.pk, "present")], by=acts)
    assert not actions.undo(session=made, by=acts).marked


def test_there_is_nothing_to_undo_before_the_first_marking(acts, here):
    with pytest.raises(Refused):
        actions.undo(session=planned(here, acts), by=acts)


def test_two_who_mark_at_once_do_not_overwrite_each_other(acts, here, registered):
    one = registered()
    made = planned(here, acts)
    actions.mark(session=made, seen=1, marks=[Mark(one.pk, "present")], by=acts)
    with pytest.raises(Stale):
        actions.mark(session=made, seen=1, marks=[Mark(one.pk, "absent")], by=acts)
    assert marked(made)[one.pk][0] == "present"


def test_a_session_ends_after_it_begins(acts, here):
    with pytest.raises(Refused) as refused:
        planned(here, acts, ends_at=time(9))
    assert [problem.field for problem in refused.value.problems] == ["ends_at"]


def test_a_session_is_moved_and_called_off_and_on_again(acts, here):
    made = planned(here, acts)
    moved = actions.change(
        session=made, seen=1, details=Details(**vars(MORNING) | {"title": "Ekonomi"}), by=acts
    )
    assert (moved.title, moved.version) == ("Ekonomi", 2)
    assert actions.cancel(session=made, by=acts).cancelled
    assert not actions.hold(session=made, by=acts).cancelled


def test_nobody_plans_where_she_does_not_work(acts, here, stranger):
    with pytest.raises(PermissionError):
        planned(here, stranger)


def test_the_database_hides_sessions_of_other_sites(here, registered, staff, stranger):
    one = registered()
    with acting(scope_of(staff)):
        made = planned(here, staff)
        actions.mark(session=made, seen=1, marks=[Mark(one.pk, "present")], by=staff)
        assert (Session.objects.count(), Attendance.objects.count()) == (1, 1)
    with acting(scope_of(stranger)):
        assert (Session.objects.count(), Attendance.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("9", time(9)), ("9.30", time(9, 30)), ("0930", time(9, 30)), ("13:05", time(13, 5))],
)
def test_times_are_read_as_people_write_them(written, meant):
    assert TimeField().clean(written) == meant


@pytest.mark.parametrize("written", ["25", "9.75", "kvart i tre", "930930"])
def test_what_is_no_time_is_answered_with_how_to_write_one(written):
    with pytest.raises(ValidationError) as refused:
        TimeField().clean(written)
    assert written in str(refused.value)


# --- Pages -----------------------------------------------------------------------------------


@pytest.fixture
def made(here, staff):
    with acting(scope_of(staff)):
        return planned(here, staff)


def who(page) -> list[str]:
    return re.findall(r'id="who-\d+">\s*<a [^>]*>([^<]*)</a>', page.content.decode())


def test_a_session_is_planned_and_leads_to_the_group(browser, here, registered):
    registered()
    sent = {"site": here.pk, "title": "Kost", "day": "idag", "starts_at": "9", "ends_at": "11.30"}
    answer = browser.post(f"{PATH}ny/", sent)
    assert answer.status_code == 302
    page = browser.get(answer["Location"])
    assert "Kost" in text(page)
    assert "2.5 hours" in text(page)


def test_the_whole_group_is_on_one_screen(browser, made, registered, place):
    inside = [registered(), registered(ended_on=TODAY, exit_reason="work")]
    registered(started_on=TODAY + timedelta(days=1))
    registered(ended_on=TODAY - timedelta(days=1), exit_reason="work")
    registered(voided=True)
    with acting(EVERYTHING):
        registered(at=site(intervention=place))
    page = browser.get(f"{PATH}{made.pk}/")
    assert who(page) == sorted(each.participant.code for each in inside)
    assert read_log("session.show") == [sorted(each.participant_id for each in inside)]


def test_one_save_marks_everyone_and_can_be_undone(browser, made, registered):
    one, other = registered(), registered()
    sent = {"version": "1", f"state-{one.pk}": "present", f"state-{other.pk}": "absent"}
    sent[f"hours-{one.pk}"] = "1,5"
    assert browser.post(f"{PATH}{made.pk}/", sent).status_code == 302
    assert stored(made) == {one.pk: "present", other.pk: "absent"}
    page = browser.get(f"{PATH}{made.pk}/")
    assert "Undo the last save" in text(page)
    assert 'value="1.5"' in page.content.decode()
    browser.post(f"{PATH}{made.pk}/angra/")
    assert stored(made) == {one.pk: "", other.pk: ""}


def stored(session) -> dict[int, str]:
    with acting(EVERYTHING):
        return {pk: state for pk, (state, _) in marked(session).items()}


def test_the_others_are_filled_in_without_being_saved(browser, made, registered):
    one, other = registered(), registered()
    page = browser.post(f"{PATH}{made.pk}/", {"fill": "present", f"state-{one.pk}": "absent"})
    assert page.status_code == 200
    checked = re.findall(r'name="(state-\d+)" value="(\w+)"[^>]*checked', page.content.decode())
    assert dict(checked) == {f"state-{one.pk}": "absent", f"state-{other.pk}": "present"}
    assert stored(made) == {}


def test_a_collision_shows_both_and_the_next_save_stands(browser, made, registered):
    one = registered()
    at = f"{PATH}{made.pk}/"
    browser.post(at, {"version": "1", f"state-{one.pk}": "present"})
    page = browser.post(at, {"version": "1", f"state-{one.pk}": "absent"})
    assert page.status_code == 422
    assert "stored: Present" in text(page)
    assert browser.post(at, {"version": "2", f"state-{one.pk}": "absent"}).status_code == 302
    assert stored(made) == {one.pk: "absent"}


def test_the_week_lists_its_sessions_and_how_many_came(browser, made, registered):
    one, other = registered(), registered()
    empty = text(browser.get(PATH, {"week": f"{TODAY + timedelta(weeks=3)}"}))
    assert "No session in this week" in empty
    assert "Not marked" in text(browser.get(PATH))
    sent = {"version": "1", f"state-{one.pk}": "present", f"state-{other.pk}": "absent"}
    browser.post(f"{PATH}{made.pk}/", sent)
    page = text(browser.get(PATH))
    assert "1 group session" in page
    assert "1 of 2 came" in page


def test_the_same_session_is_planned_a_week_later(browser, made):
    page = browser.get(f"{PATH}ny/", {"like": made.pk}).content.decode()
    assert f'value="{TODAY + timedelta(weeks=1)}"' in page
    assert 'value="09.00"' in page
    assert 'value="Hälsa och vardag"' in page


def test_calling_off_is_undone_on_the_same_page(browser, made, registered):
    registered()
    browser.post(f"{PATH}{made.pk}/stall-in/")
    assert "Undo: it will be held" in text(browser.get(f"{PATH}{made.pk}/"))
    browser.post(f"{PATH}{made.pk}/haller/")
    assert "Save the attendance" in text(browser.get(f"{PATH}{made.pk}/"))


def test_a_session_is_changed(browser, made):
    sent = {"version": "1", "title": "Kost", "day": f"{TODAY}", "starts_at": "10", "ends_at": "11"}
    assert browser.post(f"{PATH}{made.pk}/andra/", sent).status_code == 302
    assert "Kost" in text(browser.get(f"{PATH}{made.pk}/"))


def test_a_session_of_another_site_is_missing(client, made, stranger):
    client.force_login(stranger)
    for rest in ("", "andra/"):
        assert client.get(f"{PATH}{made.pk}/{rest}").status_code == 404
    for rest in ("angra/", "stall-in/", "haller/"):
        assert client.post(f"{PATH}{made.pk}/{rest}").status_code == 404


def test_twelve_persons_cost_no_more_queries_than_one(browser, made, registered):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{PATH}{made.pk}/").status_code == 200
        return len(queries)

    registered()
    browser.get(f"{PATH}{made.pk}/")
    one = cost()
    for _ in range(11):
        registered()
    assert cost() == one


def test_attendance_shows_on_the_page_of_a_participation(browser, made, registered):
    one = registered()
    browser.post(f"{PATH}{made.pk}/", {"version": "1", f"state-{one.pk}": "late"})
    page = text(browser.get(f"/west/deltagare/{one.pk}/"))
    assert "Came to 1 of 1 sessions." in page
    assert "Hälsa och vardag: late" in page
    assert f"week {clock.today().isocalendar().week}" in page
    assert "3 hours" in page


def test_the_day_of_a_week_in_the_address_may_be_any(browser, made):
    for day in (TODAY, TODAY - timedelta(days=TODAY.weekday()), "nonsense"):
        assert "Hälsa och vardag" in text(browser.get(PATH, {"week": f"{day}"}))

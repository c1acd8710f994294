"""Hours a week: typed in a grid, added up from sessions, never lost to a colleague."""

import re
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.casework import week
from stegvis.casework.actions import hours as actions
from stegvis.casework.actions import sessions
from stegvis.casework.actions.hours import Written
from stegvis.casework.actions.sessions import Details, Mark
from stegvis.casework.actions.undoing import TooLate
from stegvis.casework.models import WeekHours
from tests.casework.daily.conftest import EVERYTHING, MONDAY, TODAY, read_log, text

PATH = "/west/timmar/"
LAST_WEEK = MONDAY - timedelta(weeks=1)


def write(person, by, *, planned=None, achieved=None, monday=MONDAY) -> int:
    return actions.write(monday=monday, rows=[Written(person, planned, achieved)], by=by)


def hours(person, monday=MONDAY) -> tuple[Decimal | None, Decimal]:
    (found,) = week.hours_of([person], monday=monday)
    return found.planned, found.reached


def test_hours_are_written_once_a_week(acts, registered):
    person = registered()
    write(person, acts, planned=Decimal(12), achieved=Decimal("9.5"))
    write(person, acts, planned=Decimal(10), achieved=Decimal("9.5"))
    assert hours(person) == (Decimal(10), Decimal("9.5"))
    assert WeekHours.objects.count() == 1


def test_both_boxes_empty_leave_no_row(acts, registered):
    person = registered()
    write(person, acts, planned=Decimal(12))
    write(person, acts)
    assert WeekHours.objects.count() == 0


def test_what_is_not_written_is_what_the_sessions_add_up_to(acts, registered, place):
    person = registered(started_on=LAST_WEEK)
    for day, cancelled in ((MONDAY, False), (MONDAY, True), (LAST_WEEK, False)):
        details = Details(day, time(9), time(11, 30), "Kost")
        made = sessions.plan(site=place.sites.get(), details=details, by=acts)
        sessions.mark(session=made, seen=1, marks=[Mark(person.pk, "present")], by=acts)
        if cancelled:
            sessions.cancel(session=made, by=acts)
    assert hours(person) == (None, Decimal("2.5"))
    weeks = week.weeks_of(person, mondays=[MONDAY, LAST_WEEK])
    assert [found.reached for _, found in weeks] == [Decimal("2.5"), Decimal("2.5")]
    write(person, acts, achieved=Decimal(0))
    assert hours(person) == (None, Decimal(0))


def test_a_week_begins_on_monday(acts, registered):
    person = registered()
    with pytest.raises(IntegrityError), transaction.atomic():
        write(person, acts, planned=Decimal(1), monday=MONDAY + timedelta(days=1))


def test_nobody_writes_hours_where_she_does_not_work(acts, registered, stranger):
    with pytest.raises(PermissionError):
        write(registered(), stranger, planned=Decimal(1))


def test_the_database_hides_hours_of_other_sites(registered, staff, stranger):
    person = registered()
    with acting(scope_of(staff)):
        write(person, staff, planned=Decimal(1))
    with acting(scope_of(stranger)):
        assert WeekHours.objects.count() == 0


# --- The grid --------------------------------------------------------------------------------


def cells(person, **values) -> dict[str, str]:
    return {name.replace("_", "-") + f"-{person.pk}": value for name, value in values.items()}


def test_the_grid_stores_what_was_written(browser, registered, agreement):
    one, other = registered(), registered()
    page = browser.get(PATH)
    assert "The agreement says 12 hours a week." in text(page)
    ids = sorted((one.participant_id, other.participant_id))
    assert read_log("hours.show") == [ids]
    sent = cells(one, planned="12", achieved="10,5") | cells(other, planned="", achieved="")
    assert "1 row is saved." in text(browser.post(PATH, sent, follow=True))
    with acting(EVERYTHING):
        assert hours(one) == (Decimal(12), Decimal("10.5"))
        assert WeekHours.objects.count() == 1


def test_what_is_no_number_of_hours_is_answered_at_its_box(browser, registered):
    one = registered()
    page = browser.post(PATH, cells(one, planned="81", achieved="många"))
    assert page.status_code == 422
    assert "Write a number, for example 12,5." in text(page)


def test_a_box_that_a_colleague_wrote_meanwhile_is_not_overwritten(browser, registered, staff):
    one = registered()
    with acting(scope_of(staff)):
        write(one, staff, planned=Decimal(8), achieved=Decimal(4))
    # Opened before the colleague wrote: she changed planned only.
    sent = cells(one, planned="10", achieved="", seen_planned="", seen_achieved="")
    page = browser.post(PATH, sent)
    assert page.status_code == 422
    assert "Someone else has written 8 here." in text(page)
    again = cells(one, planned="10", achieved="4", seen_planned="8", seen_achieved="4")
    assert browser.post(PATH, again).status_code == 302
    with acting(EVERYTHING):
        assert hours(one) == (Decimal(10), Decimal(4))


def test_a_box_left_alone_keeps_what_a_colleague_wrote(browser, registered, staff):
    one = registered()
    with acting(scope_of(staff)):
        write(one, staff, achieved=Decimal(4))
    sent = cells(one, planned="10", achieved="", seen_planned="", seen_achieved="")
    assert browser.post(PATH, sent).status_code == 302
    with acting(EVERYTHING):
        assert hours(one) == (Decimal(10), Decimal(4))


def test_planned_hours_are_taken_from_the_week_before(browser, registered, staff):
    one, other = registered(started_on=LAST_WEEK), registered(started_on=LAST_WEEK)
    with acting(scope_of(staff)):
        write(one, staff, planned=Decimal(12), monday=LAST_WEEK)
        write(other, staff, planned=Decimal(6), monday=LAST_WEEK)
        write(other, staff, planned=Decimal(3))
    page = browser.get(PATH, {"copy": "1"}).content.decode()
    assert f'name="planned-{one.pk}" value="12' in page
    assert f'name="planned-{other.pk}" value="3' in page
    with acting(EVERYTHING):
        assert WeekHours.objects.filter(monday=MONDAY).count() == 1


def test_an_empty_week_says_so(browser, registered):
    registered()
    earlier = TODAY - timedelta(weeks=9)
    assert "Nobody takes part in this week" in text(browser.get(PATH, {"week": f"{earlier}"}))


def test_the_grid_of_another_site_is_ones_own_instead(client, registered, stranger, place):
    registered()
    client.force_login(stranger)
    page = client.get(PATH, {"site": place.sites.get().pk})
    assert page.context["form"].hours == []


def test_twelve_rows_cost_no_more_queries_than_one(browser, registered):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PATH).status_code == 200
        return len(queries)

    registered()
    browser.get(PATH)
    one = cost()
    for _ in range(11):
        registered()
    assert cost() == one


def undone(browser, answer):
    """The answer to the button of the message."""
    shown = answer.content.decode()
    kept = re.search(r'name="request" value="(\w+)"', shown)
    return browser.post(f"{PATH}angra/", {"request": kept[1]}, follow=True)


def test_a_save_is_undone_by_one_click(browser, registered, staff):
    one, other, third = registered(), registered(), registered()
    with acting(scope_of(staff)):
        write(one, staff, planned=Decimal(8), achieved=Decimal(4))
        write(other, staff, planned=Decimal(6))
    seen = cells(one, seen_planned="8", seen_achieved="4") | cells(other, seen_planned="6")
    sent = cells(one, planned="12", achieved="4") | cells(third, planned="20", achieved="5")
    saved = browser.post(PATH, seen | sent, follow=True)
    assert "3 rows are saved." in text(saved)
    assert "3 rows are as they were." in text(undone(browser, saved))
    with acting(EVERYTHING):
        assert [hours(each) for each in (one, other, third)] == [
            (Decimal(8), Decimal(4)),
            (Decimal(6), Decimal(0)),
            (None, Decimal(0)),
        ]


def test_what_a_colleague_has_written_since_is_not_undone(browser, registered, staff):
    one = registered()
    saved = browser.post(PATH, cells(one, planned="12"), follow=True)
    with acting(scope_of(staff)):
        write(one, staff, planned=Decimal(3))
    assert "Other hours have been written since then" in text(undone(browser, saved))
    with acting(EVERYTHING):
        assert hours(one)[0] == Decimal(3)


def test_where_nothing_is_left_to_undo_it_is_said(acts):
    with pytest.raises(TooLate, match="går inte att ångra"):
        actions.undo(revisions=[], by=acts)

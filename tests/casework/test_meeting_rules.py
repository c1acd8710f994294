"""When meetings are due, and which meeting answers which."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.choices import meetings as choices
from stegvis.casework.rules import meetings, workdays
from stegvis.casework.rules.meetings import Course, Due, Facts, Kept, Terms

START = date(2026, 3, 2)  # a Monday
FAR = date(2027, 3, 1)
LISTED = Terms(weeks=(4, 8, 12))


def due(terms: Terms, course: Course, until: date = FAR) -> list[tuple[str, int, str]]:
    return [
        (each.occasion, each.weeks, each.day.isoformat())
        for each in meetings.due_days(terms, course, until=until)
    ]


def test_meetings_are_due_after_the_weeks_agreed():
    assert due(LISTED, Course(START, date(2026, 8, 31))) == [
        ("after_weeks", 4, "2026-03-30"),
        ("after_weeks", 8, "2026-04-27"),
        ("after_weeks", 12, "2026-05-25"),
    ]


def test_the_third_meeting_of_twelve_weeks_is_due_only_when_they_are_extended():
    twelve = Course(START, START + timedelta(weeks=12))
    assert [weeks for _, weeks, _ in due(LISTED, twelve)] == [4, 8]
    sixteen = replace(twelve, planned_end_on=START + timedelta(weeks=16))
    assert [weeks for _, weeks, _ in due(LISTED, sixteen)] == [4, 8, 12]


def test_an_interval_goes_on_after_the_last_week_listed():
    terms = Terms(weeks=(2,), interval=10)
    assert [weeks for _, weeks, _ in due(terms, Course(START), START + timedelta(weeks=33))] == [
        2,
        12,
        22,
        32,
    ]


def test_an_end_meeting_is_due_so_many_weeks_before_the_planned_end():
    course = Course(START, date(2026, 7, 17))
    assert due(Terms(before_end=5), course) == [("before_end", 5, "2026-06-12")]
    assert due(Terms(before_end=5), Course(START)) == []


def test_an_end_meeting_of_a_short_course_is_due_when_it_begins():
    course = Course(date(2026, 3, 7), date(2026, 3, 27))  # begins on a Saturday
    assert due(Terms(before_end=5), course) == [("before_end", 5, "2026-03-09")]


def test_a_due_day_moves_off_holidays_and_closed_weeks():
    easter = Course(date(2026, 3, 6), date(2026, 8, 31))
    assert due(Terms(weeks=(4,)), easter) == [("after_weeks", 4, "2026-04-07")]
    closed = frozenset({date(2026, 4, 6)})
    assert due(Terms(weeks=(4,), closed_weeks=closed), easter) == [("after_weeks", 4, "2026-04-13")]


def test_an_end_meeting_moves_back_not_closer_to_the_end():
    course = Course(START, date(2026, 5, 8))
    assert due(Terms(before_end=5), course) == [("before_end", 5, "2026-04-02")]


def test_two_meetings_on_one_day_are_one():
    course = Course(START, START + timedelta(weeks=9))
    both = due(Terms(weeks=(4,), before_end=5), course)
    assert both == [("after_weeks", 4, "2026-03-30")]


def test_what_was_due_after_an_early_exit_is_not_due():
    course = Course(START, date(2026, 8, 31), ended_on=date(2026, 4, 1))
    assert [weeks for _, weeks, _ in due(LISTED, course)] == [4]


TERMS = st.builds(
    Terms,
    weeks=st.lists(st.integers(0, 60), max_size=5).map(tuple),
    interval=st.none() | st.integers(1, 20),
    before_end=st.none() | st.integers(0, 12),
    closed_weeks=st.frozensets(
        st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(workdays.monday_of), max_size=5
    ),
)
COURSES = st.builds(
    lambda start, length, early: Course(
        start,
        length and start + timedelta(days=length),
        early and start + timedelta(days=early),
    ),
    st.dates(date(2026, 1, 1), date(2027, 6, 1)),
    st.none() | st.integers(1, 700),
    st.none() | st.integers(1, 700),
)


@given(terms=TERMS, course=COURSES)
def test_due_days_are_open_distinct_and_within_the_participation(terms, course):
    found = meetings.due_days(terms, course, until=FAR)
    last = course.ended_on or course.planned_end_on or FAR
    days = [each.day for each in found]
    assert days == sorted(set(days))
    assert [day for day in days if not workdays.is_open(day, closed_weeks=terms.closed_weeks)] == []
    assert all(course.started_on <= day <= last for day in days)


@given(terms=TERMS, course=COURSES, weeks=st.integers(1, 30))
def test_an_extension_keeps_what_was_due_after_so_many_weeks(terms, course, weeks):
    def after(found):
        return {each.weeks for each in found if each.occasion == choices.AFTER_WEEKS}

    if course.planned_end_on is None or course.ended_on:
        return
    later = replace(course, planned_end_on=course.planned_end_on + timedelta(weeks=weeks))
    before = after(meetings.due_days(replace(terms, before_end=None), course, until=FAR))
    extended = after(meetings.due_days(replace(terms, before_end=None), later, until=FAR))
    # Two counts may come to lie on one open day; then one of them stands for both.
    assert all(any(abs(each - other) <= 8 for other in extended) for each in before)


@given(terms=TERMS, course=COURSES)
def test_a_meeting_held_for_every_due_day_leaves_nothing_outstanding(terms, course):
    found = meetings.due_days(terms, course, until=FAR)
    held = [Kept(each.occasion, each.weeks, each.day, choices.HELD) for each in found]
    assert meetings.outstanding(found, held) == ()
    assert meetings.outstanding(found, ()) == found


@pytest.mark.parametrize(
    ("state", "left"),
    [("offered", 0), ("booked", 0), ("held", 0), ("not_held", 0), ("cancelled", 1)],
)
def test_a_cancelled_meeting_leaves_its_due_day_open(state, left):
    found = (Due(date(2026, 3, 30), choices.AFTER_WEEKS, 4),)
    kept = [Kept(choices.AFTER_WEEKS, 4, date(2026, 3, 30), state)]
    assert len(meetings.outstanding(found, kept)) == left


def test_an_extra_meeting_answers_no_due_day():
    found = (Due(date(2026, 3, 30), choices.AFTER_WEEKS, 4),)
    kept = [Kept(choices.EXTRA, 0, None, choices.HELD)]
    assert meetings.outstanding(found, kept) == found


@pytest.mark.parametrize(("moved", "left"), [(27, 0), (28, 1)])
def test_an_end_meeting_is_due_again_when_the_end_moves_four_weeks(moved, left):
    held = Kept(choices.BEFORE_END, 5, date(2026, 6, 12), choices.HELD)
    found = (Due(date(2026, 6, 12) + timedelta(days=moved), choices.BEFORE_END, 5),)
    assert len(meetings.outstanding(found, [held])) == left


TODAY = date(2026, 4, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        (Facts("offered", None, "", None), []),
        (Facts("booked", TOMORROW, "", None), []),
        (Facts("booked", None, "", None), ["day"]),
        (Facts("held", TODAY, "", None), []),
        (Facts("held", None, "", None), ["day"]),
        (Facts("held", TOMORROW, "", None), ["day"]),
        (Facts("not_held", TOMORROW, "", None), ["day"]),
        (Facts("not_held", None, "", None), []),
        (Facts("cancelled", TOMORROW, "referrer", TODAY), []),
        (Facts("cancelled", TOMORROW, "", None), ["cancelled_by", "cancelled_on"]),
        (Facts("cancelled", TOMORROW, "referrer", TOMORROW), ["cancelled_on"]),
    ],
)
def test_a_meeting_says_when_it_was_and_who_cancelled(facts, fields):
    assert [each.field for each in meetings.problems(facts, today=TODAY)] == fields

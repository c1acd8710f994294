"""When a participation is measured, and where each occasion stands."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.surveys.rules.occasions import (
    Answered,
    Passed,
    Standing,
    Taking,
    Use,
    dues,
    occasions,
)

USE = Use(1, "health", date(2022, 1, 1), every_months=3, months_after=(6, 12))
RUNNING = Taking("enrolled", date(2022, 3, 1))
ENDED = replace(RUNNING, ended_on=date(2022, 12, 10), exit_reason="work")


def days(use: Use, taking: Taking) -> list[tuple[str, int, date]]:
    return [(due.occasion, due.months, due.due_on) for due in dues(use, taking)]


def standing(taking: Taking, today: date, **known) -> dict[tuple[str, int], Standing]:
    found = occasions(USE, taking, today=today, **known)
    return {(each.due.occasion, each.due.months): each.standing for each in found}


def test_a_participation_is_measured_at_start_on_the_way_at_exit_and_after():
    assert days(USE, ENDED) == [
        ("start", 0, date(2022, 3, 1)),
        ("ongoing", 3, date(2022, 6, 1)),
        ("ongoing", 6, date(2022, 9, 1)),
        ("exit", 0, date(2022, 12, 10)),
        ("follow_up", 6, date(2023, 6, 10)),
        ("follow_up", 12, date(2023, 12, 10)),
    ]


def test_only_what_the_plan_says_is_measured():
    bare = replace(USE, at_start=False, every_months=None, at_exit=False, months_after=())
    assert days(bare, ENDED) == []


def test_the_exit_takes_the_place_of_a_measurement_just_before_it():
    soon = replace(ENDED, ended_on=date(2022, 9, 10))
    assert [row[:2] for row in days(USE, soon)][:3] == [("start", 0), ("ongoing", 3), ("exit", 0)]


@pytest.mark.parametrize("changed", [{"kind": "consultation"}, {"voided": True}])
def test_who_is_not_enrolled_is_not_measured(changed):
    assert dues(USE, replace(ENDED, **changed)) == ()


@pytest.mark.parametrize("reason", ["deceased", "transferred", "misregistered"])
def test_after_some_exits_nobody_is_asked(reason):
    left = replace(ENDED, exit_reason=reason)
    assert {due.occasion for due in dues(USE, left)} == {"start", "ongoing"}


def test_who_refuses_to_be_contacted_is_asked_at_the_exit_but_not_after():
    found = {due.occasion for due in dues(USE, replace(ENDED, refuses=True))}
    assert found == {"start", "ongoing", "exit"}


def test_days_outside_the_use_have_no_occasion():
    later = replace(USE, used_from=date(2022, 8, 1), used_to=date(2022, 12, 31))
    assert [row[:2] for row in days(later, ENDED)] == [("ongoing", 6), ("exit", 0)]


def test_a_start_is_open_from_its_day_late_after_a_week_and_missed_after_six():
    seen = [
        standing(RUNNING, RUNNING.started_on + timedelta(days=after))["start", 0]
        for after in (-1, 0, 7, 8, 41, 42)
    ]
    assert seen == [
        *("coming", "open", "open", "late", "late", "missed"),
    ]


def test_a_planned_exit_can_be_answered_beforehand_and_comes_again_when_nobody_left():
    planned = replace(RUNNING, planned_end_on=date(2022, 8, 31))
    seen = [
        standing(planned, date(2022, 8, 31) + timedelta(days=after))["exit", 0]
        for after in (-15, -14, 7, 8, 400)
    ]
    assert seen == ["coming", "open", "open", "coming", "coming"]


def test_an_answer_belongs_to_the_latest_occasion_that_was_open():
    given = [Answered("health", "ongoing", date(2022, 6, 20)), Answered("other", "start", date.max)]
    found = standing(ENDED, date(2022, 9, 2), answered=given)
    assert found["ongoing", 3] is Standing.ANSWERED
    assert found["ongoing", 6] is Standing.OPEN
    assert found["start", 0] is Standing.MISSED


def test_an_answer_before_every_occasion_of_its_kind_is_the_first_ones():
    early = [Answered("health", "start", date(2022, 2, 1))]
    assert standing(ENDED, date(2022, 3, 2), answered=early)["start", 0] is Standing.ANSWERED


def test_a_reason_ends_the_waiting_until_an_answer_comes():
    passed = [Passed(1, "start", date(2022, 3, 1), "declined")]
    today = date(2022, 3, 5)
    assert standing(RUNNING, today, passed=passed)["start", 0] is Standing.PASSED
    answer = [Answered("health", "start", today)]
    both = standing(RUNNING, today, passed=passed, answered=answer)
    assert both["start", 0] is Standing.ANSWERED


def test_a_reason_stays_with_its_occasion_when_the_exit_is_corrected():
    passed = [Passed(1, "exit", date(2022, 12, 1), "left_early")]
    assert standing(ENDED, date(2022, 12, 20), passed=passed)["exit", 0] is Standing.PASSED


def test_a_reason_given_for_another_instrument_changes_nothing():
    passed = [Passed(2, "start", date(2022, 3, 1), "declined")]
    assert standing(RUNNING, date(2022, 3, 2), passed=passed)["start", 0] is Standing.OPEN


calendar = st.dates(date(2020, 1, 1), date(2024, 12, 31))
uses = st.builds(
    Use,
    instrument=st.just(1),
    code=st.just("health"),
    used_from=calendar,
    used_to=st.none() | calendar,
    at_start=st.booleans(),
    every_months=st.none() | st.integers(1, 12),
    at_exit=st.booleans(),
    months_after=st.lists(st.integers(1, 24), unique=True, max_size=3).map(tuple),
)
takings = st.builds(
    Taking,
    kind=st.just("enrolled"),
    started_on=calendar,
    planned_end_on=st.none() | calendar,
    ended_on=st.none() | calendar,
    exit_reason=st.sampled_from(["", "work", "transferred"]),
).filter(lambda taking: taking.ended_on is None or taking.ended_on >= taking.started_on)


@given(uses, takings)
@settings(deadline=None)
def test_occasions_are_in_order_within_the_use_and_their_windows_do_not_overlap(use, taking):
    found = dues(use, taking)
    assert list(found) == sorted(found, key=lambda due: due.due_on)
    assert len({(due.occasion, due.months) for due in found}) == len(found)
    for due in found:
        assert use.used_from <= due.due_on <= (use.used_to or date.max)
        assert due.opens_on <= due.due_on
    for kind in ("ongoing", "follow_up"):
        same = [due for due in found if due.occasion == kind]
        assert all(one.closes_on <= other.opens_on for one, other in pairwise(same))


@given(uses, takings, st.data())
@settings(deadline=None)
def test_an_answer_on_the_day_answers_exactly_that_occasion(use, taking, data):
    found = dues(use, taking)
    if not found:
        return
    due = data.draw(st.sampled_from(found))
    answer = Answered("health", due.occasion, due.due_on)
    today = data.draw(calendar)
    answered = [
        each.due
        for each in occasions(use, taking, answered=[answer], today=today)
        if each.standing is Standing.ANSWERED
    ]
    assert len(answered) == 1
    assert answered[0].occasion == due.occasion


@given(uses, takings, calendar)
@settings(deadline=None)
def test_time_only_moves_an_occasion_forward(use, taking, today):
    order = list(Standing)
    first, later = (
        [
            each.standing
            for each in occasions(use, taking, today=today + timedelta(days=days))
            if each.due.certain
        ]
        for days in (0, 30)
    )
    steps = ("coming", "open", "late", "missed")
    assert all(steps.index(a) <= steps.index(b) for a, b in zip(first, later, strict=True))
    assert set(first) <= set(order)

"""When someone is followed up after her exit, and which follow-ups wait."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.rules import follow_ups as rules
from stegvis.casework.rules.follow_ups import Attempt, Exit, Heard, Standing

LEFT = Exit("enrolled", date(2022, 5, 20), "work")


def standings(today: date, *heard: Heard, left: Exit = LEFT) -> list[str]:
    return [each.standing for each in rules.follow_ups(left, heard=heard, today=today)]


def test_an_exit_is_followed_up_after_six_and_twelve_months():
    found = rules.follow_ups(LEFT, today=date(2022, 5, 20))
    assert [(each.months, each.due_on) for each in found] == [
        (6, date(2022, 11, 20)),
        (12, date(2023, 5, 20)),
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2022, 11, 5), ["coming", "coming"]),
        (date(2022, 11, 6), ["open", "coming"]),
        (date(2022, 11, 20), ["open", "coming"]),
        (date(2022, 11, 21), ["late", "coming"]),
        (date(2023, 5, 5), ["late", "coming"]),
        (date(2023, 5, 6), ["missed", "open"]),
        (date(2023, 11, 19), ["missed", "late"]),
        (date(2023, 11, 20), ["missed", "missed"]),
    ],
)
def test_a_follow_up_waits_from_two_weeks_before_until_the_next_takes_over(today, expected):
    assert standings(today) == expected


def test_what_is_written_decides_however_late_it_is():
    heard = (Heard(date(2022, 11, 20), True), Heard(date(2023, 5, 20), False))
    assert standings(date(2026, 1, 1), *heard) == ["made", "not_reached"]


def test_an_attempt_without_result_leaves_the_follow_up_waiting():
    assert standings(date(2022, 12, 1), Heard(date(2022, 11, 20), None)) == ["late", "coming"]


@pytest.mark.parametrize(
    "left",
    [
        Exit("enrolled", None, ""),
        Exit("consultation", date(2022, 5, 20), "work"),
        Exit("follow_up_support", date(2022, 5, 20), "work"),
        Exit("enrolled", date(2022, 5, 20), "transferred"),
        Exit("enrolled", date(2022, 5, 20), "deceased"),
        Exit("enrolled", date(2022, 5, 20), "consent_withdrawn"),
        Exit("enrolled", date(2022, 5, 20), "work", voided=True),
        Exit("enrolled", date(2022, 5, 20), "work", refuses=True),
    ],
)
def test_nobody_is_followed_up_who_runs_was_transferred_or_refuses(left):
    assert rules.follow_ups(left, today=date(2023, 6, 1)) == ()


def test_a_follow_up_stays_with_its_interval_when_the_exit_is_corrected():
    moved = Exit("enrolled", date(2022, 6, 10), "work")
    assert standings(date(2022, 12, 1), Heard(date(2022, 11, 20), True), left=moved) == [
        "made",
        "coming",
    ]


def test_a_follow_up_far_from_both_intervals_is_neither():
    assert rules.interval_of(date(2022, 8, 19), ended_on=date(2022, 5, 20)) is None
    assert rules.interval_of(date(2022, 8, 20), ended_on=date(2022, 5, 20)) == 6
    assert rules.interval_of(date(2023, 2, 20), ended_on=date(2022, 5, 20)) == 12
    assert rules.interval_of(date(2023, 8, 20), ended_on=date(2022, 5, 20)) is None


DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(day=DAYS, months=st.integers(-30, 30))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = rules.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(ended_on=DAYS, today=DAYS)
def test_every_follow_up_that_waits_lies_among_the_exits_that_may(ended_on, today):
    found = rules.follow_ups(Exit("enrolled", ended_on, "work"), today=today)
    first, last = rules.exits_that_may_wait(today=today)
    if any(each.waits for each in found):
        assert first <= ended_on <= last
    assert sum(each.waits for each in found) <= 1


@given(ended_on=DAYS, today=DAYS)
def test_a_follow_up_that_is_made_on_its_day_is_recognised_again(ended_on, today):
    for each in rules.follow_ups(Exit("enrolled", ended_on, "work"), today=today):
        assert rules.interval_of(each.due_on, ended_on=ended_on) == each.months


def fields(attempt: Attempt, *, left: Exit = LEFT) -> list[str]:
    found = rules.problems(attempt, left=left, today=date(2022, 12, 1))
    return [problem.field for problem in found]


def test_an_attempt_lies_after_the_exit_and_not_in_the_future():
    assert fields(Attempt(date(2022, 12, 1), "reached", answered=True)) == []
    assert fields(Attempt(date(2022, 12, 2), "reached", answered=True)) == ["tried_on"]
    assert fields(Attempt(date(2022, 5, 20), "no_answer", answered=False)) == ["tried_on"]


def test_answers_need_that_she_was_reached():
    assert fields(Attempt(date(2022, 12, 1), "not_reached", answered=True)) == ["result"]


def test_a_transferred_participation_takes_no_attempt():
    transferred = Exit("enrolled", date(2022, 5, 20), "transferred")
    assert fields(Attempt(date(2022, 12, 1), "no_answer", answered=False), left=transferred) == [""]


def test_standings_that_wait_are_the_open_and_the_late():
    waiting = [each for each in Standing if rules.FollowUp(6, date(2022, 11, 20), each).waits]
    assert waiting == [Standing.OPEN, Standing.LATE]

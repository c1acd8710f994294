"""Typed changes: proposed, decided, carried out on their day, undone."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.access.context import acting
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import changes, participants, participations, undoing
from stegvis.casework.actions.changes import Proposal, Settled
from stegvis.casework.actions.participations import Exit, Refused
from stegvis.casework.actions.undoing import TooLate
from stegvis.casework.choices.changes import INTENSITY, PAUSE, RESUME
from stegvis.casework.models import Change, ChangeNote
from stegvis.casework.rules import changes as rules
from stegvis.casework.rules.changes import Asked, Running, Status
from tests.casework.working import TODAY, agreed, extension, manager_of, staff_of, stored
from tests.factories.people import participation
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)
PLANNED = date(2022, 8, 31)


@pytest.fixture
def place(db):
    return agreed(weeks=26, owner_decides=True, longest_extension_weeks=12)


@pytest.fixture
def free(db):
    """An intervention where those who register decide."""
    return agreed(weeks=26)


def running(place, **fields):
    with acting(EVERYTHING):
        return participation(place, referrers=["fk"], **{"planned_end_on": PLANNED} | fields)


def propose(one, asked, *, by, **more):
    return changes.propose(participation=one, proposal=Proposal(asked, **more), by=by, today=TODAY)


def told(call) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [str(each.message) for each in caught.value.problems]


def test_an_extension_that_the_owner_decides_waits_for_the_manager(place):
    one, staff, manager = running(place), staff_of(place), manager_of(place)
    with acting(scope_of(staff)):
        change = propose(one, extension(date(2022, 10, 31)), by=staff, text="Nära praktik")
        assert change.state == "proposed"
        assert stored(one).planned_end_on == PLANNED
        with pytest.raises(PermissionError):
            changes.approve(change=change, by=staff, today=TODAY)
    with acting(scope_of(manager)):
        done = changes.approve(change=change, by=manager, today=TODAY)
        assert (done.state, done.proposed_by, done.decided_by) == ("applied", staff, manager)
        assert stored(one).planned_end_on == date(2022, 10, 31)
        assert (done.before, done.after) == (
            {"planned_end_on": "2022-08-31"},
            {"planned_end_on": "2022-10-31"},
        )
        (note,) = ChangeNote.objects.select_related("key")
        assert note.texts == {"text": "Nära praktik"}
        with pytest.raises(Settled):
            changes.refuse(change=change, text="", by=manager, today=TODAY)


def test_a_refusal_says_why_and_changes_nothing(place):
    one, staff, manager = running(place), staff_of(place), manager_of(place)
    with acting(scope_of(staff)):
        change = propose(one, extension(date(2022, 10, 31)), by=staff)
    with acting(scope_of(manager)):
        refused = changes.refuse(change=change, text="Platsen behövs", by=manager, today=TODAY)
        assert refused.state == "refused"
        assert [note.texts["text"] for note in refused.notes.all()] == ["Platsen behövs"]
        assert stored(one).planned_end_on == PLANNED


def test_a_manager_who_proposes_has_decided(place):
    one, manager = running(place), manager_of(place)
    with acting(scope_of(manager)):
        assert propose(one, extension(date(2022, 9, 30)), by=manager).state == "applied"


def test_where_the_agreement_lets_staff_decide_a_change_is_carried_out_at_once(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        change = propose(one, extension(date(2022, 12, 1)), by=staff, reason="close_to_goal")
        assert (change.state, change.decided_by, change.reason) == (
            "applied",
            staff,
            "close_to_goal",
        )
        assert stored(one).planned_end_on == date(2022, 12, 1)


def test_extensions_end_where_the_agreement_says_counted_from_the_first_planned_end(place):
    one, manager = running(place), manager_of(place)
    with acting(scope_of(manager)):
        propose(one, extension(date(2022, 10, 31)), by=manager)
        with translation.override("en"):
            (message,) = told(lambda: propose(one, extension(date(2022, 11, 24)), by=manager))
        assert message == (
            "The agreement allows extensions of at most 12 weeks, until 2022-11-23; "
            "choose that day or an earlier one."
        )
        assert propose(one, extension(date(2022, 11, 23)), by=manager).state == "applied"


def test_a_change_ahead_of_its_day_is_planned_and_carried_out_on_it(free):
    one, staff = running(free), staff_of(free)
    day = TODAY + timedelta(days=10)
    with acting(scope_of(staff)):
        change = propose(one, Asked(PAUSE, day, until=day + timedelta(days=6)), by=staff)
        assert change.state == "approved"
        assert stored(one).status_periods.count() == 0
        changes.carry_out(change=change, by=staff, today=day)
        assert list(
            stored(one)
            .status_periods.order_by("starts_on")
            .values_list("status", "starts_on", "ends_on")
        ) == [
            ("paused", day, day + timedelta(days=6)),
            ("active", day + timedelta(days=7), None),
        ]


def test_a_planned_change_can_be_withdrawn_but_not_twice(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        change = propose(one, Asked(PAUSE, TODAY + timedelta(days=3)), by=staff)
        assert changes.withdraw(change=change, by=staff).state == "withdrawn"
        with pytest.raises(Settled):
            changes.withdraw(change=change, by=staff)


def test_an_extension_proposed_before_somebody_moved_the_end_is_not_carried_out(place):
    one, staff, manager = running(place), staff_of(place), manager_of(place)
    with acting(scope_of(staff)):
        change = propose(one, extension(date(2022, 10, 31)), by=staff)
    with acting(scope_of(manager)):
        propose(one, extension(date(2022, 9, 30)), by=manager)
        (message,) = told(lambda: changes.approve(change=change, by=manager, today=TODAY))
        assert "2022-09-30" in message


def test_pausing_and_resuming_keeps_the_hours(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        propose(one, Asked(INTENSITY, date(2022, 4, 1), hours=Decimal(20)), by=staff)
        propose(one, Asked(PAUSE, date(2022, 5, 1)), by=staff)
        propose(one, Asked(RESUME, date(2022, 5, 20)), by=staff)
        rows = stored(one).status_periods.order_by("starts_on")
        assert list(rows.values_list("status", "starts_on", "ends_on", "hours_per_week")) == [
            ("active", date(2022, 4, 1), date(2022, 4, 30), Decimal(20)),
            ("paused", date(2022, 5, 1), date(2022, 5, 19), Decimal(20)),
            ("active", date(2022, 5, 20), None, Decimal(20)),
        ]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked(RESUME, TODAY), "effective_on"),
        (Asked(INTENSITY, TODAY), "hours"),
        (Asked(PAUSE, TODAY, until=TODAY - timedelta(days=1)), "until"),
        (Asked(PAUSE, date(2021, 1, 1)), "effective_on"),
        (Asked(PAUSE, date(2031, 1, 1)), "effective_on"),
        (extension(PLANNED), "planned_end_on"),
        (Asked("extend", TODAY), "planned_end_on"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(free, asked, field):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)), pytest.raises(Refused) as caught:
        propose(one, asked, by=staff)
    assert [each.field for each in caught.value.problems] == [field]
    with acting(EVERYTHING):
        assert Change.objects.count() == 0


def test_what_has_ended_or_is_struck_out_is_not_changed(free):
    staff = staff_of(free)
    ended = running(free, ended_on=date(2022, 5, 1), exit_reason="work")
    struck = running(free, voided=True)
    with acting(scope_of(staff)):
        assert len(told(lambda: propose(ended, Asked(PAUSE, TODAY), by=staff))) == 1
        assert len(told(lambda: propose(struck, Asked(PAUSE, TODAY), by=staff))) == 1


def test_who_is_paused_is_not_paused_again_nor_given_other_hours(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        propose(one, Asked(PAUSE, date(2022, 5, 1)), by=staff)
        assert len(told(lambda: propose(one, Asked(PAUSE, TODAY), by=staff))) == 1
        more = Asked(INTENSITY, TODAY, hours=Decimal(5))
        assert len(told(lambda: propose(one, more, by=staff))) == 1
        before = Asked(INTENSITY, date(2022, 4, 1), hours=Decimal(5))
        assert "2022-05-01" in told(lambda: propose(one, before, by=staff))[0]


def test_nobody_changes_what_she_does_not_work_with(free):
    one, stranger = running(free), staff_of(intervention())
    with acting(EVERYTHING), pytest.raises(PermissionError):
        propose(one, Asked(PAUSE, TODAY), by=stranger)


@pytest.mark.parametrize(
    "asked",
    [
        extension(date(2022, 12, 1)),
        Asked(PAUSE, TODAY, until=TODAY),
        Asked(INTENSITY, TODAY, hours=Decimal(12)),
    ],
)
def test_what_was_changed_is_undone_by_one_click(free, asked):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        change = propose(one, asked, by=staff)
        undoing.undo(batch=change.batch, by=staff, today=TODAY)
        now = stored(one)
        assert (now.planned_end_on, now.status_periods.count()) == (PLANNED, 0)
        assert Change.objects.get(pk=change.pk).state == "withdrawn"
        with pytest.raises(TooLate):
            undoing.undo(batch=change.batch, by=staff, today=TODAY)


def test_striking_out_and_an_exit_are_undone_by_one_click(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        participations.void(participation=one, by=staff, today=TODAY)
        undoing.undo(batch=Change.objects.get().batch, by=staff, today=TODAY)
        assert not stored(one).voided
        participations.end(
            participation=stored(one),
            outcome=Exit(
                ended_on=date(2022, 5, 20),
                exit_reason="work",
                next_steps=(("work", "started"),),
                more={"hours_end": Decimal("12.5")},
            ),
            by=staff,
            today=TODAY,
        )
        undoing.undo(batch=Change.objects.latest("id").batch, by=staff, today=TODAY)
        now = stored(one)
        assert (now.ended_on, now.exit_reason, now.next_steps, now.hours_end) == (
            None,
            "",
            [],
            None,
        )


def test_what_somebody_has_built_on_is_not_undone(free):
    one, staff, manager = running(free), staff_of(free), manager_of(free)
    with acting(scope_of(staff)):
        first = propose(one, extension(date(2022, 10, 1)), by=staff)
    with acting(scope_of(manager)):
        propose(one, extension(date(2022, 11, 1)), by=manager)
        with pytest.raises(TooLate):
            undoing.undo(batch=first.batch, by=manager, today=TODAY)
    with acting(scope_of(staff)):
        with pytest.raises(TooLate):
            undoing.undo(batch=first.batch, by=staff, today=TODAY)
        assert stored(one).planned_end_on == date(2022, 11, 1)


def test_after_an_hour_nothing_is_undone(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        change = propose(one, extension(date(2022, 10, 1)), by=staff)
        Change.objects.update(proposed_at=change.decided_at - timedelta(hours=2))
        with pytest.raises(TooLate):
            undoing.undo(batch=change.batch, by=staff, today=TODAY)


def test_a_planned_end_that_the_owner_decides_is_not_moved_by_a_correction(place):
    one, staff, manager = running(place), staff_of(place), manager_of(place)
    later = {"planned_end_on": date(2023, 1, 1)}
    with acting(scope_of(staff)):
        (message,) = told(
            lambda: participations.correct(participation=one, changes=later, by=staff, today=TODAY)
        )
        assert message
    with acting(scope_of(manager)):
        participations.correct(participation=one, changes=later, by=manager, today=TODAY)
        assert stored(one).planned_end_on == date(2023, 1, 1)


def test_every_correction_leaves_what_it_said_before_and_after(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        said = {"education": "higher", "origin": "unknown"}
        participations.correct(participation=one, changes=said, by=staff, today=TODAY)
        change = Change.objects.get()
        assert (change.kind, change.before, change.after) == (
            "correct",
            {"education": "unknown"},
            {"education": "higher"},
        )


def test_nobody_else_reads_the_history_or_the_spells(free):
    one, staff = running(free), staff_of(free)
    with acting(scope_of(staff)):
        propose(one, Asked(PAUSE, TODAY), by=staff, text="hemligt")
        assert (Change.objects.count(), one.status_periods.count()) == (1, 1)
    with acting(scope_of(staff_of(intervention()))):
        assert Change.objects.count() == ChangeNote.objects.count() == 0
        assert one.status_periods.count() == 0


days = st.integers(0, 60).map(lambda number: date(2022, 1, 1) + timedelta(days=number))
asked = st.one_of(
    st.builds(lambda day: Asked(PAUSE, day), days),
    st.builds(
        lambda day, more: Asked(PAUSE, day, until=day + timedelta(days=more)),
        days,
        st.integers(0, 20),
    ),
    st.builds(lambda day: Asked(RESUME, day), days),
    st.builds(
        lambda day, hours: Asked(INTENSITY, day, hours=Decimal(hours)), days, st.integers(0, 40)
    ),
)


@settings(deadline=None)  # the machine may be busy; what counts is what holds
@given(st.lists(asked, max_size=8))
def test_spells_never_overlap_and_say_what_was_asked_for(wishes):
    statuses: tuple[Status, ...] = ()
    for wish in wishes:
        facts = Running(date(2022, 1, 1), None, None, None, voided=False, statuses=statuses)
        if rules.problems(wish, facts, today=date(2022, 6, 1)):
            continue
        statuses = rules.statuses_after(wish, facts)
        after = Running(date(2022, 1, 1), None, None, None, voided=False, statuses=statuses)
        assert after.paused_on(wish.effective_on) == (wish.kind == PAUSE)
        for one, following in pairwise(statuses):
            assert one.last is not None
            assert one.first <= one.last < following.first


def test_weeks_count_their_first_and_their_last_day():
    assert rules.planned_end(date(2022, 1, 3), weeks=2) == date(2022, 1, 16)


def test_a_reopened_exit_is_undone_and_a_person_elsewhere_is_not_corrected(free):
    one, staff = running(free, ended_on=date(2022, 5, 1), exit_reason="work"), staff_of(free)
    with acting(scope_of(staff)):
        participations.reopen(participation=one, by=staff, today=TODAY)
        undoing.undo(batch=Change.objects.get().batch, by=staff, today=TODAY)
        assert (stored(one).ended_on, stored(one).exit_reason) == (date(2022, 5, 1), "work")
    stranger = staff_of(intervention())
    with acting(EVERYTHING), pytest.raises(PermissionError):
        participants.correct(
            participant=one.participant, gender="man", birth_year=None, by=stranger
        )


def test_what_can_no_longer_stand_is_not_undone(free):
    one, staff = running(free, ended_on=date(2022, 5, 1), exit_reason="work"), staff_of(free)
    with acting(scope_of(staff)):
        participations.void(participation=one, by=staff, today=TODAY)
        batch = Change.objects.get().batch
        participation(free, participant=one.participant, started_on=date(2022, 4, 1))
        assert len(told(lambda: undoing.undo(batch=batch, by=staff, today=TODAY))) == 1
        assert stored(one).voided

"""Those without a record of their own: counted, ended, carried over and confirmed each January."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.casework.actions import head_counts
from stegvis.casework.actions.head_counts import Changed, Counted
from stegvis.casework.actions.participations import Refused
from stegvis.casework.models import HeadCount
from stegvis.casework.rules.head_counts import Spell, years_of
from tests.casework.working import staff_of
from tests.factories.places import intervention

TODAY = date(2022, 6, 1)
NEXT = date(2023, 1, 9)


@pytest.fixture
def place(db):
    return intervention()


@pytest.fixture
def staff(place):
    made = staff_of(place)
    with acting(scope_of(made)):
        yield made


@pytest.fixture
def women(place):
    return Counted(place, place.owner_id, "woman")


def rows() -> dict[tuple[int, str], tuple[int, int, int]]:
    return {
        (row.year, row.gender): (row.carried_in, row.new, row.ended)
        for row in HeadCount.objects.all()
    }


def add(counted, *, by, year=2022, today=TODAY):
    return head_counts.add(counted=counted, year=year, by=by, today=today)


def fields(call) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [each.field for each in caught.value.problems]


def test_who_has_no_record_is_one_more_in_the_count_of_her_year(place, staff, women):
    add(women, by=staff)
    add(women, by=staff)
    add(Counted(place, place.owner_id, "man"), by=staff)
    assert rows() == {(2022, "woman"): (0, 2, 0), (2022, "man"): (0, 1, 0)}


def test_the_step_is_undone_and_leaves_no_row(staff, women):
    row = add(women, by=staff)
    head_counts.undo_add(row=row, seen=1, by=staff)
    assert rows() == {}


def test_a_step_that_others_have_counted_on_is_not_undone(staff, women):
    row = add(women, by=staff)
    add(women, by=staff)
    with pytest.raises(Changed):
        head_counts.undo_add(row=row, seen=1, by=staff)
    assert rows() == {(2022, "woman"): (0, 2, 0)}


def test_an_end_is_counted_while_someone_remains_and_can_be_undone(staff, women):
    add(women, by=staff)
    row = head_counts.end(counted=women, year=2022, by=staff, today=TODAY)
    assert rows() == {(2022, "woman"): (0, 1, 1)}
    assert fields(lambda: head_counts.end(counted=women, year=2022, by=staff, today=TODAY)) == [
        "gender"
    ]
    head_counts.undo_end(row=row, seen=1, by=staff)
    assert rows() == {(2022, "woman"): (0, 1, 0)}
    with pytest.raises(Changed):
        head_counts.undo_end(row=row, seen=1, by=staff)


def test_who_is_added_or_ends_last_year_is_carried_on_into_this(staff, women):
    add(women, by=staff)
    head_counts.carry_over(counted=women, year=2023)
    assert rows() == {(2022, "woman"): (0, 1, 0), (2023, "woman"): (1, 0, 0)}
    late = add(women, by=staff, today=NEXT)
    assert rows() == {(2022, "woman"): (0, 2, 0), (2023, "woman"): (2, 0, 0)}
    head_counts.end(counted=women, year=2022, by=staff, today=NEXT)
    assert rows() == {(2022, "woman"): (0, 2, 1), (2023, "woman"): (1, 0, 0)}
    head_counts.undo_add(row=late, seen=2, by=staff)
    assert rows() == {(2022, "woman"): (0, 1, 1)}


def test_nobody_ends_last_year_who_has_been_counted_as_ended_this_year(staff, women):
    add(women, by=staff)
    head_counts.carry_over(counted=women, year=2023)
    head_counts.end(counted=women, year=2023, by=staff, today=NEXT)
    assert fields(lambda: head_counts.end(counted=women, year=2022, by=staff, today=NEXT)) == [
        "gender"
    ]


def test_in_january_the_staff_say_how_many_remain_and_the_others_ended_last_year(
    place, staff, women
):
    for _ in range(3):
        add(women, by=staff)
    head_counts.carry_over(counted=women, year=2023)
    (waiting,) = head_counts.unconfirmed(HeadCount.objects.all(), today=NEXT)
    assert (waiting.carried_in, waiting.confirmed_on) == (3, None)
    head_counts.confirm(
        intervention=place,
        owner_id=place.owner_id,
        remaining={("woman", "enrolled"): 2},
        by=staff,
        today=NEXT,
    )
    assert rows() == {(2022, "woman"): (0, 3, 1), (2023, "woman"): (2, 0, 0)}
    now = HeadCount.objects.get(year=2023)
    assert (now.confirmed_on, now.confirmed_by) == (NEXT, staff)
    assert head_counts.unconfirmed(HeadCount.objects.all(), today=NEXT) == []


@pytest.mark.parametrize("said", [4, 0])
def test_an_answer_that_cannot_be_is_refused(place, staff, women, said):
    for _ in range(3):
        add(women, by=staff)
    head_counts.carry_over(counted=women, year=2023)
    head_counts.end(counted=women, year=2023, by=staff, today=NEXT)
    before = rows()
    assert fields(
        lambda: head_counts.confirm(
            intervention=place,
            owner_id=place.owner_id,
            remaining={("woman", "enrolled"): said},
            by=staff,
            today=NEXT,
        )
    ) == ["woman-enrolled"]
    assert rows() == before


def test_carrying_over_happens_once_and_only_for_those_who_remain(staff, women):
    add(women, by=staff)
    head_counts.end(counted=women, year=2022, by=staff, today=TODAY)
    assert head_counts.carry_over_all(HeadCount.objects.all(), year=2023) == 1
    assert rows() == {(2022, "woman"): (0, 1, 1)}


def test_earlier_years_are_not_touched_by_hand(staff, women):
    assert fields(lambda: add(women, by=staff, year=2019)) == ["year"]
    assert fields(lambda: add(women, by=staff, year=2023)) == ["year"]


def test_who_works_elsewhere_neither_counts_nor_sees_the_counts(women, staff):
    add(women, by=staff)
    stranger = staff_of(intervention())
    with pytest.raises(PermissionError):
        add(women, by=stranger)
    with acting(scope_of(stranger)):
        assert HeadCount.objects.count() == 0


@given(st.integers(2015, 2022), st.integers(0, 7) | st.none())
def test_what_remained_of_a_year_is_what_the_next_began_with(first, length):
    last = None if length is None else min(first + length, 2022)
    years = list(years_of(Spell(first, last), today=TODAY))
    assert [each.year for each in years] == list(range(first, (last or 2022) + 1))
    for one, following in pairwise(years):
        assert one.carried_in + one.new - one.ended == following.carried_in
    assert sum(each.new for each in years) == 1
    assert sum(each.ended for each in years) == (0 if last is None else 1)


def test_saying_that_nobody_remains_where_nobody_was_counted_stores_nothing(place, staff):
    head_counts.confirm(
        intervention=place,
        owner_id=place.owner_id,
        remaining={("man", "enrolled"): 0},
        by=staff,
        today=NEXT,
    )
    assert rows() == {}

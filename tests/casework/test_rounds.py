"""Many are started or ended by one confirmation, and a transfer is both at once."""

from datetime import date

import pytest

from stegvis.access.actions import grants
from stegvis.access.context import acting
from stegvis.access.roles import INTERVENTION_STAFF, PlaceKind
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import participations, rounds, transfers, undoing
from stegvis.casework.actions.participations import Exit, Refused, Registration
from stegvis.casework.actions.rounds import Ending, RoundRefused
from stegvis.casework.actions.transfers import Transfer
from stegvis.casework.models import Change, Participation
from stegvis.interventions.models import Agreement
from tests.casework.working import TODAY, agreed, staff_of, stored
from tests.factories.people import participation
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)


@pytest.fixture
def place(db):
    return agreed(weeks=26)


@pytest.fixture
def staff(place):
    made = staff_of(place)
    with acting(scope_of(made)):
        yield made


def registration(place, **fields) -> Registration:
    return Registration(
        **{
            "site": place.sites.get(is_default=True),
            "started_on": date(2022, 5, 30),
            "gender": "woman",
            "birth_year": 1984,
            "referrers": ("fk",),
        }
        | fields
    )


def test_a_round_starts_all_of_them_with_the_planned_end_of_the_agreement(place, staff):
    rows = [registration(place), registration(place, gender="man")]
    made = rounds.start(registrations=rows, by=staff, today=TODAY)
    assert len(made.participations) == Participation.objects.count() == 2
    assert {each.planned_end_on for each in made.participations} == {date(2022, 11, 27)}


def test_a_planned_end_that_was_written_stands_and_a_consultation_has_none(place, staff):
    written = registration(place, more={"planned_end_on": date(2022, 7, 1)})
    asked = registration(place, more={"kind": "consultation"})
    ends = [
        participations.register(registration=each, by=staff, today=TODAY).planned_end_on
        for each in (written, asked)
    ]
    assert ends == [date(2022, 7, 1), None]


def test_one_wrong_row_stores_nothing_and_every_problem_is_told_by_its_row(place, staff):
    known = participation(place, started_on=date(2022, 1, 1)).participant
    rows = [
        registration(place, referrers=()),
        registration(place),
        registration(place, participant=known, birth_year=None),
    ]
    with pytest.raises(RoundRefused) as caught:
        rounds.start(registrations=rows, by=staff, today=TODAY)
    assert {row: [p.field for p in found] for row, found in caught.value.problems.items()} == {
        0: ["referrers"],
        2: ["started_on"],
    }
    assert Participation.objects.count() == 1


def test_the_same_person_twice_in_one_grid_is_noticed(place, staff):
    known = participation(
        place, started_on=date(2021, 1, 1), ended_on=date(2021, 2, 1), exit_reason="work"
    ).participant
    rows = [registration(place, participant=known)] * 2
    with pytest.raises(RoundRefused) as caught:
        rounds.start(registrations=rows, by=staff, today=TODAY)
    assert list(caught.value.problems) == [1]


def test_a_rehearsal_tells_the_same_and_leaves_nothing(place, staff):
    rounds.rehearse(
        lambda: rounds.start(registrations=[registration(place)], by=staff, today=TODAY)
    )
    assert Participation.objects.count() == Change.objects.count() == 0
    with pytest.raises(RoundRefused):
        rounds.rehearse(
            lambda: rounds.start(
                registrations=[registration(place, referrers=())], by=staff, today=TODAY
            )
        )


def outcome(**fields) -> Exit:
    return Exit(**{"ended_on": date(2022, 5, 20), "exit_reason": "studies"} | fields)


def test_a_round_is_ended_and_undone_as_one(place, staff):
    ones = [participation(place, referrers=["fk"]) for _ in range(3)]
    done = rounds.end(endings=[Ending(one, outcome()) for one in ones], by=staff, today=TODAY)
    assert {stored(one).ended_on for one in ones} == {date(2022, 5, 20)}
    undoing.undo(batch=done.batch, by=staff, today=TODAY)
    assert {stored(one).ended_on for one in ones} == {None}


def test_a_round_that_was_started_is_undone_as_one(place, staff):
    made = rounds.start(registrations=[registration(place)] * 2, by=staff, today=TODAY)
    undoing.undo(batch=made.batch, by=staff, today=TODAY)
    assert Participation.objects.filter(voided=False).count() == 0


def test_a_row_that_somebody_changed_meanwhile_ends_none(place, staff):
    ones = [participation(place, referrers=["fk"]) for _ in range(2)]
    participations.correct(
        participation=stored(ones[1]), changes={"origin": "abroad"}, by=staff, today=TODAY
    )
    with pytest.raises(RoundRefused) as caught:
        rounds.end(endings=[Ending(one, outcome()) for one in ones], by=staff, today=TODAY)
    assert list(caught.value.problems) == [1]
    assert stored(ones[0]).ended_on is None


@pytest.fixture
def successor(place):
    return intervention(association=place.association, owner=place.owner, succeeds=place)


def test_a_transfer_ends_here_and_begins_there_with_what_was_known(place, successor):
    staff = staff_of(place)
    with acting(EVERYTHING):
        one = participation(
            place,
            referrers=["fk", "af"],
            education="higher",
            support_start=[{"code": "wages", "percent": 100}],
            gender="man",
            birth_year=1980,
        )
    both = staff_of(successor)
    with acting(EVERYTHING), pytest.raises(PermissionError):
        move(one, successor, by=staff)
    give_also(place, both)
    with acting(scope_of(both)):
        begun = move(one, successor, by=both)
        ended = stored(one)
        assert (ended.ended_on, ended.exit_reason, ended.next_intervention) == (
            date(2022, 5, 31),
            "transferred",
            successor.slug,
        )
        assert begun.participant_id == one.participant_id
        assert (begun.started_on, begun.referrers) == (TODAY, ["fk", "af"])
        assert (begun.education, begun.support_start) == ("higher", one.support_start)
        assert {(each.participation_id, each.counterpart_id) for each in Change.objects.all()} == {
            (ended.pk, begun.pk),
            (begun.pk, ended.pk),
        }
        undoing.undo(batch=Change.objects.latest("id").batch, by=both, today=TODAY)
        assert stored(one).ended_on is None
        assert stored(begun).voided


def move(one, to, *, by, on=TODAY, today=TODAY):
    transfer = Transfer(to.sites.get(is_default=True), on, "successor")
    return transfers.transfer(participation=stored(one), transfer=transfer, by=by, today=today)


def give_also(place, user):
    grants.give(
        role=INTERVENTION_STAFF, to=user, kind=PlaceKind.INTERVENTION, place_id=place.pk, by=None
    )
    user.__dict__.pop("_scope", None)


def test_a_transfer_to_the_same_place_needs_a_new_agreement(place, staff):
    one = participation(place, referrers=["fk"])
    with pytest.raises(Refused) as caught:
        move(one, place, by=staff)
    assert [each.field for each in caught.value.problems] == ["site"]
    Agreement.objects.update(ends_on=date(2022, 5, 31))
    Agreement.objects.create(intervention=place, starts_on=TODAY, weeks=10)
    begun = move(one, place, by=staff)
    assert begun.planned_end_on == date(2022, 8, 9)


@pytest.mark.parametrize(("day", "today"), [(date(2022, 3, 1), TODAY), (date(2022, 6, 20), TODAY)])
def test_a_day_that_cannot_be_is_told_at_the_day(place, successor, day, today):
    user = staff_of(place)
    give_also(successor, user)
    with acting(scope_of(user)):
        one = participation(place, referrers=["fk"])
        with pytest.raises(Refused) as caught:
            move(one, successor, by=user, on=day, today=today)
    assert [each.field for each in caught.value.problems] == ["moves_on"]


def test_what_has_ended_or_another_owner_cannot_be_transferred(place, staff):
    one = participation(place, referrers=["fk"], ended_on=date(2022, 5, 1), exit_reason="work")
    elsewhere = intervention(association=place.association)
    with pytest.raises(Refused) as caught:
        move(one, elsewhere, by=staff)
    assert [each.field for each in caught.value.problems] == ["moves_on", "site"]

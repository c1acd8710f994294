"""What the program does at night: changes on their day, head counts into a new year."""

import inspect
from datetime import date, timedelta

import pytest

from stegvis.access.actions import grants
from stegvis.access.context import acting
from stegvis.access.models import Grant
from stegvis.access.scope import Scope, scope_of
from stegvis.casework import change_jobs, upkeep
from stegvis.casework.actions import changes
from stegvis.casework.actions.changes import Proposal
from stegvis.casework.choices.changes import PAUSE
from stegvis.casework.models import Change, HeadCount, Participation
from stegvis.casework.rules.changes import Asked
from tests.casework.working import TODAY, staff_of
from tests.factories.people import participation
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)
DAY = TODAY + timedelta(days=7)


@pytest.fixture
def planned(db):
    """Pauses that are planned at two organisations."""
    made = []
    for _ in range(2):
        place = intervention()
        staff = staff_of(place)
        with acting(scope_of(staff)):
            one = participation(place, referrers=["fk"])
            asked = Proposal(Asked(PAUSE, DAY))
            made.append(changes.propose(participation=one, proposal=asked, by=staff, today=TODAY))
    return made


def states() -> list[str]:
    with acting(EVERYTHING):
        return list(Change.objects.order_by("id").values_list("state", flat=True))


def run(change, *, today=DAY) -> int:
    with acting(upkeep.scope_of_owner(change.participation.owner_id)):
        return upkeep.carry_out_due(today=today)


def test_a_planned_change_is_carried_out_on_its_day_and_only_for_its_owner(planned):
    first, _second = planned
    assert run(first, today=DAY - timedelta(days=1)) == 0
    assert run(first) == 1
    assert states() == ["applied", "approved"]
    assert run(first) == 0


def test_what_no_longer_fits_stays_and_stops_nothing_else(planned):
    first, _second = planned
    with acting(EVERYTHING):
        Participation.objects.filter(pk=first.participation_id).update(
            ended_on=TODAY, exit_reason="work"
        )
    assert run(first) == 0
    assert states() == ["approved", "approved"]


def test_nothing_is_done_in_the_name_of_someone_who_has_left(planned):
    first, _second = planned
    grants.revoke(grant=Grant.objects.get(user=first.decided_by), by=first.decided_by)
    assert run(first) == 0


def test_every_organisation_that_owns_sites_has_its_turn(planned):
    assert upkeep.owners() == sorted(each.participation.owner_id for each in planned)


def test_last_years_counts_are_carried_over_once(db):
    place = intervention()
    with acting(EVERYTHING):
        HeadCount.objects.create(
            association=place.association,
            intervention=place,
            owner=place.owner,
            year=2021,
            gender="man",
            new=2,
            ended=1,
        )
    with acting(upkeep.scope_of_owner(place.owner_id)):
        assert upkeep.carry_counts(today=date(2022, 1, 1)) == 1
        upkeep.carry_counts(today=date(2022, 1, 2))
        row = HeadCount.objects.get(year=2022)
    assert (row.carried_in, row.new, row.ended, row.confirmed_on) == (1, 0, 0, None)


def test_jobs_are_given_ids_only():
    tasks = (change_jobs.carry_out_due_changes, change_jobs.carry_head_counts_over)
    assert {name for task in tasks for name in inspect.signature(task.func).parameters} == {
        "owner_id"
    }


def test_the_jobs_of_the_night_do_it_for_one_organisation(committed):
    place = intervention()
    staff = staff_of(place)
    with acting(scope_of(staff)):
        one = participation(place, referrers=["fk"])
        asked = Proposal(Asked(PAUSE, DAY))
        changes.propose(participation=one, proposal=asked, by=staff, today=TODAY)
    change_jobs.carry_out_due_changes(owner_id=place.owner_id)
    change_jobs.carry_head_counts_over(owner_id=place.owner_id)
    assert states() == ["applied"]

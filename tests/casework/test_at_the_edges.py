"""What verbs do at the edges of what they are for: refused, passed over, or done all the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stegvis.access import drafts
from stegvis.access.context import acting
from stegvis.access.models import Emergency
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import (
    changes,
    emergencies,
    erasure,
    identities,
    participations,
    retention,
    stripping,
    undoing,
)
from stegvis.casework.actions.changes import Proposal
from stegvis.casework.actions.emergencies import Closed, Door
from stegvis.casework.actions.erasure import Gone
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices.changes import INTENSITY, PAUSE
from stegvis.casework.choices.retention import PARTICIPATION
from stegvis.casework.models import Identity, Note, Participant
from stegvis.casework.rules import meetings
from stegvis.casework.rules.changes import Asked
from stegvis.casework.rules.meetings import Course, Terms
from tests.casework.working import TODAY, agreed, manager_of, staff_of, stored
from tests.factories.identities import identity
from tests.factories.people import participation, user, user_with
from tests.factories.places import site

EVERYTHING = Scope(everything=True)
REASON = "Deltagaren är här och mår mycket dåligt"


@pytest.fixture
def here(db):
    """A participation at a place where those who register decide."""
    with acting(EVERYTHING):
        return participation(agreed(weeks=26), referrers=["fk"], planned_end_on=date(2022, 8, 31))


@pytest.fixture
def opened(here) -> Emergency:
    """Emergency access of somebody at another site of the same owner."""
    user_with(OWNER_MANAGER, here.owner)
    colleague = user_with(INTERVENTION_STAFF, site(intervention=here.intervention))
    return _open(here, by=colleague)


def _open(here, *, by, reason=REASON) -> Emergency:
    with acting(scope_of(by)):
        return emergencies.open_door(
            door=Door(here.association, here.participant.code),
            reason=reason,
            by=by,
            now=timezone.now(),
        )


def test_emergency_access_is_not_opened_for_a_word(here):
    colleague = user_with(INTERVENTION_STAFF, site(intervention=here.intervention))
    with pytest.raises(Closed):
        _open(here, by=colleague, reason=f"kort {' ' * 20}")
    assert not Emergency.objects.exists()


def test_emergency_access_is_given_back_by_the_one_who_has_it(opened):
    until, later = opened.until, opened.opened_at + timedelta(minutes=5)
    emergencies.close_door(opened=opened, by=user(), now=later)
    assert Emergency.objects.get().until == until
    emergencies.close_door(opened=opened, by=opened.user, now=later)
    assert Emergency.objects.get().until == later


def test_what_the_database_refuses_of_an_identity_is_no_taken_number(here):
    with acting(EVERYTHING):
        known = identity(here.participant, first_name="Anna")
        twin = Identity(participant=known.participant, owner=known.owner, key=known.key)
        twin.say(first_name="Anna")
        with pytest.raises(IntegrityError), transaction.atomic():
            identities._save(twin)


def test_a_correction_moves_the_planned_end_where_staff_decide(here):
    staff, later = staff_of(here.intervention), date(2022, 9, 30)
    with acting(scope_of(staff)):
        participations.correct(
            participation=here, changes={"planned_end_on": later}, by=staff, today=TODAY
        )
        assert stored(here).planned_end_on == later


def test_a_rule_is_decided_on_a_day_that_has_come_by_the_owners_manager(here):
    said = {
        "owner_id": here.owner_id,
        "kind": PARTICIPATION,
        "months": 24,
        "document": "KS 1",
        "decided_on": TODAY + timedelta(days=1),
        "today": TODAY,
    }
    manager, staff = manager_of(here.intervention), staff_of(here.intervention)
    with acting(scope_of(manager)), pytest.raises(Refused) as refused:
        retention.decide(**said, by=manager)
    assert [each.field for each in refused.value.problems] == ["decided_on"]
    with acting(scope_of(staff)), pytest.raises(PermissionError):
        retention.decide(**said, by=staff)


def test_a_draft_that_cannot_be_read_stops_no_erasure_and_one_with_her_name_goes(here):
    writer = user()
    with acting(EVERYTHING):
        identity(here.participant, first_name="Tolvina")
        drafts.keep(user=writer, address="/a/", pairs=[("x", "Om Tolvina")])
        spoilt = drafts.keep(user=writer, address="/b/", pairs=[("x", "något")])
        type(spoilt).objects.filter(pk=spoilt.pk).update(sealed=b"spoilt")
        erasure.erase(here.participant, gone=Gone(), today=TODAY)
        assert [each.pk for each in drafts.Draft.objects.all()] == [spoilt.pk]


def test_a_model_that_is_kept_is_not_walked_to(monkeypatch):
    named = {_pointed(each) for each in stripping.relations_to(Participant)}
    assert "casework.identity" in named
    monkeypatch.setattr(stripping, "KEPT", {"casework.identity": "for this test"})
    kept = {_pointed(each) for each in stripping.relations_to(Participant)}
    assert named - kept == {"casework.identity"}
    assert Note in stripping.models_about()


def _pointed(relation) -> str:
    return relation.related_model._meta.label_lower


def test_of_two_changes_the_second_is_undone_to_what_the_first_left(here):
    staff = staff_of(here.intervention)
    with acting(scope_of(staff)):
        for asked in (
            Asked(INTENSITY, date(2022, 4, 1), hours=Decimal(20)),
            Asked(PAUSE, date(2022, 5, 1)),
        ):
            done = changes.propose(
                participation=here, proposal=Proposal(asked), by=staff, today=TODAY
            )
        undoing.undo(batch=done.batch, by=staff, today=TODAY)
        rows = stored(here).status_periods.values_list("status", "starts_on", "hours_per_week")
        assert list(rows) == [("active", date(2022, 4, 1), Decimal(20))]


def test_a_meeting_that_would_move_past_the_end_moves_forward_in_time():
    """The week after it and the last one are closed: the open day before is the only one left."""
    start = date(2026, 3, 2)  # a Monday
    closed = frozenset({date(2026, 3, 30)})
    terms = Terms(weeks=(4,), closed_weeks=closed)
    (due,) = meetings.due_days(terms, Course(start, date(2026, 4, 1)), until=date(2027, 1, 1))
    assert due.day == date(2026, 3, 27)

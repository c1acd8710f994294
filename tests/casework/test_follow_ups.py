"""Writing down follow-ups: attempts, answers, undo, and what waits."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope, scope_of
from stegvis.casework import following
from stegvis.casework.actions import follow_ups
from stegvis.casework.actions.follow_ups import Answers, Attempt
from stegvis.casework.actions.participations import Refused
from stegvis.casework.models import Consent, FollowUp, FollowUpAttempt, Participation
from tests.factories.people import participation, user, user_with
from tests.factories.places import intervention

TODAY = date(2023, 5, 25)
AT_WORK = Answers(
    occupation=[{"code": "work", "percent": 50}],
    support=[{"code": "wages", "percent": 50}],
    next_steps=[{"code": "work", "state": "started"}],
    plan="carried_out",
)
REACHED = Attempt(date(2023, 5, 22), "phone", "reached")
NO_ANSWER = Attempt(date(2023, 5, 21), "phone", "no_answer")
GIVEN_UP = Attempt(date(2023, 5, 24), "letter", "not_reached")


@pytest.fixture
def here(db):
    return intervention()


@pytest.fixture
def staff(here):
    made = user_with(INTERVENTION_STAFF, here)
    with context.acting(scope_of(made)):
        yield made


def left(here, **fields):
    ended = {"ended_on": date(2022, 5, 20), "exit_reason": "work", "completed": "completed"}
    with context.acting(Scope(everything=True)):
        return participation(here, **ended | fields)


def noted(person, staff, attempt, answers=AT_WORK, *, months=12):
    return follow_ups.note(
        participation=person, months=months, attempt=attempt, answers=answers, by=staff, today=TODAY
    )


def waiting(today=TODAY) -> list[tuple[int, int]]:
    found = following.waiting(Participation.objects.all(), today=today)
    return [(each.participation.pk, each.follow_up.months) for each in found]


def test_who_left_a_year_ago_waits_without_anybody_having_written_anything(here, staff):
    person = left(here)
    assert waiting() == [(person.pk, 12)]
    assert not FollowUp.objects.exists()


def test_what_she_says_is_stored_with_the_attempt_that_reached_her(here, staff):
    person = left(here)
    made = noted(person, staff, REACHED)
    stored = FollowUp.objects.get()
    assert (stored.due_on, stored.reached, stored.made_on) == (
        date(2023, 5, 20),
        True,
        date(2023, 5, 22),
    )
    assert (stored.occupation, stored.plan) == (AT_WORK.occupation, "carried_out")
    assert stored.association_id == person.association_id
    (attempt,) = made.attempts.all()
    assert (attempt.channel, attempt.reached, attempt.noted_by) == ("phone", True, staff)
    assert waiting() == []


def test_an_attempt_without_answer_keeps_the_follow_up_waiting(here, staff):
    person = left(here)
    noted(person, staff, NO_ANSWER, Answers())
    assert waiting() == [(person.pk, 12)]
    noted(person, staff, REACHED)
    assert FollowUp.objects.count() == 1
    assert [row.reached for row in FollowUpAttempt.objects.order_by("tried_on")] == [False, True]


def test_who_could_not_be_reached_waits_no_longer(here, staff):
    person = left(here)
    noted(person, staff, GIVEN_UP, Answers())
    stored = FollowUp.objects.get()
    assert (stored.reached, stored.made_on, stored.occupation) == (False, date(2023, 5, 24), None)
    assert waiting() == []


def test_the_latest_attempt_can_be_taken_back(here, staff):
    person = left(here)
    noted(person, staff, NO_ANSWER, Answers())
    stored = noted(person, staff, REACHED)
    follow_ups.take_back(follow_up=stored, by=staff)
    stored.refresh_from_db()
    assert (stored.reached, stored.made_on, stored.occupation, stored.plan) == (
        None,
        None,
        None,
        "",
    )
    assert waiting() == [(person.pk, 12)]
    follow_ups.take_back(follow_up=stored, by=staff)
    assert not FollowUp.objects.exists()


def test_an_imported_follow_up_without_attempts_can_be_taken_back(here, staff):
    person = left(here)
    stored = FollowUp.objects.create(
        association=person.association, participation=person, due_on=date(2023, 5, 20), reached=True
    )
    follow_ups.take_back(follow_up=stored, by=staff)
    assert not FollowUp.objects.exists()


def test_answers_can_be_corrected_once_she_was_reached(here, staff):
    stored = noted(left(here), staff, REACHED)
    studies = Answers(occupation=[{"code": "studies", "percent": 100}])
    follow_ups.correct(follow_up=stored, answers=studies, by=staff)
    stored.refresh_from_db()
    assert (stored.occupation, stored.plan) == (studies.occupation, "")
    assert stored.made_on == date(2023, 5, 22)


def test_there_are_no_answers_to_correct_of_someone_who_was_not_reached(here, staff):
    stored = noted(left(here), staff, GIVEN_UP, Answers())
    with pytest.raises(ValueError, match="reached"):
        follow_ups.correct(follow_up=stored, answers=AT_WORK, by=staff)


def test_an_attempt_that_cannot_be_is_refused_and_leaves_nothing(here, staff):
    person = left(here, exit_reason="transferred")
    with pytest.raises(Refused):
        noted(person, staff, REACHED)
    assert not FollowUp.objects.exists()


def test_who_withdrew_her_consent_does_not_wait_and_a_new_consent_brings_her_back(here, staff):
    person = left(here)

    def consent(given_on, withdrawn_on):
        Consent.objects.create(
            association=person.association,
            owner=person.owner,
            participant=person.participant,
            kind="one_year_contact",
            given_on=given_on,
            withdrawn_on=withdrawn_on,
            how="paper",
            kept_at="intervention",
            recorded_by=staff,
        )

    consent(date(2022, 3, 1), date(2022, 9, 1))
    assert waiting() == []
    assert following.follow_ups_of(person, today=TODAY) == ()
    consent(date(2022, 10, 1), None)
    assert waiting() == [(person.pk, 12)]


def test_a_protected_person_is_left_alone(here, staff):
    person = left(here)
    assert waiting() == [(person.pk, 12)]
    person.participant.protected = True
    person.participant.save()
    assert waiting() == []


def test_those_who_wait_cost_one_query_however_many_they_are(here, staff):
    left(here)
    with CaptureQueriesContext(connection) as few:
        assert len(waiting()) == 1
    for _ in range(3):
        noted(left(here), staff, NO_ANSWER, Answers())
    with CaptureQueriesContext(connection) as many:
        assert len(waiting()) == 4
    assert len(few) == len(many) == 1


def test_nobody_writes_at_a_site_where_she_does_not_work(here, staff):
    with context.acting(Scope(everything=True)):
        elsewhere = left(intervention())
        stranger = user()
    with pytest.raises(PermissionError):
        noted(elsewhere, staff, REACHED)
    with pytest.raises(PermissionError):
        noted(left(here), stranger, REACHED)


def test_another_owner_sees_no_follow_up_nor_attempt(here):
    with context.acting(Scope(everything=True)):
        person, clerk = left(here), user()
        row = FollowUp.objects.create(
            association=person.association, participation=person, due_on=date(2023, 5, 20)
        )
        FollowUpAttempt.objects.create(
            follow_up=row, tried_on=TODAY, channel="phone", reached=False, noted_by=clerk
        )
        stranger = user_with(INTERVENTION_STAFF, intervention())
    own = user_with(INTERVENTION_STAFF, here)
    for who, expected in ((own, 1), (stranger, 0)):
        with context.acting(scope_of(who)):
            assert FollowUp.objects.count() == expected
            assert FollowUpAttempt.objects.count() == expected

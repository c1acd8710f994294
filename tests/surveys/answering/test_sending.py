"""A link opens one invitation and stores one response, however often it is sent."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connections, transaction

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope
from stegvis.surveys.actions import answering, invitations
from stegvis.surveys.actions.answering import Visit
from stegvis.surveys.models import Answer, AnswerDraft, Invitation, Response
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import intervention

TODAY = date(2022, 3, 3)
NOW = datetime.now(UTC)  # the database looks at its own clock
EVERYTHING = Scope(everything=True)


def invited(place=None):
    """An invitation to the start of a new participation."""
    place = place or intervention()
    with context.acting(EVERYTHING):
        asked = surveys.use(place).instrument
        person = participation(place)
        staff = user_with(INTERVENTION_STAFF, person.site)
        return invitations.invite(
            participation=person,
            instrument=asked,
            occasion="start",
            due_on=person.started_on,
            by=staff,
            now=NOW,
            today=TODAY,
        )


def stored() -> tuple[int, list[tuple[str, str]]]:
    with context.acting(EVERYTHING):
        rows = Answer.objects.order_by("pk").values_list("item", "value")
        return Response.objects.count(), list(rows)


@pytest.mark.django_db
def test_what_was_kept_is_sent_as_one_response_of_the_invitation():
    made = invited()
    visit = answering.by_link(made.token, now=NOW)
    assert answering.keep(visit=visit, item="q1", value="2", now=NOW)
    assert answering.keep(visit=visit, item="q1", value="4", now=NOW)
    assert answering.send(visit=visit, now=NOW, today=TODAY)
    assert answering.send(visit=visit, now=NOW, today=TODAY)
    assert stored() == (1, [("q1", "4")])
    with context.acting(EVERYTHING):
        response = Response.objects.get()
        assert response.participation_id == made.invitation.participation_id
        assert (response.occasion, response.answered_on) == ("start", TODAY)
        assert AnswerDraft.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["{code}", "  {code} ", "{small}", "{together}"])
def test_a_code_opens_the_same_as_the_link_however_it_is_typed(typed):
    made = invited()
    code = typed.format(
        code=made.code, small=made.code.lower(), together=made.code.replace("-", "")
    )
    visit = answering.by_code(code, now=NOW)
    assert answering.invited(visit, now=NOW) == made.invitation


@pytest.mark.django_db
def test_neither_link_nor_code_stands_in_the_database():
    made = invited()
    with context.acting(EVERYTHING):
        row = Invitation.objects.filter(pk=made.invitation.pk).values().get()
    assert made.token not in str(row)
    assert made.code not in str(row)
    assert len(made.token) * 6 >= 128


@pytest.mark.django_db
def test_a_link_that_is_too_old_answered_or_taken_back_opens_nothing():
    old, used, back = invited(), invited(), invited()
    visit = answering.by_link(used.token, now=NOW)
    answering.keep(visit=visit, item="q1", value="4", now=NOW)
    answering.send(visit=visit, now=NOW, today=TODAY)
    with context.acting(EVERYTHING):
        invitations.revoke(
            participation=back.invitation.participation, by=back.invitation.made_by, now=NOW
        )
    late = NOW + invitations.VALID
    assert answering.by_link(old.token, now=late - timedelta(seconds=1)) is not None
    assert answering.by_link(old.token, now=late) is None
    assert answering.by_link(used.token, now=NOW) is None
    assert answering.by_link(back.token, now=NOW) is None
    assert answering.by_link("x" * 22, now=NOW) is None


@pytest.mark.django_db
def test_a_new_invitation_ends_the_earlier_one():
    first = invited()
    with context.acting(EVERYTHING):
        second = invitations.invite(
            participation=first.invitation.participation,
            instrument=first.invitation.instrument,
            occasion="start",
            due_on=first.invitation.due_on,
            by=first.invitation.made_by,
            now=NOW,
            today=TODAY,
        )
    assert answering.by_link(first.token, now=NOW) is None
    assert answering.by_link(second.token, now=NOW) is not None


@pytest.mark.django_db
def test_an_answer_is_kept_between_pages_for_one_browser_and_sealed():
    made = invited()
    mine, other = (answering.by_link(made.token, now=NOW) for _each in range(2))
    answering.keep(visit=mine, item="q1", value="5", now=NOW)
    assert answering.answers_of(mine) == {"q1": "5"}
    assert answering.answers_of(other) == {}
    with answering.reached(mine):
        assert b"q1" not in bytes(AnswerDraft.objects.get().sealed)


@pytest.mark.django_db
def test_the_draft_of_another_invitation_is_out_of_reach():
    one, two = invited(), invited()
    mine = answering.by_link(one.token, now=NOW)
    other = answering.by_link(two.token, now=NOW)
    answering.keep(visit=other, item="q1", value="5", now=NOW)
    swapped = replace(mine, draft=other.draft)
    assert answering.answers_of(swapped) == {}
    assert not answering.send(visit=swapped, now=NOW, today=TODAY)
    assert stored() == (0, [])


@pytest.mark.django_db
def test_a_link_reaches_its_own_invitation_and_nothing_else():
    one, two = invited(), invited()
    visit = answering.by_link(one.token, now=NOW)
    with answering.reached(visit):
        assert list(Invitation.objects.all()) == [one.invitation]
        assert Response.objects.count() == 0
    foreign = two.invitation
    with pytest.raises(DatabaseError), answering.reached(visit), transaction.atomic():
        Response.objects.create(
            association_id=foreign.association_id,
            owner_id=foreign.owner_id,
            participation_id=foreign.participation_id,
            reference=one.invitation.reference,
            instrument=one.invitation.instrument.code,
            occasion="start",
            answered_on=TODAY,
        )


SWAPPED = (
    "participation",
    "association",
    "owner",
    "instrument",
    "version",
    "occasion",
    "reference",
)


@pytest.mark.django_db
@pytest.mark.parametrize("swapped", SWAPPED)
def test_a_link_writes_no_answer_for_anything_but_what_it_was_made_for(swapped):
    one, two = invited(), invited()
    mine, foreign = one.invitation, two.invitation
    theirs = {
        "participation": foreign.participation_id,
        "association": foreign.association_id,
        "owner": foreign.owner_id,
        "instrument": foreign.instrument.code,
        "version": "2",
        "occasion": "exit",
        "reference": foreign.reference,
    }
    said = {
        "association_id": mine.association_id,
        "owner_id": mine.owner_id,
        "participation_id": mine.participation_id,
        "reference": mine.reference,
        "instrument": mine.instrument.code,
        "version": mine.instrument.version,
        "occasion": "start",
        "answered_on": TODAY,
    }
    column = f"{swapped}_id" if f"{swapped}_id" in said else swapped
    visit = answering.by_link(one.token, now=NOW)
    with answering.reached(visit), transaction.atomic():
        Response.objects.create(**said)
        transaction.set_rollback(True)
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        answering.reached(visit),
    ):
        Response.objects.create(**said | {column: theirs[swapped]})


@pytest.mark.django_db
def test_once_sent_the_answers_are_out_of_the_links_reach():
    made = invited()
    visit = answering.by_link(made.token, now=NOW)
    answering.keep(visit=visit, item="q1", value="5", now=NOW)
    answering.send(visit=visit, now=NOW, today=TODAY)
    with answering.reached(visit):
        assert (Response.objects.count(), Answer.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_who_may_not_register_there_cannot_invite():
    made = invited()
    stranger = user_with(OWNER_MANAGER, intervention().owner)
    with context.acting(EVERYTHING), pytest.raises(PermissionError):
        invitations.revoke(participation=made.invitation.participation, by=stranger, now=NOW)


@pytest.mark.django_db
def test_drafts_are_removed_after_a_day():
    made = invited()
    visit = answering.by_link(made.token, now=NOW)
    answering.keep(visit=visit, item="q1", value="5", now=NOW)
    begun = datetime.now(UTC)
    with context.acting(EVERYTHING):
        assert answering.remove_old_drafts(now=begun + timedelta(hours=23)) == 0
        assert answering.remove_old_drafts(now=begun + timedelta(hours=25)) == 1


def test_two_hundred_parallel_posts_of_the_same_answer_store_one(committed):
    made = invited()
    visit = answering.by_link(made.token, now=NOW)
    answering.keep(visit=visit, item="q1", value="3", now=NOW)
    barrier, received = Barrier(20), []

    def post() -> None:
        barrier.wait()
        received.extend(answering.send(visit=visit, now=NOW, today=TODAY) for _each in range(10))
        connections.close_all()

    threads = [Thread(target=post) for _each in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert received == [True] * 200
    assert stored() == (1, [("q1", "3")])


@pytest.mark.django_db
def test_a_made_up_hash_opens_nothing():
    visit = answering.Visit(print="00" * 32, draft=uuid.uuid4())
    assert answering.behind(visit) is None
    assert not answering.keep(visit=visit, item="q1", value="1", now=NOW)


@pytest.mark.django_db
def test_a_hash_that_nobody_was_given_sends_nothing():
    nobody = Visit("00" * 32, uuid.uuid4())
    assert not answering.send(visit=nobody, now=NOW, today=TODAY)
    assert answering.keep(visit=nobody, item="q1", value="5", now=NOW) is None
    assert stored() == (0, [])

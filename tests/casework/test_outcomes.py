"""Wanted outcomes, and what the next authority takes over."""

from datetime import date

import pytest
from django.db import connection

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import outcomes
from stegvis.casework.actions.outcomes import Handed
from stegvis.casework.actions.participations import Exit, Refused
from stegvis.casework.models import Handover, Participation
from tests.factories.people import participation, user_with
from tests.factories.places import intervention

TODAY = date(2022, 12, 31)
ENDED = Exit(ended_on=date(2022, 9, 30), exit_reason="work", completed="completed")
AGREED = Handed("af", date(2022, 10, 3), "Nystartsjobb i höst, samtal varje månad.")


@pytest.fixture
def here(db):
    return intervention()


@pytest.fixture
def staff(here):
    made = user_with(INTERVENTION_STAFF, here)
    with context.acting(scope_of(made)):
        yield made


@pytest.fixture
def person(here, staff):
    with context.acting(Scope(everything=True)):
        return participation(here, referrers=["fk"])


def stored(person) -> dict[str, str]:
    return dict(person.wanted_outcomes.values_list("code", "score"))


def test_outcomes_are_chosen_at_the_start_and_scored_at_the_exit(person, staff):
    outcomes.want(participation=person, scores={"work": "", "health": ""}, by=staff)
    assert stored(person) == {"work": "", "health": ""}
    outcomes.want(participation=person, scores={"work": "reached", "studies": ""}, by=staff)
    assert stored(person) == {"work": "reached", "studies": ""}


def test_an_outcome_that_is_chosen_again_keeps_its_row(person, staff):
    outcomes.want(participation=person, scores={"work": "partly"}, by=staff)
    before = person.wanted_outcomes.get()
    outcomes.want(participation=person, scores={"work": "partly"}, by=staff)
    assert person.wanted_outcomes.get() == before


def test_an_exit_its_scores_and_its_handover_are_stored_together(person, staff):
    ended = outcomes.close(
        participation=person,
        outcome=ENDED,
        scores={"work": "partly"},
        handed=AGREED,
        by=staff,
        today=TODAY,
    )
    assert (ended.exit_reason, stored(person)) == ("work", {"work": "partly"})
    taken = Handover.objects.select_related("key").get()
    assert (taken.receiver, taken.from_day) == ("af", date(2022, 10, 3))
    assert taken.texts == {"text": "Nystartsjobb i höst, samtal varje månad."}


def test_an_exit_that_is_refused_stores_neither(person, staff):
    with pytest.raises(Refused):
        outcomes.close(
            participation=person,
            outcome=Exit(ended_on=date(2023, 1, 1), exit_reason="work"),
            scores={"work": "reached"},
            handed=AGREED,
            by=staff,
            today=TODAY,
        )
    assert stored(person) == {}
    assert not Handover.objects.exists()
    assert Participation.objects.get().ended_on is None


def test_what_is_handed_over_can_be_said_anew_and_taken_away(person, staff):
    outcomes.hand_over(participation=person, handed=AGREED, by=staff)
    outcomes.hand_over(participation=person, handed=Handed("fk", None, "Annat."), by=staff)
    taken = Handover.objects.select_related("key").get()
    assert (taken.receiver, taken.texts) == ("fk", {"text": "Annat."})
    outcomes.hand_over(participation=person, handed=Handed(), by=staff)
    assert not Handover.objects.exists()


def test_nothing_handed_over_stores_nothing(person, staff):
    outcomes.hand_over(participation=person, handed=Handed(), by=staff)
    assert not Handover.objects.exists()


def test_the_text_of_a_handover_lies_sealed_in_the_database(person, staff):
    outcomes.hand_over(participation=person, handed=AGREED, by=staff)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(h)::text, h.sealed FROM casework_handover h")
        ((row, sealed),) = cursor.fetchall()
    assert "af" in row
    assert "Nystartsjobb" not in row
    assert b"Nystartsjobb" not in bytes(sealed)


def test_nobody_scores_or_hands_over_where_she_does_not_work(person):
    stranger = user_with(INTERVENTION_STAFF, intervention())
    with pytest.raises(PermissionError):
        outcomes.want(participation=person, scores={"work": ""}, by=stranger)
    with pytest.raises(PermissionError):
        outcomes.hand_over(participation=person, handed=AGREED, by=stranger)


def test_another_owner_sees_no_outcome_nor_handover(here):
    with context.acting(Scope(everything=True)):
        person = participation(here, referrers=["fk"])
    own = user_with(INTERVENTION_STAFF, here)
    stranger = user_with(INTERVENTION_STAFF, intervention())
    with context.acting(scope_of(own)):
        outcomes.want(participation=person, scores={"work": ""}, by=own)
        outcomes.hand_over(participation=person, handed=AGREED, by=own)
    for who, expected in ((own, 1), (stranger, 0)):
        with context.acting(scope_of(who)):
            assert person.wanted_outcomes.count() == expected
            assert Handover.objects.count() == expected

"""Registering, ending, correcting and voiding a participation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import participations
from stegvis.casework.actions.participations import Collision, Exit, Refused, Registration
from stegvis.casework.models import Participation
from stegvis.casework.rules.participations import Facts, Span, problems
from tests.factories.people import participation, user_with
from tests.factories.places import intervention

TODAY = date(2022, 12, 31)


@pytest.fixture
def here(db):
    return intervention()


@pytest.fixture
def staff(here):
    """Someone who works in the intervention; the test runs under her context."""
    made = user_with(INTERVENTION_STAFF, here)
    with context.acting(scope_of(made)):
        yield made


def registration(here, **fields) -> Registration:
    return Registration(
        **{
            "site": here.sites.get(),
            "started_on": date(2022, 3, 2),
            "gender": "woman",
            "referrers": ("fk",),
        }
        | fields
    )


def refused_fields(call) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [problem.field for problem in caught.value.problems]


def test_a_new_participant_gets_a_random_code_and_a_running_participation(here, staff):
    made = participations.register(registration=registration(here), by=staff, today=TODAY)
    assert (made.started_on, made.ended_on, made.referrers) == (date(2022, 3, 2), None, ["fk"])
    assert len(made.participant.code) == 8
    assert set(made.participant.code) <= set(participations.CODE_LETTERS)
    assert made.participant.identified


def test_a_known_participant_keeps_her_code_in_a_second_participation(here, staff):
    first = participations.register(registration=registration(here), by=staff, today=TODAY)
    participations.end(
        participation=first,
        outcome=Exit(ended_on=date(2022, 5, 20), exit_reason="studies"),
        by=staff,
        today=TODAY,
    )
    again = participations.register(
        registration=registration(here, started_on=date(2022, 9, 1), participant=first.participant),
        by=staff,
        today=TODAY,
    )
    assert again.participant_id == first.participant_id


def test_a_person_cannot_take_part_twice_at_once_in_one_intervention(here, staff):
    first = participations.register(registration=registration(here), by=staff, today=TODAY)
    overlapping = registration(here, started_on=date(2022, 9, 1), participant=first.participant)
    assert refused_fields(
        lambda: participations.register(registration=overlapping, by=staff, today=TODAY)
    ) == ["started_on"]
    assert Participation.objects.count() == 1


def test_every_problem_is_told_at_once(here, staff):
    wrong = registration(here, referrers=(), birth_year=2015)
    assert refused_fields(
        lambda: participations.register(registration=wrong, by=staff, today=TODAY)
    ) == ["referrers", "birth_year"]


def test_an_exit_needs_its_reason_and_a_day_that_has_come(here, staff):
    made = participations.register(registration=registration(here), by=staff, today=TODAY)
    early = Exit(ended_on=date(2022, 1, 1), exit_reason="")
    assert refused_fields(
        lambda: participations.end(participation=made, outcome=early, by=staff, today=TODAY)
    ) == ["ended_on", "exit_reason"]
    future = Exit(ended_on=date(2023, 1, 1), exit_reason="work")
    assert refused_fields(
        lambda: participations.end(participation=made, outcome=future, by=staff, today=TODAY)
    ) == ["ended_on"]


def test_ending_and_reopening_leaves_the_participation_running(here, staff):
    made = participations.register(registration=registration(here), by=staff, today=TODAY)
    ended = participations.end(
        participation=made,
        outcome=Exit(
            ended_on=date(2022, 5, 20),
            exit_reason="continued_rehabilitation",
            completed="completed",
            next_steps=(("work_training", "started"), ("other_intervention", "planned")),
        ),
        by=staff,
        today=TODAY,
    )
    assert ended.next_steps == [
        {"code": "work_training", "state": "started"},
        {"code": "other_intervention", "state": "planned"},
    ]
    running = participations.reopen(participation=ended, by=staff, today=TODAY)
    assert (running.ended_on, running.exit_reason, running.next_steps) == (None, "", [])


def test_a_change_made_meanwhile_by_another_is_shown_and_not_overwritten(here, staff):
    made = participations.register(registration=registration(here), by=staff, today=TODAY)
    seen_by_another = Participation.objects.get(pk=made.pk)
    participations.correct(participation=made, changes={"origin": "abroad"}, by=staff, today=TODAY)
    with pytest.raises(Collision) as caught:
        participations.correct(
            participation=seen_by_another,
            changes={"origin": "sweden_nordic"},
            by=staff,
            today=TODAY,
        )
    assert caught.value.stored.origin == "abroad"
    assert Participation.objects.get(pk=made.pk).origin == "abroad"


def test_voiding_can_be_undone(here, staff):
    made = participations.register(registration=registration(here), by=staff, today=TODAY)
    voided = participations.void(participation=made, by=staff, today=TODAY)
    assert voided.voided
    assert not participations.restore(participation=voided, by=staff, today=TODAY).voided


def test_nobody_registers_at_a_site_where_she_does_not_work(here, staff):
    foreign = intervention()
    with pytest.raises(PermissionError):
        participations.register(registration=registration(foreign), by=staff, today=TODAY)


def test_staff_see_only_participations_of_their_own_sites(here, staff):
    with context.acting(Scope(everything=True)):
        foreign = participation(intervention())
        mine = participation(here)
    assert list(Participation.objects.visible_to(staff)) == [mine]
    assert not Participation.objects.filter(pk=foreign.pk).exists()


days = st.dates(date(2022, 1, 1), date(2022, 3, 31))
spans = st.builds(
    lambda first, length: Span(
        first, None if length is None else date.fromordinal(first.toordinal() + length)
    ),
    days,
    st.none() | st.integers(0, 60),
)


@given(spans, spans)
def test_spans_overlap_when_they_share_a_day(one, other):
    horizon = date(2022, 12, 31)

    def covered(span: Span) -> set[int]:
        return set(range(span.first.toordinal(), (span.last or horizon).toordinal() + 1))

    assert one.overlaps(other) == bool(covered(one) & covered(other))


def test_a_voided_registration_is_not_judged():
    facts = Facts("enrolled", date(2022, 3, 1), date(2021, 1, 1), None, "", (), 1800, voided=True)
    assert problems(facts, others=(), today=TODAY) == ()


def test_a_planned_end_before_the_start_and_a_reason_without_a_day_are_told():
    facts = Facts(
        "enrolled", date(2022, 3, 1), None, date(2022, 2, 1), "work", ("fk",), 1980, voided=False
    )
    assert [each.field for each in problems(facts, others=(), today=TODAY)] == [
        "planned_end_on",
        "ended_on",
    ]

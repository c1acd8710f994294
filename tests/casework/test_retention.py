"""Erasure: her records go, and figures of whole months stay exactly as they were."""

import random
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.access import erasures
from stegvis.access.context import acting
from stegvis.access.models import DataKey, ErasedId
from stegvis.access.scope import Scope, scope_of
from stegvis.access.vault import Destroyed
from stegvis.casework.actions import erasure, retention
from stegvis.casework.actions.erasure import Decision, Gone, WrongCode
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices.retention import PARTICIPATION, REFERRAL
from stegvis.casework.models import (
    Erasure,
    Identity,
    LegalHold,
    Note,
    Participant,
    Participation,
    Referral,
    RetentionRule,
)
from stegvis.core.periods import parse
from stegvis.measures import figures, snapshots
from stegvis.measures.question import Question
from tests.casework.working import manager_of, staff_of
from tests.factories import daily
from tests.factories import referrals as referring
from tests.factories.identities import identity
from tests.factories.people import participation
from tests.factories.places import association, intervention

pytestmark = pytest.mark.usefixtures("english")

EVERYTHING = Scope(everything=True)
TODAY = date(2026, 11, 23)
MEASURES = ("current", "new", "ended", "carried_in", "remaining", "movements")
SPLITS = ((), ("gender",), ("intervention",), ("kind",), ("age_group",), ("education",), ("month",))
PERIODS = ("2020", "2021", "2021-03", "2020-11..2021-02", "start..2021-08")


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    settings.STEGVIS_ERASURES = tmp_path / "erasures"
    return settings.STEGVIS_ERASURES


@pytest.fixture
def place(committed):
    snapshots._open.clear()
    return intervention(
        association=association(slug="forbund"), slug="garden", starts_on=date(2020, 1, 15)
    )


def decision(by=None) -> Decision:
    return Decision("KS 2026/114", date(2026, 1, 12), by)


@pytest.fixture
def person(place) -> Participant:
    """Someone with two stays that ended, a name and a note."""
    with acting(EVERYTHING):
        first = participation(
            place,
            started_on=date(2020, 3, 14),
            ended_on=date(2021, 4, 7),
            exit_reason="work",
            completed="completed",
            next_steps=[{"code": "work", "state": "started"}],
            referrers=["fk"],
            municipality_code="1497",
            target_groups=["long_term_sick"],
            support_start=[{"code": "sickness_benefit", "percent": 50}],
            education="higher",
            reference="hemlig-1",
            birth_year=1979,
        )
        first.participant.code = "KODKODKO"
        first.participant.save()
        participation(
            place,
            participant=first.participant,
            started_on=date(2021, 4, 20),
            ended_on=date(2021, 9, 2),
        )
        identity(first.participant, first_name="Tolvina", number="19121212-1212")
        daily.note(first, staff_of(place), "Tolvina kom i tid")
        return first.participant


def order(person, *, by, typed="kodkodko", today=TODAY, said=None):
    with acting(scope_of(by)):
        return erasure.order(
            participant=person, typed=typed, decision=said or decision(by), today=today
        )


def told(today: date = TODAY) -> dict:
    """Every figure of whole months by what remains after an erasure."""
    found = {}
    for measure, by, period in product(MEASURES, SPLITS, PERIODS):
        question = Question(f"participations.{measure}", "forbund", parse(period), by=by)
        for row in figures.ask(question, audience="owner", today=today).rows:
            if row.value:
                found[measure, period, *sorted(row.group.items())] = row.value
    return found


def test_months_bands_and_codes_remain_and_nothing_else(place, person):
    receipt = order(person, by=manager_of(place))
    with acting(EVERYTHING):
        assert not Participant.objects.filter(code="KODKODKO").exists()
        assert (Identity.objects.count(), Note.objects.count()) == (0, 0)
        rows = list(Participation.objects.order_by("started_on").select_related("participant"))
    first = rows[0]
    assert [(row.started_on, row.ended_on) for row in rows] == [
        (date(2020, 3, 1), date(2021, 4, 30)),
        (date(2021, 4, 1), date(2021, 9, 30)),
    ]
    assert (first.exit_reason, first.completed, first.education) == ("work", "completed", "higher")
    assert first.next_steps == [{"code": "work", "state": "started"}]
    assert (first.participant.gender, first.participant.birth_year) == ("woman", 2020 - 37)
    assert (first.referrers, first.target_groups, first.municipality_code) == ([], [], "")
    assert (first.support_start, first.referred_on, first.erased_on) == (None, None, TODAY)
    assert rows[0].participant_id != rows[1].participant_id
    assert receipt.rows["casework.Participation"] == 2
    assert (receipt.persons, receipt.document) == (1, "KS 2026/114")


def test_figures_of_whole_months_stay_exactly_as_they_were(place, person):
    before = told()
    assert before["current", "2021-03"] == 1
    assert before["ended", "2021", ("age_group", "30_44")] == 2
    order(person, by=manager_of(place))
    assert told() == before


@st.composite
def stays(draw) -> list[dict]:
    """Stays of several persons that may lie anywhere in two years."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        start = date(2020, 1, 15) + timedelta(days=draw(st.integers(0, 600)))
        length = timedelta(days=draw(st.integers(0, 400)))
        found.append(
            {
                "started_on": start,
                "ended_on": start + length,
                "gender": draw(st.sampled_from(("woman", "man", "other", "unknown"))),
                "birth_year": draw(st.none() | st.integers(1935, 2005)),
                "education": draw(st.sampled_from(("none", "higher", "unknown"))),
                "kind": draw(st.sampled_from(("enrolled", "consultation"))),
            }
        )
    return found


@pytest.mark.long
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=stays(), seed=st.integers(0, 1000))
def test_no_figure_of_whole_months_moves_whoever_is_erased(place, rows, seed):
    with acting(EVERYTHING):
        Participation.objects.all().delete()
        persons = [participation(place, **row).participant for row in rows]
    before = told()
    with acting(EVERYTHING):
        for person in random.Random(seed).sample(persons, (len(persons) + 1) // 2):
            erasure.erase(person, gone=Gone(), today=TODAY)
    assert told() == before


def test_the_keys_are_destroyed_and_the_ledger_knows_her_random_id(place, person, ledger):
    with acting(EVERYTHING):
        kept = Identity.objects.select_related("key").get()
        random_id = Participant.objects.get(pk=person.pk).random_id
    order(person, by=manager_of(place))
    entered = {(entry.kind, entry.id) for entry in erasures.entries()}
    assert (erasures.PERSON, random_id) in entered
    assert (erasures.KEY, kept.key_id) in entered
    assert not ErasedId.objects.filter(entered_at=None).exists()
    assert ledger.stat().st_mode & 0o777 == 0o600
    with acting(EVERYTHING):
        kept.key = DataKey.objects.get(pk=kept.key_id)
        with pytest.raises(Destroyed):
            _ = kept.texts


def test_what_is_rolled_back_never_reaches_the_ledger(place, person, ledger):
    with transaction.atomic():
        order(person, by=manager_of(place))
        transaction.set_rollback(True)
    assert not ledger.exists()


def test_a_line_cut_off_by_a_crash_is_appended_again(place, person, ledger):
    ledger.write_text("2026-11-23T04:00:00+00:00 person 1a2b")
    order(person, by=manager_of(place))
    assert len(erasures.entries()) == len(ledger.read_text().splitlines()) - 1


def test_the_snapshot_of_the_association_is_gone_once_it_is_done(place, person):
    told_before = figures.ask(
        Question("participations.current", "forbund", parse("2021")), audience="owner", today=TODAY
    )
    order(person, by=manager_of(place))
    with connections["figures"].cursor() as cursor:
        home = snapshots._home(cursor, "forbund")
    assert told_before.figure.value == 2
    assert [each.name for each in home.folder.iterdir()] == ["lock"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Decision(" ", date(2026, 1, 1)), "document"),
        (Decision("KS 1", date(2026, 12, 1)), "decided_on"),
    ],
)
def test_nothing_is_erased_without_a_decision(place, person, said, field):
    by = manager_of(place)
    with pytest.raises(Refused) as refused:
        order(person, by=by, said=Decision(said.document, said.decided_on, by))
    assert [each.field for each in refused.value.problems] == [field]


def test_someone_who_still_takes_part_or_ended_this_month_is_not_erased(place, person):
    by = manager_of(place)
    with acting(EVERYTHING):
        Participation.objects.filter(started_on=date(2021, 4, 20)).update(ended_on=None)
    with pytest.raises(Refused, match="still takes part"):
        order(person, by=by)
    with acting(EVERYTHING):
        Participation.objects.filter(ended_on=None).update(ended_on=TODAY)
    with pytest.raises(Refused, match="ended this month"):
        order(person, by=by)


def test_only_the_owners_manager_orders_it_and_types_the_code(place, person):
    with pytest.raises(PermissionError):
        order(person, by=staff_of(place))
    with pytest.raises(PermissionError):
        order(person, by=manager_of(intervention()))
    with pytest.raises(WrongCode):
        order(person, by=manager_of(place), typed="KODKODKA")


def rule(place, *, months=24, by=None) -> RetentionRule:
    by = by or manager_of(place)
    with acting(scope_of(by)):
        return retention.decide(
            owner_id=place.owner_id,
            kind=PARTICIPATION,
            months=months,
            document="KS 2026/114",
            decided_on=date(2026, 1, 12),
            by=by,
            today=TODAY,
        )


def test_what_has_fallen_due_by_the_owners_rule_is_erased_and_nothing_else(place, person):
    with acting(EVERYTHING):
        recent = participation(
            place, started_on=date(2021, 4, 20), ended_on=date(2024, 11, 24), reference="senare"
        )
        running = participation(place, started_on=date(2018, 1, 1), reference="pagar")
        elsewhere = participation(
            intervention(association=place.association),
            started_on=date(2018, 1, 1),
            ended_on=date(2019, 1, 1),
        )
    assert retention.erase_due(owner_id=place.owner_id, today=TODAY) == []
    rule(place)
    (receipt,) = retention.erase_due(owner_id=place.owner_id, today=TODAY)
    assert (receipt.persons, receipt.ordered_by, receipt.erased_on) == (1, None, TODAY)
    with acting(EVERYTHING):
        left = set(Participation.objects.filter(erased_on=None).values_list("pk", flat=True))
    assert left == {recent.pk, running.pk, elsewhere.pk}
    assert retention.erase_due(owner_id=place.owner_id, today=TODAY) == []


@pytest.mark.parametrize("what", ["participant", "intervention"])
def test_what_is_held_stays_until_the_hold_is_lifted(place, person, what):
    by = manager_of(place)
    rule(place, by=by)
    held = {"participant": person} if what == "participant" else {"intervention": place}
    with acting(scope_of(by)):
        placed = retention.hold(
            document="Åklagaren 12", by=by, today=TODAY, owner_id=place.owner_id, **held
        )
    with pytest.raises(Refused, match="Lift the hold first"):
        order(person, by=by)
    assert retention.erase_due(owner_id=place.owner_id, today=TODAY) == []
    with acting(scope_of(by)):
        retention.lift(hold=placed, by=by, today=TODAY)
    assert len(retention.erase_due(owner_id=place.owner_id, today=TODAY)) == 1


def test_the_database_refuses_a_rule_a_hold_and_a_receipt_without_a_document(place):
    by = manager_of(place)
    rows = (
        RetentionRule(
            owner_id=place.owner_id,
            kind=PARTICIPATION,
            months=24,
            document="",
            decided_on=TODAY,
            entered_by=by,
        ),
        LegalHold(
            owner_id=place.owner_id,
            intervention=place,
            document="",
            placed_on=TODAY,
            placed_by=by,
        ),
        Erasure(
            owner_id=place.owner_id,
            association=place.association,
            kind=PARTICIPATION,
            erased_on=TODAY,
            document="",
            decided_on=TODAY,
            persons=1,
        ),
    )
    for row in rows:
        with pytest.raises(IntegrityError), acting(EVERYTHING):
            row.save()


def test_what_remains_is_shown_in_no_list(place, person):
    by = manager_of(place)
    order(person, by=by)
    with acting(scope_of(by)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_participation")
        assert cursor.fetchone() == (2,)
        assert not Participation.objects.visible_to(by).exists()


def test_a_referral_that_led_to_no_start_is_forgotten_by_a_rule_of_its_own(place):
    officer = referring.officer(place.association)
    declined = referring.sent(place, by=officer)
    waiting = referring.sent(place, by=officer, number="19840301-2386")
    by = manager_of(place)
    with acting(EVERYTHING):
        Referral.objects.filter(pk=declined.pk).update(status="declined")
    with acting(scope_of(by)):
        retention.decide(
            owner_id=place.owner_id,
            kind=REFERRAL,
            months=12,
            document="KS 7",
            decided_on=TODAY,
            by=by,
            today=TODAY,
        )
    (receipt,) = retention.erase_due(owner_id=place.owner_id, today=TODAY)
    assert receipt.rows == {"casework.ReferralText": 1}
    with acting(EVERYTHING):
        texts = {
            one.pk: one.text.said
            for one in Referral.objects.select_related("text__key").order_by("pk")
        }
        assert Referral.objects.get(pk=declined.pk).birth_year is None
    assert texts[declined.pk] == {}
    assert texts[waiting.pk]["first_name"] == "Tolvan"
    assert (erasures.REFERRAL, declined.key_id) in {
        (entry.kind, entry.id) for entry in erasures.entries()
    }


def test_without_a_rule_a_closed_referral_is_forgotten_after_two_years(place):
    officer = referring.officer(place.association)
    old = referring.sent(place, by=officer, today=date(2022, 5, 2))
    young = referring.sent(place, by=officer, today=date(2022, 5, 3), number="19840301-2386")
    with acting(EVERYTHING):
        Referral.objects.filter(pk__in=[old.pk, young.pk]).update(status="withdrawn")
    assert retention.owners() == [place.owner_id]
    (receipt,) = retention.erase_due(owner_id=place.owner_id, today=date(2024, 5, 2))
    assert (receipt.persons, receipt.document) == (1, "Förval i Stegvis")
    with acting(EVERYTHING):
        said = {one.pk: bool(one.text.said) for one in Referral.objects.select_related("text__key")}
    assert said == {old.pk: False, young.pk: True}

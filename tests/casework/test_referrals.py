"""A referral from draft to start: each status by its verb, each reader with her own rows."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.access import vault
from stegvis.access.context import acting
from stegvis.access.erasures import ErasedId
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER, REFERRAL_GROUP
from stegvis.access.scope import NOTHING, Scope, scope_of
from stegvis.casework import referring
from stegvis.casework.actions import consents, joint_meetings, referral_starts, referrals
from stegvis.casework.actions.participations import Refused, Registration
from stegvis.casework.actions.referrals import Answer
from stegvis.casework.actions.rights import Stale
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models import (
    Consent,
    HeadCount,
    Identity,
    Participation,
    Referral,
    ReferralStep,
    ReferralText,
    WantedOutcome,
)
from stegvis.casework.rules.referrals import ALLOWED, Who
from stegvis.core.periods import Period
from stegvis.interventions.models import Agreement
from tests.factories.people import participation, user_with
from tests.factories.places import intervention, organisation, site
from tests.factories.referrals import (
    FACTS,
    NUMBER,
    PAPER,
    TODAY,
    content,
    draft,
    member,
    officer,
    sent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
EVERYTHING = Scope(everything=True)


@pytest.fixture
def place():
    return intervention(slug="promise", name="Promise")


@pytest.fixture
def fk(place):
    return officer(place.association, name="Olle Officer")


@pytest.fixture
def staff(place):
    return user_with(INTERVENTION_STAFF, place)


def answer(referral, status, *, by, **said):
    with acting(scope_of(by)):
        fresh = Referral.objects.get(pk=referral.pk)
        fields = {"reason": "no_place"} if status == "declined" else {}
        fields |= {"note": "Mer om hälsan."} if status == "needs_more" else {}
        return referrals.answer(
            referral=fresh, answer=Answer(status, **fields | said), by=by, today=TODAY
        )


def status_of(referral):
    with acting(EVERYTHING):
        return Referral.objects.get(pk=referral.pk).status


def seen_by(user):
    with acting(scope_of(user)):
        return set(Referral.objects.values_list("pk", flat=True))


def registration(place, **changes):
    given = {
        "site": place.sites.get(is_default=True),
        "started_on": TODAY,
        "gender": "woman",
        "referrers": ("fk",),
        "birth_year": 1984,
    }
    return Registration(**given | changes)


def test_a_draft_is_seen_by_the_officer_who_writes_it_and_by_nobody_else(place, fk, staff):
    made = draft(place, by=fk)
    other = officer(place.association)
    assert seen_by(fk) == {made.pk}
    assert seen_by(staff) == seen_by(other) == set()
    with acting(NOTHING):
        assert Referral.objects.count() == ReferralText.objects.count() == 0


def test_what_is_sent_is_seen_by_the_staff_of_the_intervention_and_of_no_other(place, fk, staff):
    made = sent(place, by=fk)
    elsewhere = intervention(association=place.association, owner=place.owner)
    colleague = user_with(INTERVENTION_STAFF, elsewhere)
    manager = user_with(OWNER_MANAGER, place.owner)
    assert seen_by(fk) == seen_by(staff) == seen_by(manager) == {made.pk}
    assert seen_by(colleague) == set()
    with acting(scope_of(colleague)):
        assert ReferralText.objects.count() == ReferralStep.objects.count() == 0
        assert Consent.objects.count() == 0


def test_a_referral_to_a_site_is_seen_at_that_site_only(place, fk, staff):
    north, south = (site(intervention=place, slug=each) for each in ("norr", "soder"))
    made = sent(north, by=fk)
    assert seen_by(user_with(INTERVENTION_STAFF, north)) == {made.pk}
    assert seen_by(user_with(INTERVENTION_STAFF, south)) == set()
    with acting(scope_of(staff)):
        assert Referral.objects.handled_by(staff).get().site == north


def test_its_words_are_sealed_and_open_for_officer_and_staff(place, fk, staff):
    made = sent(place, by=fk)
    for reader in (fk, staff):
        with acting(scope_of(reader)):
            said = Referral.objects.get(pk=made.pk).text.texts
            assert (said["last_name"], said["number"]) == ("Tolvansson", NUMBER)
    with acting(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM casework_referraltext t")
        assert "Tolvansson" not in cursor.fetchone()[0]


def test_an_incomplete_draft_is_kept_but_not_sent(place, fk):
    made = draft(place, by=fk, purpose="", situations=[], evidence=None)
    with acting(scope_of(fk)), pytest.raises(Refused) as refused:
        referrals.send(referral=made, by=fk, today=TODAY)
    assert [problem.field for problem in refused.value.problems] == [
        *("situations", "purpose", "consent_how")
    ]
    assert status_of(made) == "draft"


def test_nobody_refers_for_an_organisation_she_does_not_work_for(place, fk):
    with acting(scope_of(fk)), pytest.raises(PermissionError):
        referrals.draft(content=content(place), sender=organisation(), by=fk, today=TODAY)


def test_a_draft_that_is_discarded_is_gone_with_its_key(place, fk):
    made = draft(place, by=fk)
    with acting(scope_of(fk)):
        referrals.discard(referral=made, by=fk)
    with acting(EVERYTHING):
        assert Referral.objects.count() == ReferralText.objects.count() == 0
        assert Consent.objects.count() == 0


def test_what_has_been_sent_cannot_be_discarded_nor_written_in(place, fk):
    made = sent(place, by=fk)
    with acting(scope_of(fk)):
        with pytest.raises(Refused):
            referrals.discard(referral=made, by=fk)
        with pytest.raises(Refused):
            referrals.rewrite(referral=made, content=content(place), by=fk, today=TODAY)


def test_a_draft_to_another_intervention_opens_for_its_owner_once_sent(place, fk):
    other = intervention(association=place.association)
    made = draft(place, by=fk)
    with acting(scope_of(fk)):
        moved = referrals.rewrite(referral=made, content=content(other), by=fk, today=TODAY)
        referrals.send(referral=moved, by=fk, today=TODAY)
    there = user_with(INTERVENTION_STAFF, other)
    with acting(scope_of(there)):
        assert Referral.objects.get().text.texts["first_name"] == "Tolvan"


def test_the_officer_adds_what_was_asked_for_and_sends_again(place, fk, staff):
    made = sent(place, by=fk)
    asked = answer(made, "needs_more", by=staff, note="Vad säger läkaren?")
    with acting(scope_of(fk)):
        more = content(place, purpose="Läkaren vill pröva halvtid.")
        written = referrals.rewrite(referral=asked, content=more, by=fk, today=TODAY)
        referrals.send(referral=written, by=fk, today=TODAY, note="Läkarens ord finns med.")
    with acting(scope_of(staff)):
        steps = list(ReferralStep.objects.select_related("key").order_by("number"))
        assert [step.status for step in steps] == ["sent", "needs_more", "sent"]
        assert [step.texts["note"] for step in steps] == [
            *("", "Vad säger läkaren?", "Läkarens ord finns med.")
        ]
        assert Referral.objects.get().sent_on == TODAY


def test_whoever_acts_on_an_older_version_is_told(place, fk, staff):
    made = sent(place, by=fk)
    answer(made, "received", by=staff)
    with acting(scope_of(fk)), pytest.raises(Stale):
        referrals.withdraw(referral=made, reason="moved", by=fk, today=TODAY)
    assert status_of(made) == "received"


def test_the_officer_does_not_answer_and_the_staff_do_not_withdraw(place, fk, staff):
    made = sent(place, by=fk)
    with acting(scope_of(fk)), pytest.raises(PermissionError):
        referrals.answer(referral=made, answer=Answer("accepted"), by=fk, today=TODAY)
    with acting(scope_of(staff)), pytest.raises(PermissionError):
        referrals.withdraw(referral=made, reason="moved", by=staff, today=TODAY)


def test_the_officer_tells_that_the_person_says_no(place, fk):
    made = sent(place, by=fk)
    with acting(scope_of(fk)):
        referrals.note_refusal(referral=made, by=fk, today=TODAY, reason="other")
    assert status_of(made) == "declined_by_person"


def test_an_answer_given_too_early_is_taken_back_and_both_stand_in_the_history(place, fk, staff):
    made = sent(place, by=fk)
    answer(made, "declined", by=staff)
    answer(made, "received", by=staff)
    with acting(scope_of(fk)):
        steps = ReferralStep.objects.order_by("number").values_list("status", "reason")
        assert list(steps) == [("sent", ""), ("declined", "no_place"), ("received", "")]


def test_the_history_cannot_be_edited(place, fk):
    sent(place, by=fk)
    with acting(EVERYTHING), pytest.raises(DatabaseError), transaction.atomic():
        ReferralStep.objects.update(status="declined")


def _takes(row, changes):
    """Whether the database lets the row change so; if not, for no other reason than the table."""
    try:
        with transaction.atomic():
            Referral.objects.filter(pk=row.pk).update(**changes)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "referral_allowed_move":
            raise
        return False
    return True


@pytest.mark.parametrize("old", list(ALLOWED))
def test_the_database_takes_the_moves_of_the_table_and_no_others(place, fk, old):
    made = draft(place, by=fk)
    taken = set()
    with acting(EVERYTHING):
        for code in choices.STATUS:
            row = Referral(
                association=made.association,
                intervention=place,
                owner=place.owner,
                sender=made.sender,
                officer=fk,
                key=made.key,
                reference=f"R-{old}",
                status=old,
                written_on=TODAY,
                sent_on=None if old == "draft" else TODAY,
                waiting_since=TODAY,
            )
            row.save()
            moved = {"status": code.code, "sent_on": None if code.code == "draft" else TODAY}
            if _takes(row, moved):
                taken.add(code.code)
            row.delete()
    assert taken - {old} == set(ALLOWED[old])


MOVES = st.lists(st.sampled_from([code.code for code in choices.STATUS]), min_size=1, max_size=6)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(MOVES)
def test_no_order_of_verbs_leads_past_the_table(place, fk, staff, moves):
    with transaction.atomic():
        made = sent(place, by=fk)
        for target in moves:
            before = status_of(made)
            allowed = Who.STAFF in ALLOWED[before].get(target, frozenset())
            try:
                with transaction.atomic():
                    answer(made, target, by=staff, reason="other", note="mer")
                came = True
            except Refused:
                came = False
            assert came == allowed
            assert status_of(made) == (target if allowed else before)
        with acting(EVERYTHING):
            steps = list(ReferralStep.objects.filter(referral=made).order_by("number"))
        for one, after in pairwise(steps):
            assert after.status in ALLOWED[one.status]
        transaction.set_rollback(True)


def test_the_waiting_list_keeps_the_order_in_which_people_came_and_an_old_place(place, fk, staff):
    first = sent(place, by=fk, number="191212121212")
    second = sent(place, by=fk, number="198507099805")
    answer(second, "waiting", by=staff, since=TODAY - timedelta(days=3))
    answer(first, "waiting", by=staff)
    answer(second, "preparing", by=staff)
    answer(second, "waiting", by=staff)
    with acting(scope_of(staff)):
        (line,) = referring.lines(place.association, by=staff, on=TODAY)
    assert [(one.place, one.referral.pk) for one in line.waiting] == [
        (1, second.pk),
        (2, first.pk),
    ]


def test_free_places_are_told_in_all_and_by_referrer(place, fk, staff):
    with acting(EVERYTHING):
        Agreement.objects.create(
            intervention=place, starts_on=date(2022, 1, 1), places=3, place_quotas={"fk": 2}
        )
        participation(place, referrers=["fk"])
        participation(place, referrers=["af"], ended_on=date(2022, 4, 1), exit_reason="work")
    with acting(scope_of(staff)):
        (line,) = referring.lines(place.association, by=staff, on=TODAY)
    assert (line.places.free, line.places.agreed) == (2, 3)
    assert [(one.referrer, one.places.free) for one in line.quotas] == [("fk", 1)]


def test_who_sees_one_site_only_is_not_told_of_places_she_cannot_count(place, fk):
    north = site(intervention=place, slug="norr")
    alone = user_with(INTERVENTION_STAFF, north)
    with acting(scope_of(alone)):
        (line,) = referring.lines(place.association, by=alone, on=TODAY)
    assert line.places is None


def test_the_officer_finds_her_own_earlier_referrals_of_the_number_only(place, fk):
    mine = sent(place, by=fk)
    sent(place, by=fk, number="198507099805")
    other = officer(place.association)
    sent(place, by=other)
    with acting(scope_of(fk)):
        found = referring.earlier(NUMBER, by=fk, association=place.association)
        assert [one.pk for one in found] == [mine.pk]


def test_the_same_person_is_noticed_within_the_owners_workspace_only(place, fk, staff):
    other = officer(place.association)
    first, second = sent(place, by=fk), sent(place, by=other)
    sent(intervention(association=place.association), by=fk)
    with acting(scope_of(staff)):
        found = referring.same_person(Referral.objects.get(pk=first.pk), by=staff)
        assert [one.pk for one in found] == [second.pk]
    with acting(EVERYTHING):
        prints = {bytes(text.number_print) for text in ReferralText.objects.all()}
    assert len(prints) == 2


def test_a_start_carries_all_that_is_known_into_the_participation(place, fk, staff):
    made = sent(place, by=fk)
    accepted = answer(made, "accepted", by=staff)
    with acting(scope_of(staff)):
        started = referral_starts.start(
            referral=accepted, registration=registration(place), by=staff, today=TODAY
        )
        assert Participation.objects.get().pk == started.pk
        identity = Identity.objects.select_related("key").get(participant=started.participant)
        assert identity.texts["last_name"] == "Tolvansson"
        assert identity.texts["number"] == NUMBER
        wanted = WantedOutcome.objects.filter(participation=started)
        assert {one.code for one in wanted} == set(FACTS["wanted_outcomes"])
        assert Consent.objects.get(participant=started.participant).kind == "secrecy"
    with acting(scope_of(fk)):
        assert Referral.objects.get(pk=made.pk).status == "started"


def test_a_start_that_a_rule_refuses_stores_nothing_and_the_referral_stands(place, fk, staff):
    accepted = answer(sent(place, by=fk), "accepted", by=staff)
    with acting(scope_of(staff)), pytest.raises(Refused):
        referral_starts.start(
            referral=accepted,
            registration=registration(place, birth_year=2020),
            by=staff,
            today=TODAY,
        )
    assert status_of(accepted) == "accepted"
    with acting(EVERYTHING):
        assert Participation.objects.count() == 0


def test_a_number_that_somebody_here_has_leads_to_her_code(place, fk, staff):
    first = answer(sent(place, by=fk), "accepted", by=staff)
    second = answer(sent(place, by=fk), "accepted", by=staff)
    with acting(scope_of(staff)):
        started = referral_starts.start(
            referral=first, registration=registration(place), by=staff, today=TODAY
        )
        assert referral_starts.known_person(second, today=TODAY) == started.participant
        with pytest.raises(Refused) as refused:
            referral_starts.start(
                referral=second, registration=registration(place), by=staff, today=TODAY
            )
    assert started.participant.code in str(refused.value.problems[0].message)


def test_somebody_known_by_her_code_keeps_the_identity_she_has(place, fk, staff):
    first = answer(sent(place, by=fk), "accepted", by=staff)
    second = answer(sent(place, by=fk, last_name="Tolvberg"), "accepted", by=staff)
    with acting(scope_of(staff)):
        ended = {"ended_on": TODAY - timedelta(days=1), "exit_reason": "work"}
        early = registration(place, started_on=TODAY - timedelta(days=90), more=ended)
        known = referral_starts.start(referral=first, registration=early, by=staff, today=TODAY)
        again = registration(place, participant=known.participant)
        referral_starts.start(referral=second, registration=again, by=staff, today=TODAY)
        identity = Identity.objects.select_related("key").get()
        assert identity.texts["last_name"] == "Tolvansson"
        assert known.participant.participations.count() == 2


def test_of_somebody_in_another_intervention_no_more_is_said_than_whom_to_ask(place, fk, staff):
    elsewhere = intervention(association=place.association, owner=place.owner)
    colleague = user_with(INTERVENTION_STAFF, elsewhere)
    there = answer(sent(elsewhere, by=fk), "accepted", by=colleague)
    here = answer(sent(place, by=fk), "accepted", by=staff)
    with acting(scope_of(colleague)):
        known = referral_starts.start(
            referral=there, registration=registration(elsewhere), by=colleague, today=TODAY
        )
    with acting(scope_of(staff)), pytest.raises(Refused) as refused:
        referral_starts.start(
            referral=here, registration=registration(place), by=staff, today=TODAY
        )
    said = str(refused.value.problems[0].message)
    assert known.participant.code not in said
    assert "Ask the owner's manager" in said


def test_somebody_protected_is_sent_nameless_counted_and_forgotten(place, fk, staff):
    made = sent(place, by=fk, protected=True)
    with acting(scope_of(staff)):
        assert "first_name" not in Referral.objects.get().text.texts
    accepted = answer(made, "accepted", by=staff)
    with acting(scope_of(staff)):
        with pytest.raises(Refused):
            referral_starts.start(
                referral=accepted, registration=registration(place), by=staff, today=TODAY
            )
        referral_starts.count(referral=accepted, started_on=TODAY, by=staff, today=TODAY)
        row = HeadCount.objects.get(year=2022)
        assert (row.gender, row.new) == ("woman", 1)
        stored = Referral.objects.get()
        assert (stored.status, stored.situations, stored.birth_year) == ("started", [], None)
        with pytest.raises(vault.Destroyed):
            _ = stored.text.texts


def test_a_referral_on_paper_stands_in_the_same_line(place, fk, staff):
    sender = organisation(kind="region")
    with acting(scope_of(staff)):
        made = referrals.record_paper(
            content=content(place, signed_on=TODAY - timedelta(days=2)),
            sender=sender,
            by=staff,
            today=TODAY,
        )
        assert (made.status, made.officer) == ("received", None)
        assert made.sent_on == TODAY - timedelta(days=2)
        assert made.steps.get().status == "received"
        with pytest.raises(Refused):
            referrals.record_paper(
                content=content(place, purpose=""), sender=sender, by=staff, today=TODAY
            )
    with acting(scope_of(fk)), pytest.raises(PermissionError):
        referrals.record_paper(content=content(place), sender=sender, by=fk, today=TODAY)


def test_time_expires_what_rests_and_removes_old_drafts(place, fk, staff):
    resting = sent(place, by=fk, number="191212121212")
    waiting = answer(sent(place, by=fk, number="198507099805"), "waiting", by=staff)
    draft(place, by=fk)
    later = TODAY + timedelta(days=181)
    with acting(EVERYTHING):
        assert referrals.keep_time(today=TODAY) == 0
        assert referrals.keep_time(today=later) == 2
        assert status_of(resting) == "expired"
        assert status_of(waiting) == "waiting"
        assert not Referral.objects.filter(status="draft").exists()
        assert ReferralStep.objects.filter(referral=resting).last().by is None
        assert referrals.keep_time(today=later) == 0


def test_what_is_forgotten_opens_nowhere_again_and_stands_in_the_ledger(place, fk, staff):
    made = answer(sent(place, by=fk), "declined", by=staff)
    thrown = draft(place, by=fk)
    with acting(scope_of(fk)):
        referrals.discard(referral=thrown, by=fk)
    with acting(EVERYTHING):
        referrals.forget(made)
        stored = Referral.objects.get()
        assert (stored.status, stored.birth_year, stored.situations) == ("declined", None, [])
        assert stored.text.number_print is None
        with pytest.raises(vault.Destroyed):
            _ = stored.text.texts
        assert {each.pk for each in ErasedId.objects.all()} == {made.key_id, thrown.key_id}


def test_an_expired_referral_is_sent_again_by_its_officer(place, fk):
    made = sent(place, by=fk)
    with acting(EVERYTHING):
        referrals.keep_time(today=TODAY + timedelta(days=181))
    later = TODAY + timedelta(days=182)
    with acting(scope_of(fk)):
        stored = Referral.objects.get(pk=made.pk)
        again = referrals.send(referral=stored, by=fk, today=later)
    assert (again.status, again.expires_on) == ("sent", later + timedelta(days=180))


@pytest.fixture
def meeting(place, staff):
    with acting(scope_of(staff)):
        return joint_meetings.plan(intervention=place, held_on=TODAY, by=staff)


def taken_up(meeting, referral, *, by, today=TODAY):
    with acting(scope_of(by)):
        fresh = Referral.objects.get(pk=referral.pk)
        return joint_meetings.take_up(meeting=meeting, referral=fresh, by=by, today=today)


@pytest.fixture
def near():
    """Consents last as counted from the database's own day, which decides what a group sees."""
    return date.today()  # noqa: DTZ011 - compared with the server's clock


def referred_now(place, *, by, near):
    return sent(place, by=by, today=near, signed_on=near - timedelta(days=1))


def test_the_group_sees_what_its_meetings_take_up_and_nothing_else(place, fk, staff, near):
    group, outsider = member(place), member(intervention(association=place.association))
    with acting(scope_of(staff)):
        meeting = joint_meetings.plan(intervention=place, held_on=near, by=staff)
    shown = referred_now(place, by=fk, near=near)
    referred_now(place, by=fk, near=near)
    assert seen_by(group) == set()
    taken_up(meeting, shown, by=staff, today=near)
    assert seen_by(group) == {shown.pk}
    assert seen_by(outsider) == set()
    with acting(scope_of(group)):
        assert Referral.objects.shared_with(group, on=near).get().pk == shown.pk
        assert Referral.objects.get().text.texts["last_name"] == "Tolvansson"
        assert Referral.objects.filter(pk=shown.pk).update(gender="man") == 0


def test_the_group_of_a_site_sees_what_came_there_or_to_any_site(place, fk, staff, near):
    tibro = site(intervention=place, name="Tibro")
    group, elsewhere = (
        user_with(REFERRAL_GROUP, each) for each in (tibro, site(intervention=place))
    )
    with acting(scope_of(staff)):
        meeting = joint_meetings.plan(intervention=place, held_on=near, by=staff)
    here = referred_now(tibro, by=fk, near=near)
    taken_up(meeting, here, by=staff, today=near)
    assert (seen_by(group), seen_by(elsewhere)) == ({here.pk}, set())
    with acting(Scope(everything=True)):
        Referral.objects.filter(pk=here.pk).update(site=None)
    assert (seen_by(group), seen_by(elsewhere)) == ({here.pk}, {here.pk})
    with acting(scope_of(elsewhere)):
        assert Referral.objects.shared_with(elsewhere, on=near).count() == 1


def test_a_consent_is_seen_where_the_person_is_and_not_by_the_whole_organisation(place, staff):
    other = user_with(INTERVENTION_STAFF, intervention(owner=place.owner))
    with acting(Scope(everything=True)):
        person = participation(place).participant
    with acting(scope_of(staff)):
        consents.give(
            kind="registration",
            given_on=TODAY,
            evidence=PAPER,
            participant=person,
            by=staff,
            today=TODAY,
        )
        assert Consent.objects.count() == 1
    with acting(scope_of(other)):
        assert Consent.objects.count() == 0


def test_a_withdrawn_consent_closes_the_referral_to_the_group_at_once(place, fk, staff, near):
    group = member(place)
    with acting(scope_of(staff)):
        meeting = joint_meetings.plan(intervention=place, held_on=near, by=staff)
    made = referred_now(place, by=fk, near=near)
    taken_up(meeting, made, by=staff, today=near)
    assert seen_by(group) == {made.pk}
    with acting(scope_of(staff)):
        consents.withdraw(consent=Consent.objects.get(), on=near, by=staff, today=near)
    assert seen_by(group) == set()
    assert seen_by(staff) == {made.pk}


def test_a_referral_without_consent_that_holds_is_not_taken_up(place, fk, staff, meeting):
    made = sent(place, by=fk)
    with acting(scope_of(fk)):
        consents.withdraw(consent=Consent.objects.get(), on=TODAY, by=fk, today=TODAY)
    with pytest.raises(Refused) as refused:
        taken_up(meeting, made, by=staff)
    assert [problem.field for problem in refused.value.problems] == ["referral"]
    assert status_of(made) == "sent"


def test_a_meeting_decides_and_plans_and_the_officer_sees_the_decision(place, fk, staff, meeting):
    made = sent(place, by=fk)
    item = taken_up(meeting, made, by=staff)
    assert status_of(made) == "joint_meeting"
    with acting(scope_of(staff)):
        joint_meetings.decide(
            item=item,
            decision=Answer(
                "waiting", note="Välkommen i höst.", expected_start_on=date(2022, 9, 1)
            ),
            plan="FK kallar till avstämning i augusti.",
            by=staff,
            today=TODAY,
        )
        item.refresh_from_db()
        assert item.texts["plan"].startswith("FK kallar")
        assert (item.decision, item.decided_by) == ("waiting", staff)
    with acting(scope_of(fk)):
        stored = Referral.objects.get()
        assert (stored.status, stored.expected_start_on) == ("waiting", date(2022, 9, 1))
        assert stored.steps.last().texts["note"] == "Välkommen i höst."


def test_a_plan_without_a_decision_leaves_the_referral_where_it_is(place, fk, staff, meeting):
    made = sent(place, by=fk)
    item = taken_up(meeting, made, by=staff)
    with acting(scope_of(staff)):
        joint_meetings.decide(item=item, decision=None, plan="Vi väntar.", by=staff, today=TODAY)
    assert status_of(made) == "joint_meeting"


def test_off_the_agenda_a_referral_is_received_again_unless_it_was_decided(
    place, fk, staff, meeting
):
    made = sent(place, by=fk)
    item = taken_up(meeting, made, by=staff)
    with pytest.raises(Refused):
        taken_up(meeting, made, by=staff)
    with acting(scope_of(staff)):
        item.referral.refresh_from_db()
        joint_meetings.take_off(item=item, by=staff, today=TODAY)
    assert status_of(made) == "received"
    again = taken_up(meeting, made, by=staff)
    with acting(scope_of(staff)):
        joint_meetings.decide(
            item=again, decision=Answer("accepted"), plan="", by=staff, today=TODAY
        )
        with pytest.raises(Refused):
            joint_meetings.take_off(item=again, by=staff, today=TODAY)


def test_an_accepted_referral_is_followed_without_a_change_of_status(place, fk, staff, meeting):
    made = sent(place, by=fk)
    answer(made, "accepted", by=staff)
    item = taken_up(meeting, made, by=staff)
    assert status_of(made) == "accepted"
    with acting(scope_of(staff)):
        item.referral.refresh_from_db()
        joint_meetings.take_off(item=item, by=staff, today=TODAY)
    assert status_of(made) == "accepted"


def test_a_declined_referral_is_not_taken_up(place, fk, staff, meeting):
    made = sent(place, by=fk)
    answer(made, "declined", by=staff)
    with pytest.raises(Refused):
        taken_up(meeting, made, by=staff)


def test_a_consent_without_evidence_is_not_recorded(place, fk, staff):
    made = sent(place, by=fk)
    with acting(scope_of(staff)), pytest.raises(Refused):
        consents.give(
            kind="one_year_contact",
            given_on=TODAY,
            evidence=consents.Evidence("paper"),
            referral=made,
            by=staff,
            today=TODAY,
        )
    with acting(EVERYTHING), pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(kept_at="")


def test_a_consent_is_withdrawn_once(place, fk, staff):
    sent(place, by=fk)
    with acting(scope_of(staff)):
        consent = Consent.objects.get()
        consents.withdraw(consent=consent, on=TODAY, by=staff, today=TODAY)
        with pytest.raises(Refused):
            consents.withdraw(consent=consent, on=TODAY, by=staff, today=TODAY)


def test_meetings_and_what_they_took_up_are_counted_without_seeing_anybody(
    place, fk, staff, meeting
):
    for number in ("191212121212", "198507099805"):
        taken_up(meeting, sent(place, by=fk, number=number), by=staff)
    period = Period(date(2022, 5, 1), date(2022, 5, 31))
    assert referring.joint_counts(place.association, period) == {}
    with acting(scope_of(staff)):
        meeting.refresh_from_db()
        present = [joint_meetings.Present("fk", "officer", 2)]
        joint_meetings.hold(meeting=meeting, present=present, by=staff)
    with acting(NOTHING):
        counts = referring.joint_counts(place.association, period)
        assert [(each.organisation_kind, each.count) for each in meeting.attendances.all()] == [
            ("fk", 2)
        ]
    assert counts == {place.pk: referring.JointCounts(meetings=1, referrals=2)}


def test_a_cancelled_meeting_gives_its_referrals_back(place, fk, staff, meeting):
    made = sent(place, by=fk)
    taken_up(meeting, made, by=staff)
    with acting(scope_of(staff)):
        meeting.refresh_from_db()
        joint_meetings.cancel(meeting=meeting, by=staff, today=TODAY)
    assert status_of(made) == "received"
    assert meeting.state == "cancelled"


def test_two_meetings_of_a_group_on_one_day_are_one_too_many(place, staff, meeting):
    with acting(scope_of(staff)), pytest.raises(Refused):
        joint_meetings.plan(intervention=place, held_on=TODAY, by=staff)


def test_where_sites_have_owners_of_their_own_each_takes_up_its_own_referrals(place, fk, staff):
    there = site(intervention=place, slug="granne", owner=organisation(name="Grannkommun"))
    neighbour = user_with(INTERVENTION_STAFF, there)
    mine, theirs = sent(place, by=fk), sent(there, by=fk)
    with acting(scope_of(staff)):
        meeting = joint_meetings.plan(intervention=place, held_on=TODAY, by=staff)
    with acting(scope_of(neighbour)):
        other = joint_meetings.plan(intervention=place, held_on=TODAY, by=neighbour)
        assert (other.owner, meeting.owner) == (there.owner, place.owner)
        joint_meetings.take_up(meeting=other, referral=theirs, by=neighbour, today=TODAY)
    assert seen_by(neighbour) == {theirs.pk}
    with acting(EVERYTHING), pytest.raises(PermissionError):
        joint_meetings.take_up(meeting=other, referral=mine, by=neighbour, today=TODAY)
    with acting(EVERYTHING), pytest.raises(PermissionError):
        joint_meetings.hold(meeting=meeting, present=[], by=neighbour)


def test_nobody_from_elsewhere_plans_takes_up_or_decides(place, fk, meeting):
    made = sent(place, by=fk)
    elsewhere = user_with(INTERVENTION_STAFF, intervention(association=place.association))
    with acting(EVERYTHING):
        with pytest.raises(PermissionError):
            joint_meetings.plan(intervention=place, held_on=TODAY + timedelta(1), by=elsewhere)
        with pytest.raises(PermissionError):
            joint_meetings.take_up(meeting=meeting, referral=made, by=elsewhere, today=TODAY)
        other = intervention(association=place.association)
        foreign = sent(other, by=fk)
        staff = user_with(INTERVENTION_STAFF, place)
        with pytest.raises(PermissionError):
            joint_meetings.take_up(meeting=meeting, referral=foreign, by=staff, today=TODAY)

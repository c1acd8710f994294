"""The way of a referral in plain rules: who may take it where, and what must be said first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.choices import referrals as choices
from stegvis.casework.rules import referrals as rules
from stegvis.casework.rules.referrals import Facts, Places, Waiting, Who

TODAY = date(2022, 5, 2)
STATUSES = [code.code for code in choices.STATUS]
WHOLE = Facts(
    protected=False,
    named=True,
    numbered=True,
    gender="woman",
    referrer="fk",
    situations=("sick_listed",),
    support=True,
    purpose=True,
    signed_on=date(2022, 4, 28),
    consent=True,
)


def test_every_status_has_a_row_in_the_table_and_leads_to_statuses_only():
    assert set(rules.ALLOWED) == set(STATUSES)
    assert {to for targets in rules.ALLOWED.values() for to in targets} <= set(STATUSES)


def test_a_started_and_a_withdrawn_referral_go_nowhere():
    assert rules.ALLOWED["started"] == {}
    assert rules.ALLOWED["withdrawn"] == {}


def test_only_the_officer_sends_and_withdraws_and_only_time_expires():
    by = {}
    for targets in rules.ALLOWED.values():
        for to, who in targets.items():
            by.setdefault(to, set()).update(who)
    assert by["sent"] == by["withdrawn"] == {Who.OFFICER}
    assert by["expired"] == {Who.CLOCK}
    assert by["accepted"] == by["declined"] == by["started"] == by["waiting"] == {Who.STAFF}
    assert by["declined_by_person"] == {Who.STAFF, Who.OFFICER}


def test_every_open_referral_can_be_withdrawn_by_its_officer():
    for status in choices.OPEN:
        assert "withdrawn" in rules.next_for(status, who=Who.OFFICER)


def test_a_start_needs_that_the_referral_is_prepared_waiting_or_accepted_first():
    before = {status for status, targets in rules.ALLOWED.items() if "started" in targets}
    assert before == {"preparing", "waiting", "accepted"}


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES), st.sampled_from(list(Who)))
def test_a_move_that_the_table_does_not_hold_is_refused_and_no_other(status, target, who):
    refused = rules.refusals(status, target, who=who, reason="other", note="mer")
    allowed = who in rules.ALLOWED[status].get(target, frozenset())
    assert (refused == ()) == allowed


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(list(Who))), max_size=12))
def test_no_way_through_the_table_leads_past_an_answer_to_a_start(moves):
    status, way = "draft", ["draft"]
    for target, who in moves:
        if not rules.refusals(status, target, who=who, reason="other", note="mer"):
            status = target
            way.append(target)
    if "started" in way:
        assert way[1] == "sent"
        assert way[way.index("started") - 1] in ("preparing", "waiting", "accepted")
        assert way[-1] == "started"


def test_declining_needs_a_coded_reason_and_asking_for_more_needs_words():
    assert [p.field for p in rules.refusals("sent", "declined", who=Who.STAFF)] == ["reason"]
    assert [p.field for p in rules.refusals("sent", "needs_more", who=Who.STAFF, note=" ")] == [
        "note"
    ]
    assert rules.refusals("sent", "declined", who=Who.STAFF, reason="no_place") == ()


def test_a_whole_referral_misses_nothing():
    assert rules.missing(WHOLE, today=TODAY) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"named": False}, "first_name"),
        ({"numbered": False}, "number"),
        ({"gender": "unknown"}, "gender"),
        ({"referrer": ""}, "referrer"),
        ({"situations": ()}, "situations"),
        ({"support": False}, "support"),
        ({"purpose": False}, "purpose"),
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": TODAY + timedelta(days=1)}, "signed_on"),
        ({"consent": False}, "consent_how"),
    ],
)
def test_what_is_missing_is_said_at_its_field(change, field):
    facts = Facts(**{**vars(WHOLE), **change})
    assert [problem.field for problem in rules.missing(facts, today=TODAY)] == [field]


def test_somebody_protected_is_referred_without_name_and_number():
    nameless = Facts(**{**vars(WHOLE), "protected": True, "named": False, "numbered": False})
    assert rules.missing(nameless, today=TODAY) == ()
    named = Facts(**{**vars(WHOLE), "protected": True})
    assert [problem.field for problem in rules.missing(named, today=TODAY)] == ["first_name"]


def test_an_answer_is_due_within_thirty_days_of_the_day_it_was_sent():
    assert rules.answer_by(date(2022, 5, 2)) == date(2022, 6, 1)


def test_a_sent_referral_rests_half_a_year_and_one_on_the_waiting_list_for_ever():
    assert rules.expires_on("sent", today=TODAY) == date(2022, 10, 29)
    assert rules.expires_on("needs_more", today=TODAY) == date(2022, 7, 1)
    assert rules.expires_on("waiting", today=TODAY) is None


days = st.dates(date(2022, 1, 1), date(2022, 12, 31))


@given(st.lists(st.tuples(days, days), max_size=20))
def test_everybody_has_a_place_of_her_own_and_nobody_who_came_later_stands_before(rows):
    waiting = [Waiting(pk, since, sent, "fk") for pk, (since, sent) in enumerate(rows)]
    places = rules.in_line(waiting)
    assert sorted(places.values()) == list(range(1, len(rows) + 1))
    for one in waiting:
        for other in waiting:
            if one.since < other.since:
                assert places[one.pk] < places[other.pk]


def test_free_places_are_those_agreed_less_those_taken_and_never_below_none():
    assert rules.places(3, formal_referrers=["fk", "af"]) == Places(3, 2)
    assert Places(3, 2).free == 1
    assert Places(1, 2).free == 0
    assert Places(None, 2).free is None


def test_places_kept_for_a_referrer_are_taken_by_those_she_referred():
    found = rules.places_by_referrer({"fk": 2, "af": 1}, formal_referrers=["fk", "fk", "region"])
    assert found == {"fk": Places(2, 2), "af": Places(1, 0)}

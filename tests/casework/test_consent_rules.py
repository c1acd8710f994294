"""When a consent holds, what counts as evidence, and what its withdrawal does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.choices import consents as choices
from stegvis.casework.rules import consents as rules
from stegvis.casework.rules.consents import Effect, Facts

TODAY = date(2022, 5, 2)
PAPER = Facts(TODAY, None, "paper", "archive", "")
SIGNED = Facts(TODAY, None, "electronic", "", "bf2a-77c1-9e")


def fields(facts):
    return [problem.field for problem in rules.problems(facts, today=TODAY)]


def test_paper_that_is_kept_somewhere_and_a_signature_with_a_reference_are_evidence():
    assert fields(PAPER) == []
    assert fields(SIGNED) == []


def test_nobody_consents_without_a_place_for_the_paper_or_a_reference():
    assert fields(Facts(TODAY, None, "paper", "", "")) == ["kept_at"]
    assert fields(Facts(TODAY, None, "electronic", "", "")) == ["signature"]
    assert fields(Facts(TODAY, None, "electronic", "", "hon sa ja")) == ["signature"]


@pytest.mark.parametrize("number", ["19121212-1212", "191212121212", "121212-1212", "x 1212121212"])
def test_an_identity_number_is_no_reference_of_a_signature(number):
    assert "signature" in fields(Facts(TODAY, None, "electronic", "", number))


def test_a_consent_is_of_a_day_that_has_come_and_ends_after_it():
    assert fields(Facts(TODAY + timedelta(1), None, "paper", "archive", "")) == ["given_on"]
    assert fields(Facts(TODAY, TODAY - timedelta(1), "paper", "archive", "")) == ["valid_to"]


near = st.dates(date(2022, 4, 1), date(2022, 6, 1))


@given(near, st.none() | near, st.none() | near, near)
def test_a_consent_holds_from_its_day_until_it_ends_or_is_withdrawn(given_on, to, gone, on):
    expected = given_on <= on and not (to and to < on) and not (gone and gone <= on)
    assert rules.holds(given_on=given_on, valid_to=to, withdrawn_on=gone, on=on) == expected


def test_every_kind_of_consent_has_an_effect_of_its_own_when_it_is_withdrawn():
    assert set(rules.EFFECTS) == {code.code for code in choices.KIND}
    assert len(set(rules.EFFECTS.values())) == len(Effect)


def test_a_consent_is_withdrawn_once_between_its_day_and_today():
    day = {"given_on": TODAY - timedelta(5), "today": TODAY}
    assert rules.withdrawal(withdrawn_on=None, on=TODAY, **day) == ()
    for on in (TODAY - timedelta(6), TODAY + timedelta(1)):
        assert [p.field for p in rules.withdrawal(withdrawn_on=None, on=on, **day)] == ["on"]
    assert [p.field for p in rules.withdrawal(withdrawn_on=TODAY, on=TODAY, **day)] == ["on"]

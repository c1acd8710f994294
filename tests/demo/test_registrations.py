"""The made-up participations look like real ones, whatever the seed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from stegvis.casework.rules.participations import Facts, problems
from stegvis.core import codes
from stegvis.demo.records import Record
from stegvis.demo.story import SEED
from tests.demo.drawn import YEARS, counted, drawn, plan, year

SEEDS = (1, 2, 7, SEED)
PLANS = {each.slug: each for each in plan().interventions}
LISTS = {
    "completed": codes.COMPLETED,
    "exit_reason": codes.EXIT_REASON,
    "education": codes.EDUCATION,
    "time_in_support": codes.TIME_IN_SUPPORT,
    "employment_form": codes.EMPLOYMENT_FORM,
    "origin": codes.ORIGIN,
    "referrers": codes.REFERRER,
    "target_groups": codes.TARGET_GROUP,
    "next_steps": codes.NEXT_STEP,
    "support_start": codes.SUPPORT,
    "support_end": codes.SUPPORT,
    "occupation_start": codes.OCCUPATION,
    "occupation_end": codes.OCCUPATION,
}
Form = tuple[object, ...]


def content(records: tuple[Record, ...]) -> list[Form]:
    return [
        (each.reference, each.person.code, each.started_on, each.ended_on, repr(each.fields))
        for each in records
    ]


def test_the_same_seed_draws_the_same_registrations_and_another_seed_others():
    drawn.cache_clear()
    before = content(drawn(3))
    drawn.cache_clear()
    assert content(drawn(3)) == before
    assert content(drawn(4)) != before


@pytest.mark.parametrize("seed", SEEDS)
def test_the_size_is_that_of_an_association(seed):
    enrolled = counted(drawn(seed))
    women = sum(record.person.gender == "woman" for record in enrolled) / len(enrolled)
    assert 1_500 <= len(drawn(seed)) <= 1_850
    assert 600 <= len(year(enrolled, 2022).current) <= 700
    assert 420 <= len(year(enrolled, 2022).new) <= 520
    assert 0.53 <= women <= 0.63


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("number", YEARS)
def test_carried_in_and_new_are_current_and_current_less_ended_remain(seed, number):
    for slug in PLANS:
        found = year(counted(drawn(seed), slug), number)
        assert len(found.carried_in) + len(found.new) == len(found.current)
        assert len(found.current) - len(found.ended) == len(found.remaining)


@pytest.mark.parametrize("number", YEARS[:-1])
def test_those_who_remain_are_carried_into_the_next_year(number):
    enrolled = counted(drawn())
    assert year(enrolled, number).remaining == year(enrolled, number + 1).carried_in


@pytest.mark.parametrize("seed", SEEDS)
def test_every_day_lies_where_it_can(seed):
    for record in drawn(seed):
        intervention, said = PLANS[record.intervention], record.fields
        days = [
            said.get("need_signalled_on"),
            said.get("referred_on"),
            said.get("decision_on"),
            record.started_on,
            record.ended_on,
        ]
        known = [day for day in days if day]
        assert known == sorted(known), record
        assert intervention.starts_on <= record.started_on <= plan().last
        assert (record.ended_on or plan().last) <= min(
            plan().last, intervention.ends_on or date.max
        )
        assert said.get("planned_end_on") is None or said["planned_end_on"] >= record.started_on
        assert all(day.weekday() < 5 for day in known)
        assert (record.ended_on or record.started_on) - record.started_on < timedelta(days=1600)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_of_registration_find_nothing_to_mend(seed):
    """Except that a few were registered without a referrer, which an import may leave empty."""
    for record in drawn(seed):
        facts = Facts(
            kind=record.kind,
            started_on=record.started_on,
            ended_on=record.ended_on,
            planned_end_on=record.fields.get("planned_end_on"),
            exit_reason=record.fields.get("exit_reason", ""),
            referrers=("fk",),
            birth_year=record.person.birth_year,
            voided=record.voided,
        )
        assert problems(facts, others=(), today=plan().last) == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_takes_part_twice_at_once_in_the_same_intervention(seed):
    stays: dict[tuple[str, str], list[Record]] = {}
    for record in counted(drawn(seed)):
        stays.setdefault((record.person.code, record.intervention), []).append(record)
    assert any(len(each) > 1 for each in stays.values())
    for each in stays.values():
        for earlier, later in pairwise(sorted(each, key=lambda record: record.started_on)):
            assert earlier.ended_on is not None
            assert earlier.ended_on < later.started_on


@pytest.mark.parametrize("seed", SEEDS)
def test_there_are_never_more_participants_than_places(seed):
    for slug, intervention in PLANS.items():
        enrolled = counted(drawn(seed), slug)
        for day in (record.started_on for record in enrolled):
            places = [
                each.places
                for each in intervention.agreements
                if each.starts_on <= day <= (each.ends_on or date.max)
            ]
            there = [
                record
                for record in enrolled
                if record.started_on <= day <= (record.ended_on or date.max)
            ]
            # Places are shared out among sites and rounded there.
            assert len(there) <= places[0] + len(intervention.placed_sites) - 1, (slug, day)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_code_is_in_its_list(seed):
    for record in drawn(seed):
        for name, allowed in LISTS.items():
            value = record.fields.get(name)
            said = value if isinstance(value, list) else [value] if value else []
            found = {each["code"] if isinstance(each, dict) else each for each in said}
            assert found <= set(allowed.by_code), (name, found)


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_of_support_and_occupation_add_up_to_at_most_a_whole(seed):
    for record in drawn(seed):
        for name in ("support_start", "support_end", "occupation_start", "occupation_end"):
            shares = record.fields.get(name) or []
            assert sum(each["percent"] or 0 for each in shares) <= 100
            assert len({each["code"] for each in shares}) == len(shares)


@pytest.mark.parametrize("seed", SEEDS)
def test_benefits_follow_the_ages_of_the_law(seed):
    for record in counted(drawn(seed)):
        age = record.person.age(record.started_on)
        before = {each["code"] for each in record.fields.get("support_start") or []}
        assert "activity_compensation" not in before or 19 <= age <= 29
        assert record.fields.get("exit_reason") != "pension" or age >= 60


def test_few_start_in_july_and_nobody_on_a_public_holiday():
    starts = [record.started_on for record in counted(drawn())]
    july = sum(day.month == 7 for day in starts)
    assert 0 < july < len(starts) / 50
    closed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    assert not closed & {(day.month, day.day) for day in starts}


def test_what_is_missing_is_missing_at_a_plausible_rate():
    ended = [record for record in counted(drawn()) if record.ended_on]
    missing = {
        name: sum(record.fields.get(name) is None for record in ended) / len(ended)
        for name in ("support_start", "support_end", "hours_end", "referred_on")
    }
    assert 0.02 < missing["support_start"] < 0.12
    assert 0.1 < missing["support_end"] < 0.25
    assert 0.1 < missing["hours_end"] < 0.4
    assert 0.05 < missing["referred_on"] < 0.25


@pytest.mark.parametrize("seed", SEEDS)
def test_every_kind_of_oddity_is_there_to_be_seen(seed):
    records = drawn(seed)
    assert {record.kind for record in records} == set(codes.KIND.by_code)
    assert sum(not record.person.identified for record in records) >= 5
    assert sum(record.fields.get("exit_reason") == "transferred" for record in records) >= 3
    several = [record for record in records if len(record.fields.get("next_steps") or []) > 1]
    assert len(several) > 30
    assert {state for r in several for state in [r.fields["next_steps"][0]["state"]]} >= {"started"}

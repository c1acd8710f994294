"""The story that docs/demo.md tells is there in the data."""

import re
from decimal import Decimal

from stegvis.core import codes
from stegvis.core.periods import parse
from stegvis.demo import unlinked
from stegvis.demo.story import SEED
from stegvis.measures.question import Question, check
from tests.demo.drawn import counted, drawn, plan, share, year

PLANS = {each.slug: each for each in plan().interventions}


def of(intervention: str, number: int):
    return year(counted(drawn(), intervention), number)


def weeks(records) -> float:
    days = [(record.ended_on - record.started_on).days + 1 for record in records]
    return sum(days) / len(days) / 7


def days_waited(records) -> float:
    waited = [
        (record.started_on - record.fields["referred_on"]).days
        for record in records
        if record.fields["referred_on"]
    ]
    return sum(waited) / len(waited)


def test_in_tradgardsrummet_people_stay_for_years_and_few_leave():
    found = of("tradgardsrummet", 2022)
    assert len(found.ended) < len(found.current) / 3
    assert weeks(found.ended) > 104


def test_aterbruket_grows_every_year_and_the_wait_grows_too():
    found = [of("aterbruket", number) for number in (2020, 2021, 2022)]
    sizes = [len(each.current) for each in found]
    waits = [days_waited(each.new) for each in found]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 1.8 * sizes[0]
    assert waits == sorted(waits)


def test_in_hantverkshuset_fewer_leave_early_since_the_visit_before_the_start():
    before, after = (
        share(of("hantverkshuset", number).ended, completed="left_early") for number in (2021, 2022)
    )
    assert before > 0.35
    assert after < 0.15


def test_those_who_were_in_stegen_when_it_closed_went_on_in_its_successor():
    closing = PLANS["stegen"].ends_on
    moved = [
        record
        for record in counted(drawn(), "stegen")
        if record.fields.get("exit_reason") == "transferred"
    ]
    assert len(moved) >= 5
    assert {record.ended_on for record in moved} == {closing}
    assert {record.fields["next_intervention"] for record in moved} == {"stegen-vidare"}
    there = {
        record.person.code
        for record in counted(drawn(), "stegen-vidare")
        if record.started_on == PLANS["stegen-vidare"].starts_on
    }
    assert {record.person.code for record in moved} <= there
    assert of("stegen", 2021).remaining == []


def test_hallefors_takes_in_nobody_after_the_coordinator_left():
    starts = [
        record.started_on
        for record in counted(drawn(), "samverkansteamen")
        if record.site.slug == "hallefors"
    ]
    vacant_from = next(
        site.vacant_from for site in PLANS["samverkansteamen"].sites if site.slug == "hallefors"
    )
    assert (max(starts) - vacant_from).days < 60
    assert max(starts).year == 2022


def test_the_part_and_the_whole_and_the_sites_are_there():
    assert len(PLANS) == 20
    assert {each.slug for each in PLANS.values() if each.part_of} == {
        "forrehab-vaster",
        "rehab-vaster",
    }
    assert len(PLANS["samverkansteamen"].placed_sites) == 10
    owners = {site.owner for site in PLANS["samverkansteamen"].placed_sites}
    assert len(owners) == 10
    assert sum(each.orientation == "structural" for each in PLANS.values()) == 3


def test_at_least_200_forms_came_in_during_2022_and_most_women_have_met_violence():
    counts = list(unlinked.counts(plan(), drawn(), seed=SEED))
    of_2022 = [each for each in counts if each.collected_from.year == 2022]
    assert 200 <= sum(each.count for each in of_2022) <= 260
    women = [each for each in of_2022 if each.gender == "woman"]
    close = sum(each.count for each in women if "yes" in each.pattern[:4])
    assert 0.45 < close / sum(each.count for each in women) < 0.75


def test_head_counts_of_a_year_follow_from_the_year_before():
    for intervention in PLANS.values():
        for each in intervention.head_counts:
            before = [
                earlier
                for earlier in intervention.head_counts
                if (earlier.year, earlier.gender) == (each.year - 1, each.gender)
            ]
            left = sum(one.carried_in + one.new - one.ended for one in before)
            assert each.carried_in == left, (intervention.slug, each)
            assert each.ended <= each.carried_in + each.new


def test_the_budget_balances_and_the_equity_goes_from_year_to_year():
    closing = {}
    for budget in plan().budgets:
        lines = [line for line in budget.lines if not line.memo]
        for column in ("budget", "outcome"):
            amounts = {
                kind: sum(
                    Decimal(str(getattr(line, column) or 0)) for line in lines if line.kind == kind
                )
                for kind in codes.BUDGET_KIND.by_code
            }
            left = amounts["income"] + amounts["opening_equity"] - amounts["cost"]
            closing[budget.year, column] = left
            if column == "outcome" and (budget.year - 1, "outcome") in closing:
                assert amounts["opening_equity"] == closing[budget.year - 1, "outcome"]
    assert closing[2021, "budget"] == closing[2022, "budget"] == 0
    assert closing[2022, "outcome"] > 0


def test_half_comes_from_the_state_and_a_quarter_each_from_region_and_municipalities():
    given = {
        each.party: each.amount_sek
        for each in plan().funding
        if (each.year, each.kind) == (2022, "member")
    }
    total = sum(given.values())
    assert total == 10_800_000
    assert given["Staten"] == total / 2
    assert given["Regionen"] == total / 4
    assert len(given) == 13


def test_contacts_are_roles_with_numbers_that_nobody_has():
    for intervention in PLANS.values():
        number = int(re.fullmatch(r"070-1740(\d{3})", intervention.contact_phone).group(1))
        assert 605 <= number <= 699
        assert intervention.contact_email.endswith("@example.se")
        assert intervention.contact_name.count(" ") == 0


def test_every_intervention_says_why_how_and_what_for_and_has_a_goal_while_it_runs():
    for intervention in PLANS.values():
        for text in ("background", "purpose", "goal_text", "method"):
            assert len(getattr(intervention, text)) > 40, (intervention.slug, text)
        ended = intervention.ends_on and intervention.ends_on.year < 2022
        assert bool(intervention.goals) is not bool(ended)


def test_every_goal_with_a_measure_can_be_computed():
    goals = [goal for each in PLANS.values() for goal in each.goals] + list(plan().goals)
    for goal in goals:
        assert bool(goal.measure) is bool(goal.operator) is (goal.target is not None)
        if goal.measure:
            where = (tuple(goal.filter.split("=")),) if goal.filter else ()
            check(Question(goal.measure, plan().slug, parse(goal.period), where=where))
    assert sum(bool(goal.measure) for goal in goals) == 35

"""Goals beside their results: what can be computed is, what cannot is said."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from stegvis.reports.queries import StatedGoal
from stegvis.reports.request import Request
from stegvis.reports.sections import goals
from tests.reports.told import HIDDEN, answers, period, reading, share

PLACE = "adrian"
TO_WORK = "exits.to_work_or_studies"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def goal(**said) -> StatedGoal:
    known = {"text": "Half support themselves", "period": "2022", "measure": TO_WORK}
    known |= {"denominator": "ended", "operator": "at_least", "target": Decimal(50)}
    return StatedGoal(**(known | {"unit": "percent"} | said))


def request(today: date = date(2023, 2, 10), text: str = "2022") -> Request:
    return Request("attainment", "salem", period(text), today=today)


def outcome(stated: StatedGoal, told, **asked) -> goals.Outcome:
    return goals.outcome(stated, answers(told), request(**asked), place=PLACE)


def test_a_share_is_shown_with_numerator_and_denominator_and_compared_exactly():
    found = outcome(goal(), share(TO_WORK, place=PLACE, rows={(): (2, 3)}))
    assert (str(found.result), found.proposal) == ("67% (2 of 3)", "Met")


@pytest.mark.parametrize(
    ("operator", "target", "proposal"),
    [
        ("at_least", "66.7", "Not met"),  # 2 of 3 is 66.66…, which rounding would hide
        ("at_least", "66.6", "Met"),
        ("at_most", "66.6", "Not met"),
        ("equals", "50", "Not met"),
    ],
)
def test_rounding_decides_no_goal(operator, target, proposal):
    stated = goal(operator=operator, target=Decimal(target))
    assert outcome(stated, share(TO_WORK, place=PLACE, rows={(): (2, 3)})).proposal == proposal


def test_a_count_is_compared_with_a_count():
    stated = goal(measure="participations.new", denominator="", target=Decimal(20), unit="count")
    found = outcome(stated, reading("participations.new", place=PLACE, rows={(): 5}))
    assert (str(found.result), found.proposal) == ("5", "Not met")


def test_a_withheld_result_gets_no_proposal():
    found = outcome(goal(), share(TO_WORK, place=PLACE, rows={(): HIDDEN}))
    assert (str(found.result), found.proposal) == ("–", "")


@pytest.mark.parametrize(
    "stated",
    [
        goal(measure="change.improved"),
        goal(measure=""),
        goal(target=None),
        goal(denominator="at_least_months:3"),
        goal(measure="participations.new", denominator=""),  # a share of what?
    ],
)
def test_goals_that_the_registrations_cannot_answer_say_so(stated):
    assert goals.ask_of(stated, place=PLACE) is None
    found = goals.outcome(stated, answers(), request(), place=PLACE)
    assert (found.result, found.proposal) == ("Cannot be computed from the registrations.", "")


def test_a_goal_for_another_period_than_the_report_gets_a_result_but_no_proposal():
    told = share(TO_WORK, place=PLACE, rows={(): (2, 3)})
    assert outcome(goal(), told, text="2022-H1").proposal == "Not the goal's whole period."


def test_a_goal_whose_period_still_runs_gets_no_proposal():
    told = share(TO_WORK, place=PLACE, rows={(): (2, 3)})
    assert outcome(goal(), told, today=date(2022, 9, 1)).proposal == "Not the goal's whole period."


def test_a_filter_of_the_goal_is_part_of_the_question():
    stated = goal(measure="exits.to_any", filter="next_step=work next_step=studies")
    assert goals.ask_of(stated, place=PLACE).where == (
        ("next_step", "work"),
        ("next_step", "studies"),
    )


def test_targets_are_written_with_operator_and_unit():
    assert goals.target(goal()) == "at least 50%"
    assert goals.target(goal(unit="weeks", target=Decimal(20))) == "at least 20 weeks"
    assert goals.target(goal(target=None)) == ""

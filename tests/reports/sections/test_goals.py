"""Goals beside their results: what can be computed is, what cannot is said."""

from datetime import date
from decimal import Decimal

import pytest

from stegvis.reports.queries import StatedGoal
from stegvis.reports.request import Request
from stegvis.reports.sections import goals
from tests.reports.told import HIDDEN, answers, period, reading, share

pytestmark = pytest.mark.usefixtures("english")

PLACE = "adrian"
TO_WORK = "exits.to_work_or_studies"


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


@pytest.mark.parametrize(
    ("target", "of", "result"),
    [
        (90, (43, 48), "89.6% (43 of 48)"),
        (90, (44, 48), "92% (44 of 48)"),
        (33, (1, 3), "33% (1 of 3)"),
        (50, (4999, 10_000), "49.99% (4,999 of 10,000)"),
    ],
)
def test_a_result_is_never_rounded_up_to_a_target_it_misses(target, of, result):
    stated = goal(target=Decimal(target))
    assert str(outcome(stated, share(TO_WORK, place=PLACE, rows={(): of})).result) == result


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


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("At least 50 percent go on to work", ""),
        ("Half go on to work", "at least 50%"),
        ("150 go on to work", "at least 50%"),
    ],
)
def test_a_target_that_the_words_already_name_is_not_added(text, added):
    assert goals.added_target(goal(text=text)) == added

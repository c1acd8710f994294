"""Follow-ups from the database to the figure: the same intervals and refusals as the rule."""

from datetime import date, timedelta

import ibis
import pytest

from stegvis.access.context import acting
from stegvis.access.readlog import Reader
from stegvis.access.scope import Scope
from stegvis.casework.models import Consent, FollowUp
from stegvis.casework.rules import follow_ups as rules
from stegvis.core.periods import parse
from stegvis.measures import expressions, figures
from stegvis.measures.definitions import follow_ups as definitions
from stegvis.measures.private import open_figures
from stegvis.measures.question import Question
from stegvis.measures.shape import Shape
from tests.factories.people import participation, user
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)
TODAY = date(2026, 11, 23)
ENDED = date(2021, 8, 31)


def told(measure: str, period: str, *where: tuple[str, str], by: tuple[str, ...] = ()):
    question = Question(
        measure=measure, association="west", period=parse(period), where=where, by=by
    )
    return figures.ask(question, audience="owner", today=TODAY).rows


@pytest.fixture
def place(committed):
    with acting(EVERYTHING):
        return intervention(association=association(slug="west"))


def heard(person, due_on, **said):
    FollowUp.objects.create(
        association=person.association, participation=person, due_on=due_on, **said
    )


def test_a_written_follow_up_is_the_interval_that_the_rule_says(place):
    days = [ENDED + timedelta(days=number) for number in range(60, 600, 7)]
    with acting(EVERYTHING):
        for day in days:
            person = participation(
                place, started_on=date(2021, 1, 1), ended_on=ENDED, exit_reason="work"
            )
            heard(person, day, reached=True)
    for months in rules.MONTHS:
        expected = sum(rules.interval_of(day, ended_on=ENDED) == months for day in days)
        due_on = rules.months_after(ENDED, months)
        (figure,) = told("followup.reached", f"{due_on:%Y-%m}", ("follow_up", str(months)))
        assert 0 < expected < len(days)
        assert (figure.numerator, figure.denominator) == (expected, len(days))


def test_what_she_said_reaches_the_figures(place):
    said = [
        {"occupation": [{"code": "work", "percent": 50}], "plan": "carried_out"},
        {"occupation": [{"code": "studies", "percent": None}], "plan": "partly"},
        {"occupation": [{"code": "work", "percent": 0}], "plan": "no_plan"},
        {"occupation": [{"code": "none", "percent": None}]},
        {},
    ]
    with acting(EVERYTHING):
        for each in said:
            person = participation(
                place, started_on=date(2021, 1, 1), ended_on=ENDED, exit_reason="work"
            )
            heard(person, date(2022, 8, 31), reached=True, **each)
        participation(place, started_on=date(2021, 1, 1), ended_on=ENDED, exit_reason="work")
    (reached,) = told("followup.reached", "2022")
    (working,) = told("followup.in_work_or_studies", "2022")
    (plan,) = told("followup.carried_out_plan", "2022")
    assert (reached.numerator, reached.denominator, reached.left_out) == (5, 6, 0)
    assert (working.numerator, working.denominator, working.left_out) == (2, 4, 2)
    assert (plan.numerator, plan.denominator, plan.left_out) == (1, 2, 4)


def test_the_consent_that_was_given_last_decides_who_is_left_alone(place):
    def consent(person, given_on, withdrawn_on):
        Consent.objects.create(
            association=person.association,
            owner=person.owner,
            participant=person.participant,
            kind="one_year_contact",
            given_on=given_on,
            withdrawn_on=withdrawn_on,
            how="paper",
            kept_at="intervention",
            recorded_by=clerk,
        )

    with acting(EVERYTHING):
        clerk = user()
        people = [
            participation(place, started_on=date(2021, 1, 1), ended_on=ENDED, exit_reason="work")
            for _ in range(4)
        ]
        consent(people[0], date(2021, 1, 1), date(2021, 10, 1))
        consent(people[1], date(2021, 1, 1), date(2021, 10, 1))
        consent(people[1], date(2021, 11, 1), None)
        people[2].participant.protected = True
        people[2].participant.save()
    (figure,) = told("followup.reached", "2022")
    assert (figure.denominator, figure.left_out) == (2, 2)


def test_a_new_follow_up_renews_the_snapshot(place):
    with acting(EVERYTHING):
        person = participation(
            place, started_on=date(2021, 1, 1), ended_on=ENDED, exit_reason="work"
        )
    assert told("followup.reached", "2022")[0].numerator == 0
    with acting(EVERYTHING):
        heard(person, date(2022, 8, 31), reached=True)
    assert told("followup.reached", "2022")[0].numerator == 1


def test_the_rows_behind_a_figure_are_opened_for_those_who_may_see_them(place):
    with acting(EVERYTHING):
        people = [
            participation(place, started_on=date(2021, 1, 1), ended_on=ENDED, exit_reason="work")
            for _ in range(2)
        ]
        heard(people[0], date(2022, 8, 31), reached=True)
        clerk = user()
    question = Question(measure="followup.reached", association="west", period=parse("2022"))
    by = Reader(user_id=clerk.pk)
    opened = open_figures(question, today=TODAY, scope=EVERYTHING, by=by)
    (figure,) = opened.answer.rows
    assert {(each.row, each.counted) for each in figure.members} == {
        (people[0].pk, True),
        (people[1].pk, False),
    }


def test_few_follow_ups_are_told_to_nobody_but_the_owner(place):
    with acting(EVERYTHING):
        for number in range(12):
            person = participation(
                place, started_on=date(2021, 1, 1), ended_on=ENDED, exit_reason="work"
            )
            if number < 3:
                heard(person, date(2022, 8, 31), reached=True)
    question = Question(
        measure="followup.reached", association="west", period=parse("2022"), by=("gender",)
    )
    for audience, hidden in (("owner", False), ("association", True), ("public", True)):
        (figure,) = figures.ask(question, audience=audience, today=TODAY).rows
        assert figure.suppressed is hidden
        assert (figure.numerator is None) is hidden


def test_the_expressions_compile_for_another_engine():
    for measure in definitions.MEASURES:
        for shape in (Shape(("follow_up",)), Shape((), frozenset(["gender"]))):
            assert ibis.to_sql(expressions.grouped(measure, shape), dialect="pyspark")

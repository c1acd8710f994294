"""Questions: what can be asked, and how what cannot is refused."""

from datetime import date

import pytest

from stegvis.core.periods import parse
from stegvis.measures import definitions, dimensions
from stegvis.measures.engine import answer
from stegvis.measures.faults import (
    CutsCollection,
    QuestionFault,
    UnknownDimension,
    UnknownMeasure,
    UnknownPlace,
    UnknownValue,
)
from stegvis.measures.question import Question, check
from tests.measures.world import Forms, Intervention, Participation, World, open_world

WORLD = World(
    participations=(Participation(target_groups=("own_group",)),),
    forms=(Forms(answers=(("q1", "yes"),)),),
    interventions=(Intervention("a"), Intervention("b", part_of="a")),
)


def ask(measure: str = "participations.current", period: str = "2022", **rest):
    question = Question(measure, "test", parse(period), **rest)
    return answer(question, snapshot=open_world(WORLD), today=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("given", "fault", "says"),
    [
        ({"measure": "participations.all"}, UnknownMeasure, "no measure «participations.all»"),
        ({"by": ("sex",)}, UnknownDimension, "no dimension «sex». There are: gender, "),
        ({"where": (("sex", "woman"),)}, UnknownDimension, "no dimension «sex»"),
        ({"by": ("question",)}, UnknownDimension, "cannot be divided or filtered by «question»"),
        ({"by": ("gender", "gender")}, UnknownDimension, "divided by «gender» twice"),
        ({"interventions": ("c",)}, UnknownPlace, "no intervention «c». There are: a, b."),
        ({"where": (("intervention", "c"),)}, UnknownPlace, "no intervention «c»"),
        ({"where": (("part", "c"),)}, UnknownPlace, "no intervention «c»"),
        ({"where": (("gender", "kvinna"),)}, UnknownValue, "«kvinna» is no gender. There are: w"),
        ({"where": (("month", "mars"),)}, UnknownValue, "no month: write it like 2022-03."),
        ({"where": (("quarter", "Q1"),)}, UnknownValue, "no quarter: write it like 2022-Q1."),
        ({"params": (("days", "30"),)}, UnknownValue, "has no parameter «days». It has: none."),
        (
            {"where": (("month", "2022-01"), ("month", "2022-03"))},
            UnknownValue,
            "leave a gap between 2022-01 and 2022-03",
        ),
        (
            {"measure": "forms.count", "period": "2022-06"},
            CutsCollection,
            "cuts the forms of a that were collected as one lot from 2022-05-01 to 2022-08-31",
        ),
        ({"measure": "forms.count", "by": ("month",)}, CutsCollection, "cuts the forms of a"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(given, fault, says) -> None:
    with pytest.raises(fault) as refused:
        ask(**given)

    assert says in str(refused.value)


def test_faults_say_whether_the_question_or_what_is_registered_is_at_fault() -> None:
    assert QuestionFault.exit_status == UnknownMeasure.exit_status == 2
    assert UnknownDimension.exit_status == UnknownValue.exit_status == 2
    assert UnknownPlace.exit_status == CutsCollection.exit_status == 1


def test_a_value_that_the_association_has_added_can_be_asked_for() -> None:
    assert ask(where=(("target_group", "own_group"),)).figure.value == 1
    with pytest.raises(UnknownValue, match="no target_group"):
        ask(where=(("target_group", "another"),))


def test_unknown_can_always_be_asked_for() -> None:
    assert ask(where=(("target_group", "unknown"),)).figure.value == 0
    assert ask(where=(("referrer", "unknown"),)).figure.value == 1


def test_forms_are_whole_from_the_start_of_an_intervention_that_began_among_them() -> None:
    world = World(forms=(Forms(),), interventions=(Intervention("a", starts_on=date(2022, 6, 1)),))
    question = Question("forms.count", "test", parse("start..2022-08"))

    found = answer(question, snapshot=open_world(world), today=date(2026, 11, 23))

    assert found.figure.value == 1


def test_months_outside_the_period_leave_nothing_to_count() -> None:
    found = ask(where=(("month", "2023-01"),))

    assert found.figure.value == 0
    assert ask("participations.mean", where=(("month", "2023-01"),)).figure.value is None


def test_nothing_has_started_before_the_start() -> None:
    found = ask(period="start..2019-01")

    assert found.first is None
    assert found.figure.value == 0
    assert found.as_json()["period"] == {"from": None, "to": "2019-01-31"}


def test_a_filter_on_intervention_asks_about_it_and_its_parts() -> None:
    rows = (Participation(intervention="b"), Participation(intervention="c"))
    places = (Intervention("a"), Intervention("b", part_of="a"), Intervention("c"))
    snapshot = open_world(World(participations=rows, interventions=places))

    def value(**rest):
        question = Question("participations.current", "test", parse("2022"), **rest)
        return answer(question, snapshot=snapshot, today=date(2026, 11, 23)).figure.value

    assert value() == 2
    assert value(where=(("intervention", "a"),)) == 1
    assert value(interventions=("a", "c"), where=(("intervention", "c"),)) == 1
    assert value(interventions=("a",), where=(("intervention", "c"),)) == 0
    assert value(where=(("part", "b"),)) == 1
    assert value(where=(("part", "a"),)) == 0


def test_an_intervention_that_is_part_of_itself_in_a_ring_is_shown_once() -> None:
    places = (Intervention("a", part_of="b"), Intervention("b", part_of="a"))
    snapshot = open_world(World(participations=(Participation(),), interventions=places))
    question = Question("participations.current", "test", parse("2022"), by=("intervention",))

    assert answer(question, snapshot=snapshot, today=date(2026, 11, 23)).rows[0].value == 1


def test_every_question_that_can_be_asked_passes_the_check() -> None:
    for measure in definitions.MEASURES.values():
        for code in measure.dimensions:
            question = Question(measure.code, "test", parse("2022"), by=(code,))
            assert check(question) is measure


def test_an_example_is_given_for_every_form_of_value() -> None:
    with pytest.raises(UnknownValue, match="no site: write it like site=value"):
        check(Question("participations.current", "t", parse("2022"), where=(("site", ""),)))


def test_labels_are_those_of_the_list_and_values_without_a_list_name_themselves() -> None:
    assert dimensions.find("gender").label("woman", "sv") == "Kvinna"
    assert dimensions.find("gender").label("woman", "en") == "Woman"
    assert dimensions.find("site").label("hjo", "sv") == "hjo"


def test_filters_on_month_and_quarter_both_narrow_the_period() -> None:
    rows = tuple(Participation(row=n, started_on=date(2022, n, 1)) for n in range(1, 8))
    snapshot = open_world(World(rows))

    def value(*where: tuple[str, str], by: tuple[str, ...] = ()) -> list[int]:
        question = Question("participations.new", "test", parse("2022"), by=by, where=where)
        found = answer(question, snapshot=snapshot, today=date(2026, 11, 23))
        return [figure.value for figure in found.rows]

    assert value(("quarter", "2022-Q1")) == [3]
    assert value(("quarter", "2022-Q1"), ("month", "2022-02"), ("month", "2022-05")) == [1]
    assert value(("month", "2022-02"), ("month", "2022-05"), by=("quarter",)) == [1, 1]
    assert value(("quarter", "2022-Q3"), by=("month",)) == [1]

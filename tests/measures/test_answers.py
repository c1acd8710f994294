"""Answers: figures as objects, and as the exchange format writes them."""

from datetime import date
from fractions import Fraction

import pytest

from stegvis.core.periods import parse
from stegvis.measures.answer import Figure
from stegvis.measures.definitions import MEASURES
from stegvis.measures.engine import answer
from stegvis.measures.notes import FIRST_SHOWN, OF_NO_INTERVENTION
from stegvis.measures.question import Question
from tests.measures.world import Answer as Said
from tests.measures.world import (
    Forms,
    HeadCount,
    Intervention,
    Participation,
    Use,
    World,
    open_world,
)

ENDED = (
    Participation(row=1, person=1, ended_on=date(2022, 3, 1), exit_reason="work"),
    Participation(row=2, person=2, ended_on=date(2022, 4, 1), exit_reason="illness"),
    Participation(row=3, person=3, ended_on=date(2022, 5, 1), exit_reason="illness"),
    Participation(row=4, person=4, ended_on=date(2022, 5, 1), exit_reason="transferred"),
)


def ask(measure: str, *, world: World, members: bool = False, **rest):
    question = Question(measure, "hjo", parse("2022"), **rest)
    return answer(question, snapshot=open_world(world), today=date(2022, 6, 30), members=members)


def test_an_answer_is_written_as_the_exchange_format_says() -> None:
    found = ask("exits.to_work_or_studies", world=World(ENDED), by=("gender",))

    assert found.as_json(language="en") == {
        "measure": "exits.to_work_or_studies",
        "name": "Share to work or studies",
        "definition": "Share of exits whose reason is work or studies.",
        "unit": "exits",
        "association": "hjo",
        "interventions": ["a"],
        "period": {"from": "2022-01-01", "to": "2022-12-31"},
        "audience": "owner",
        "computed_at": None,
        "data_version": "test",
        "preliminary": True,
        "not_included": 0,
        "withheld": False,
        "notes": [],
        "rows": [
            {
                "group": {"gender": "woman"},
                "value": 1 / 3,
                "numerator": 1,
                "denominator": 3,
                "left_out": 1,
                "persons": 1,
                "suppressed": False,
            }
        ],
    }
    assert found.as_json()["name"] == "Andel till arbete eller studier"


def test_a_span_is_written_with_its_ends() -> None:
    people = (Participation(row=1, person=1), Participation(row=2, person=2, identified=False))
    row = ask("persons.current", world=World(people)).as_json()["rows"][0]

    assert row["value"] is None
    assert (row["at_least"], row["at_most"]) == (1, 2)


def test_a_suppressed_figure_has_no_numbers() -> None:
    figure = Figure({"gender": "man"}, 3, 3, persons=3, at_least=3, at_most=3)

    assert figure.without_numbers().as_json() == {
        "group": {"gender": "man"},
        "value": None,
        "numerator": None,
        "denominator": None,
        "left_out": None,
        "persons": None,
        "suppressed": True,
    }


def test_whole_numbers_are_written_whole_and_others_unrounded() -> None:
    assert Figure({}, Fraction(4, 2)).as_json()["value"] == 2
    assert Figure({}, Fraction(1, 3)).as_json()["value"] == 1 / 3


def test_an_answer_that_is_divided_has_no_single_figure() -> None:
    found = ask("exits.reason", world=World(ENDED), by=("exit_reason",))

    with pytest.raises(ValueError, match="too many values"):
        _ = found.figure


def test_an_answer_knows_whether_its_rows_add_up() -> None:
    assert ask("exits.reason", world=World(ENDED), by=("gender", "exit_reason")).additive
    assert not ask("exits.reason", world=World(ENDED), by=("gender", "referrer")).additive
    assert not ask("participations.current", world=World(ENDED), by=("month",)).additive


def test_an_answer_knows_which_part_is_shown_under_which_whole() -> None:
    world = World(interventions=(Intervention("a"), Intervention("b", part_of="a")))

    assert ask("participations.current", world=world).parts == {"a": "a", "b": "a"}


def test_members_are_the_rows_that_each_part_of_a_figure_holds() -> None:
    found = ask("exits.to_work_or_studies", world=World(ENDED), members=True)

    assert [(member.row, member.part) for member in found.figure.members] == [
        (1, "numerator"),
        (2, "denominator"),
        (3, "denominator"),
        (4, "left_out"),
    ]


def test_members_of_a_mention_are_those_who_mention_it() -> None:
    steps = (
        Participation(row=1, ended_on=date(2022, 3, 1), next_steps=(("work", "started"),)),
        Participation(row=2, ended_on=date(2022, 3, 1), next_steps=(("studies", "started"),)),
    )
    found = ask("exits.to_any", world=World(steps), by=("next_step",), members=True)

    assert {
        figure.group["next_step"]: [(member.row, member.part) for member in figure.members]
        for figure in found.rows
    } == {
        "work": [(1, "numerator"), (2, "denominator")],
        "studies": [(1, "denominator"), (2, "numerator")],
    }


def test_a_member_stands_once_in_a_figure_however_many_answers_it_has():
    world = World(
        (Participation(row=1), Participation(row=2, person=2)),
        answers=(
            Said(1, date(2022, 3, 1), value="4"),
            Said(1, date(2022, 4, 1), value="1"),
            Said(2, date(2022, 3, 1), value="1"),
            Said(2, date(2022, 3, 1), item="name", value="1"),
        ),
    )
    found = ask("answers.positive", world=world, members=True)

    assert (found.figure.numerator, found.figure.denominator) == (1, 3)
    assert [(member.row, member.part) for member in found.figure.members] == [
        (1, "numerator"),
        (2, "denominator"),
    ]


def test_head_counts_have_no_members() -> None:
    world = World(head_counts=(HeadCount(new=2),))
    found = ask("participations.current", world=world, by=("gender",), members=True)

    assert found.figure.value == 2
    assert found.figure.members == ()


def test_head_counts_that_other_filters_cannot_see_are_told_of() -> None:
    world = World(head_counts=(HeadCount(new=2), HeadCount(gender="man", new=1)))
    where = (("origin", "abroad"), ("gender", "woman"))

    assert ask("participations.new", world=world, where=where).not_included == 2
    assert ask("participations.new", world=world, where=(("gender", "man"),)).figure.value == 1
    assert ask("participations.new", world=world, where=(("kind", "guest"),)).figure.value == 0


def test_a_gender_whose_exits_are_all_unknown_has_no_row_among_mentions() -> None:
    rows = (
        Participation(row=1, ended_on=date(2022, 3, 1), support_end=(("wages", 100.0),)),
        Participation(row=2, gender="man", ended_on=date(2022, 3, 1)),
    )
    found = ask("support.after", world=World(rows), by=("support_end", "gender"))

    assert [figure.group for figure in found.rows] == [{"support_end": "wages", "gender": "woman"}]


def test_a_measure_knows_whether_it_has_a_denominator() -> None:
    assert MEASURES["exits.completed"].has_denominator
    assert MEASURES["participations.mean"].has_denominator
    assert not MEASURES["participations.new"].has_denominator
    assert not MEASURES["persons.current"].has_denominator


def test_a_group_of_nobody_is_left_out() -> None:
    world = World(head_counts=(HeadCount(new=2), HeadCount(gender="man", carried_in=1)))
    found = ask("participations.new", world=world, by=("gender",))

    assert [figure.group["gender"] for figure in found.rows] == ["woman"]


def test_the_year_of_the_start_is_a_group() -> None:
    rows = (Participation(row=1), Participation(row=2, started_on=date(2019, 9, 1)))
    found = ask("participations.current", world=World(rows), by=("start_year",))

    assert [figure.group["start_year"] for figure in found.rows] == ["2019", "2022"]


def test_an_answer_says_where_first_answers_were_shown_at_the_last_measurement():
    world = World(
        (Participation(),),
        interventions=(Intervention("a"), Intervention("b")),
        uses=(Use("a", shows_first=True), Use("b", "bip")),
    )

    def said(measure: str = "change.improved", **rest) -> tuple:
        return ask(measure, world=world, **rest).notes

    assert said() == said(interventions=("a",)) == (FIRST_SHOWN,)
    assert said(where=(("instrument", "self-assessment"), ("version", "1"))) == (FIRST_SHOWN,)
    assert said(interventions=("b",)) == ()
    assert said(where=(("instrument", "bip"),)) == said(where=(("version", "2"),)) == ()
    assert said("answers.positive") == ()
    assert ask("change.worse", world=world).as_json(language="en")["notes"] == [FIRST_SHOWN.en]


def test_an_answer_says_what_forms_of_no_intervention_are():
    world = World(forms=(Forms(), Forms(intervention="", gender="man")))

    for measure in ("forms.count", "forms.coverage", "forms.yes"):
        assert ask(measure, world=world, by=("intervention",)).notes == (OF_NO_INTERVENTION,)
        assert ask(measure, world=world, by=("gender",)).notes == ()

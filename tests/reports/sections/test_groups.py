"""Staff, referrers, managers and the board: how many answered, how many of it positive."""

import pytest

from stegvis.reports.answers import Reading
from stegvis.reports.sections import groups
from stegvis.reports.sections.groups import COUNT, POSITIVE, QUESTION, RESPONDENT
from tests.reports.told import HIDDEN, answers, reading, share

pytestmark = pytest.mark.usefixtures("english")


def told(counts: dict, *more: Reading):
    known = [
        reading(COUNT, rows={(): sum(filter(None, counts.values()))}),
        reading(COUNT, RESPONDENT, rows=counts),
        share(POSITIVE, RESPONDENT, rows={}),
        share(POSITIVE, QUESTION, RESPONDENT, rows={}),
    ]
    return answers(*{one.ask: one for one in (*known, *more)}.values())


def rows(found) -> list[list[list[str]]]:
    return [
        [list(each.table.heads), *([row.head, *map(str, row.cells)] for row in each.table.rows)]
        for each in found.blocks
        if each.table
    ]


def test_each_group_has_a_row_and_each_question_a_column_for_each_group():
    found = groups.groups(
        told(
            {"participant": 60, "caseworker": 12, "board": 7},
            share(POSITIVE, RESPONDENT, rows={"caseworker": (18, 24), "board": HIDDEN}),
            share(
                POSITIVE,
                QUESTION,
                RESPONDENT,
                rows={("q1", "caseworker"): (8, 12), ("q2", "caseworker"): (10, 12)},
            ),
        )
    )
    assert rows(found) == [
        [
            ["Respondent", "Surveys", "Positive answers"],
            ["Intervention staff", "12", "75% (18 of 24)"],
            ["Board", "7", "–"],
        ],
        [
            ["Question", "Intervention staff", "Board"],
            ["Question 1", "67% (8 of 12)", ""],
            ["Question 2", "83% (10 of 12)", ""],
        ],
    ]


def test_where_only_participants_answer_there_is_no_such_topic():
    assert groups.groups(told({"participant": 60})) is None
    assert str(groups.of_participants(told({"participant": 60}))) == "60"


def test_forms_of_participants_are_counted_without_those_of_other_groups():
    assert str(groups.of_participants(told({"participant": 60, "board": 7}))) == "60"
    assert str(groups.of_participants(told({"participant": HIDDEN, "board": 7}))) == "–"
    assert str(groups.of_participants(told({"board": 7}))) == "0"


def test_questions_that_are_all_withheld_have_no_table():
    found = groups.groups(
        told({"board": 7}, share(POSITIVE, QUESTION, RESPONDENT, rows={("q1", "board"): HIDDEN}))
    )
    assert len(rows(found)) == 1

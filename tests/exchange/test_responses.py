"""Answers: those of a participant, and unlinked forms that become counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.models import Participation
from stegvis.surveys.models import Answer, AssociationCount, Response, UnlinkedCount
from stegvis.surveys.transfer.collection import days, named
from tests.exchange.files import csv_file, imported, places, tally

pytestmark = pytest.mark.usefixtures("all_rows")

SHARED = "response_id,association,instrument,intervention,participation_id"
FORM = f"{SHARED},gender,occasion,answered_in,item,value"
LINKED = f"{SHARED},occasion,answered_on,item,value"


def forms(tmp_path, *rows: str):
    """Rows of forms: response_id, gender, occasion, answered_in, item, value."""
    return imported(csv_file(tmp_path, "responses", FORM, *lines(rows)))


def lines(rows) -> list[str]:
    return [
        f"{name},hjo,violence-nns-7,insats,,{rest}"
        for name, rest in (row.split(",", 1) for row in rows)
    ]


def stored() -> set[tuple[str, str, str, int]]:
    return {
        (
            each.gender,
            each.occasion,
            "".join(sorted(f"{k}{v}" for k, v in each.pattern.items())),
            each.count,
        )
        for each in UnlinkedCount.objects.all()
    }


# Unlinked forms


THREE = (
    "v-1,woman,first,2022-T2,q1,yes",
    "v-1,woman,first,2022-T2,q2,no",
    "v-2,woman,,2022-T2,q2,no",
    "v-2,woman,,2022-T2,q1,ja",
    "v-3,man,again,2022-T2,q1,no",
)


def test_equal_forms_become_one_count_and_no_row_of_their_own(tmp_path):
    assert tally(forms(tmp_path, *THREE), "responses") == (5, 0, 0)
    assert stored() == {("woman", "first", "q1yesq2no", 2), ("man", "again", "q1no", 1)}
    one = UnlinkedCount.objects.first()
    assert (one.collected_from, one.collected_to) == (date(2022, 5, 1), date(2022, 8, 31))
    assert not Response.objects.exists()


def test_the_same_forms_twice_change_nothing_whatever_they_are_called(tmp_path):
    forms(tmp_path, *THREE)
    renamed = [row.replace("v-", "form-") for row in reversed(THREE)]
    assert tally(forms(tmp_path, *renamed), "responses") == (0, 0, 5)


def test_an_import_states_the_whole_period(tmp_path):
    forms(tmp_path, *THREE, "v-4,man,again,2022-T1,q1,yes")
    answer = forms(tmp_path, "v-1,woman,first,2022-T2,q1,yes", "v-1,woman,first,2022-T2,q2,no")
    assert tally(answer, "responses") == (0, 3, 2)
    assert stored() == {("woman", "first", "q1yesq2no", 1), ("man", "again", "q1yes", 1)}


def test_a_form_without_any_answer_counts(tmp_path):
    assert tally(forms(tmp_path, "v-1,woman,first,2022-T2,q1,"), "responses") == (1, 0, 0)
    assert stored() == {("woman", "first", "", 1)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["v-1,woman,first,,q1,yes"], [(2, "answered_in")]),
        (["v-1,woman,first,2022-T4,q1,yes"], [(2, "answered_in")]),
        (["v-1,woman,first,start..2022-08,q1,yes"], [(2, "answered_in")]),
        (["v-1,woman,first,2022-interim,q1,yes"], [(2, "answered_in")]),
        (["v-1,woman,exit,2022-T2,q1,yes"], [(2, "occasion")]),
        (["v-1,kvina,first,2022-T2,q1,yes"], [(2, "gender")]),
        (["v-1,woman,first,2022-T2,,yes"], [(2, "item")]),
        (["v-1,woman,first,2022-T2,q1,yes", "v-1,woman,first,2022-T2,q1,no"], [(3, "item")]),
        (["v-1,woman,first,2022-T2,q1,yes", "v-1,man,first,2022-T2,q2,no"], [(3, "gender")]),
    ],
)
def test_forms_that_cannot_be_are_refused(tmp_path, rows, expected):
    assert places(forms(tmp_path, *rows)) == expected
    assert not UnlinkedCount.objects.exists()


def test_forms_without_an_intervention_are_the_associations(tmp_path):
    rows = [row.replace(",insats,", ",,") for row in lines(THREE)]
    path = csv_file(tmp_path, "responses", FORM, *rows)
    assert tally(imported(path), "responses") == (5, 0, 0)
    assert not UnlinkedCount.objects.exists()
    assert sum(AssociationCount.objects.values_list("count", flat=True)) == 3
    assert tally(imported(path), "responses") == (0, 0, 5)


def test_counts_do_not_stand_in_the_order_in_which_the_forms_were_keyed(tmp_path):
    keyed = [f"v-{number},woman,first,2022-T2,q{number},yes" for number in range(8)]
    orders = set()
    for turn in range(4):
        forms(tmp_path, *keyed, f"v-9,man,first,2022-T2,q{turn},no")
        rows = UnlinkedCount.objects.order_by("pk").values_list("pattern", flat=True)
        orders.add(str([each for each in rows if "yes" in each.values()]))
    assert len(orders) > 1


def test_an_unlinked_form_has_no_day(tmp_path):
    path = csv_file(
        tmp_path,
        "responses",
        "response_id,association,instrument,intervention,answered_on,answered_in,item,value",
        "v-1,hjo,x,insats,2022-05-20,2022-T2,q1,yes",
    )
    assert places(imported(path)) == [(2, "answered_on")]


@pytest.mark.parametrize(
    "text",
    [
        "2022",
        "2022-H1",
        "2022-T2",
        "2022-Q3",
        "2022-05",
        "2022-02..2022-08",
        "2022-01-03..2022-08-12",
    ],
)
def test_a_collection_period_is_written_as_it_was_read(text):
    assert named(*days(text)) == text


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_every_collection_period_is_read_back(first, length):
    last = date.fromordinal(min(first.toordinal() + length, date(2100, 12, 31).toordinal()))
    assert days(named(first, last)) == (first, last)


# Answers of participants


def answers(tmp_path, *rows: str):
    imported(
        csv_file(
            tmp_path,
            "participations",
            "association,intervention,participation_id,started_on",
            "hjo,insats,d-1,2022-01-01",
            "hjo,insats,d-2,2022-01-01",
        )
    )
    lines = [
        f"{name},hjo,self-rating,insats,{rest}"
        for name, rest in (row.split(",", 1) for row in rows)
    ]
    return imported(csv_file(tmp_path, "responses", LINKED, *lines))


TWO = (
    "r-1,d-1,start,2022-01-05,health,3",
    "r-1,d-1,start,2022-01-05,work,2",
    "r-2,d-2,exit,2022-06-05,health,5",
)


def test_answers_of_a_participant_belong_to_her_participation(tmp_path):
    assert tally(answers(tmp_path, *TWO), "responses") == (3, 0, 0)
    response = Response.objects.get(reference="r-1")
    assert response.participation == Participation.objects.get(reference="d-1")
    assert (response.owner, response.respondent) == (response.participation.owner, "participant")
    assert dict(response.answers.values_list("item", "value")) == {"health": "3", "work": "2"}
    assert tally(answers(tmp_path, *TWO), "responses") == (0, 0, 3)


def test_a_changed_answer_and_a_changed_day_are_told(tmp_path):
    answers(tmp_path, *TWO)
    changed = (TWO[0].replace(",3", ",4"), TWO[1], TWO[2].replace("06-05", "06-06"))
    assert tally(answers(tmp_path, *changed), "responses") == (0, 2, 1)


def test_an_empty_value_takes_the_answer_away(tmp_path):
    answers(tmp_path, *TWO)
    assert tally(answers(tmp_path, TWO[0].replace(",3", ",")), "responses") == (0, 1, 0)
    assert set(Answer.objects.values_list("item", "value")) == {("work", "2"), ("health", "5")}
    assert tally(answers(tmp_path, TWO[0].replace(",3", ",")), "responses") == (0, 0, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("r-1,d-9,start,2022-01-05,health,3", "participation_id"),
        ("r-1,d-1,start,,health,3", "answered_on"),
        ("r-1,d-1,first,2022-01-05,health,3", "occasion"),
        ("r-1,d-1,,2022-01-05,health,3", "occasion"),
    ],
)
def test_answers_that_cannot_be_are_refused(tmp_path, row, column):
    assert places(answers(tmp_path, row)) == [(2, column)]


def test_an_answer_of_a_participant_names_her_intervention(tmp_path):
    path = csv_file(tmp_path, "responses", LINKED, "r-1,hjo,x,,d-1,start,2022-01-05,health,3")
    assert (2, "intervention") in places(imported(path))


def test_rows_of_one_response_agree(tmp_path):
    answer = answers(tmp_path, TWO[0], TWO[1].replace("start", "exit"))
    assert places(answer) == [(3, "occasion")]


def test_answers_follow_their_intervention_to_its_owner(tmp_path):
    answers(tmp_path, *TWO)
    imported(csv_file(tmp_path, "interventions", "association,intervention,owner", "hjo,insats,af"))
    assert {each.owner.slug for each in Response.objects.all()} == {"af"}

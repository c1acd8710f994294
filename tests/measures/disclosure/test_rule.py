"""What may not be shown for its own sake."""

import pytest

from stegvis.measures.disclosure import PUBLIC, Row, Rule
from stegvis.measures.disclosure.rule import is_primary
from tests.measures.disclosure.releases import seen, table, whole


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_count_of_one_to_four_is_suppressed(number):
    assert seen(whole("new", number)) == {"": "–"}


@pytest.mark.parametrize("number", [0, 5, 24])
def test_nothing_and_five_and_more_are_shown(number):
    assert seen(whole("new", number)) == {"": number}


@pytest.mark.parametrize(
    ("numerator", "denominator", "why"),
    [
        (4, 20, "the numerator is small"),
        (16, 20, "the difference is small"),
        (2, 3, "the denominator is small"),
        (0, 9, "the base is too small"),
        (9, 9, "the base is too small"),
        (0, 0, "there is no base"),
    ],
)
def test_a_share_is_suppressed_when(numerator, denominator, why):
    assert seen(whole("to work", (numerator, denominator), kind="share")) == {"": "–"}


@pytest.mark.parametrize("share", [(0, 10), (5, 10), (10, 10), (15, 20)])
def test_a_share_of_ten_or_more_with_no_small_part_is_shown(share):
    assert seen(whole("to work", share, kind="share")) == {"": share}


def test_a_mean_without_a_count_as_numerator_is_shown_on_a_base_of_ten():
    assert seen(whole("weeks", (None, 10), kind="mean")) == {"": (None, 10)}
    assert seen(whole("weeks", (None, 9), kind="mean")) == {"": "–"}


def test_a_change_of_minus_two_is_as_small_as_one_of_two():
    assert seen(whole("change", (-2, 30), kind="share")) == {"": "–"}
    assert seen(whole("change", (-6, 30), kind="share")) == {"": (-6, 30)}


def test_a_ratio_may_exceed_one_and_has_no_difference():
    assert seen(whole("coverage", (22, 20), kind="share")) == {"": (22, 20)}


def test_an_amount_of_money_is_never_suppressed():
    assert seen(whole("budget", None)) == {"": None}


def test_an_association_may_ask_for_more():
    sensitive = Rule(smallest=10, least_denominator=20, width=10)
    assert seen(whole("violence", 9), rule=sensitive) == {"": "–"}
    assert seen(whole("violence", 10), rule=sensitive) == {"": 10}
    assert Rule() == PUBLIC


def test_a_table_without_rows_has_no_marks():
    assert seen(table("new", "gender", {}, margins=())) == {}


def test_many_answers_of_few_persons_are_suppressed_whatever_their_number():
    assert is_primary(Row({}, 40, 60, few=True), rule=PUBLIC)
    assert is_primary(Row({}, 0, None, few=True), rule=PUBLIC)
    assert not is_primary(Row({}, 40, 60), rule=PUBLIC)

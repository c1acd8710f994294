"""What a page sends becomes a coded answer, or is no answer to that question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.surveys.rules.answers import Unfit, checked, coded, of_response
from stegvis.surveys.rules.questionnaire import Asked, Item, Kind, Option
from tests.factories import surveys

TEXT = {"sv": "Fråga"}
OPTIONS = tuple(Option(value, {"sv": value}) for value in ("a", "b", "c"))
SCALE = Item("scale", Kind.SCALE, TEXT, highest=6)
CHOICES = Item("choices", Kind.CHOICES, TEXT, options=OPTIONS)
NUMBER = Item("number", Kind.NUMBER, TEXT, lowest=0, highest=40)
SPLIT = Item("split", Kind.SPLIT, TEXT, options=OPTIONS)
YES_NO = Item("yes_no", Kind.YES_NO, TEXT)
AFTER = Item("after", Kind.CHOICE, TEXT, options=OPTIONS, only_if=Asked("yes_no", ("yes",)))


@pytest.mark.parametrize(
    ("item", "sent", "answer"),
    [
        (SCALE, ["6"], "6"),
        (YES_NO, ["no"], "no"),
        (CHOICES, ["c", "a"], "a c"),
        (NUMBER, [" 7,50 "], "7.5"),
        (NUMBER, ["40"], "40"),
        (SPLIT, ["40", "", "60"], "a:40 c:60"),
        (SCALE, [], ""),
        (SPLIT, ["", "", ""], ""),
    ],
)
def test_an_answer_is_coded(item, sent, answer):
    assert coded(item, sent) == answer
    assert checked(item, answer) == answer


@pytest.mark.parametrize(
    ("item", "sent"),
    [
        (Item("text", Kind.TEXT, TEXT), ["words"]),
        (SCALE, ["7"]),
        (SCALE, ["1", "2"]),
        (YES_NO, ["maybe"]),
        (CHOICES, ["a", "d"]),
        (NUMBER, ["41"]),
        (NUMBER, ["much"]),
        (NUMBER, ["NaN"]),
        (SPLIT, ["40", "50", "0"]),
        (SPLIT, ["100"]),
        (SPLIT, ["-10", "60", "50"]),
    ],
)
def test_what_does_not_fit_is_refused(item, sent):
    with pytest.raises(Unfit):
        coded(item, sent)


@given(st.lists(st.text(max_size=8), max_size=4), st.sampled_from([SCALE, CHOICES, YES_NO]))
def test_whatever_is_sent_an_answer_has_only_values_of_its_question(sent, item):
    try:
        answer = coded(item, sent)
    except Unfit:
        return
    assert set(answer.split()) <= set(item.values)


def test_an_answer_to_a_question_that_is_not_asked_in_the_end_is_left_out():
    form = surveys.form(sections=(surveys.Section((YES_NO, AFTER, SCALE)),))
    said = {"yes_no": "no", "after": "a", "scale": ""}
    assert of_response(form, said) == {"yes_no": "no"}
    assert of_response(form, said | {"yes_no": "yes"}) == {"yes_no": "yes", "after": "a"}

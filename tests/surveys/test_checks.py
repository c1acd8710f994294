"""Each thing that can be wrong with a questionnaire is said; what is right is left in peace."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

import stegvis.surveys
from stegvis.surveys.rules import checks
from stegvis.surveys.rules.questionnaire import (
    Asked,
    Item,
    Kind,
    Option,
    Questionnaire,
    Section,
    read,
    written,
)
from stegvis.surveys.rules.readability import lix
from tests.surveys.drawn import questionnaires

SHIPPED = sorted(Path(stegvis.surveys.__file__).with_name("shipped").glob("*.json"))
FIRST = Item("q1", Kind.SCALE, {"sv": "Ett"}, low_label={"sv": "Låg"}, high_label={"sv": "Hög"})
SECOND = Item("q2", Kind.YES_NO, {"sv": "Två"}, only_if=Asked("q1", ("5",)))


def form(*items: Item, **said) -> Questionnaire:
    return Questionnaire("ours", "1", {"sv": "Om dig"}, (Section(items),), **said)


def about(*items: Item, **said) -> list[str]:
    return [problem.item for problem in checks.problems(form(*items, **said))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_has_no_problem_and_its_easy_swedish_is_easy(path):
    shipped = read(json.loads(path.read_text(encoding="utf-8")))
    assert checks.problems(shipped) == ()
    assert checks.warnings(shipped) == ()
    assert 0 < lix(checks.easy_texts(shipped)) <= 30
    assert shipped.languages == ("sv", "sv-easy", "en", "ar")


def test_five_questionnaires_are_shipped():
    assert [path.stem for path in SHIPPED] == [
        *("exit", "experience", "self-assessment", "start", "violence"),
    ]


def test_a_form_in_order_has_no_problem():
    assert about(FIRST, SECOND) == []


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ((FIRST, replace(FIRST)), ["q1"]),
        ((replace(FIRST, code="Q 1"),), ["Q 1"]),
        ((Item("q1", Kind.CHOICE, {"sv": "Ett"}),), ["q1"]),
        ((replace(SECOND, only_if=None, options=(Option("a", {"sv": "A"}),)),), ["q2"]),
        ((Item("q", Kind.CHOICE, {"sv": "?"}, options=(Option("a", {"sv": "A"}),) * 2),), ["q"]),
        ((SECOND, FIRST), ["q2"]),
        ((replace(SECOND, only_if=Asked("gone", ("1",))),), ["q2"]),
        ((FIRST, replace(SECOND, only_if=Asked("q1", ("6",)))), ["q2"]),
        ((FIRST, replace(SECOND, only_if=Asked("q1", ()))), ["q2"]),
        ((replace(FIRST, positive=("9",)),), ["q1"]),
        ((Item("q1", Kind.TEXT, {"sv": "Ett"}, positive=("x",)),), ["q1"]),
        ((Item("q1", Kind.NUMBER, {"sv": "Ett"}, positive=("1,5",)),), ["q1"]),
        ((replace(FIRST, lowest=5),), ["q1"]),
        ((replace(FIRST, highest=12),), ["q1"]),
        ((replace(FIRST, better=2),), ["q1"]),
        ((replace(FIRST, low_label={}),), ["q1"]),
        ((replace(FIRST, text={"sv": "Ett", "en": "One"}),), ["q1"]),
    ],
)
def test_what_is_wrong_with_a_question_is_said_of_that_question(items, found):
    assert about(*items) == found


def test_a_question_cannot_depend_on_free_text():
    told = Item("told", Kind.TEXT, {"sv": "Berätta"})
    assert about(told, replace(SECOND, only_if=Asked("told", ("x",)))) == ["q2"]


def test_an_answer_with_a_blank_in_its_code_is_refused():
    options = (Option("a b", {"sv": "A"}), Option("c", {"sv": "C"}))
    assert about(Item("q1", Kind.CHOICE, {"sv": "Ett"}, options=options)) == ["q1"]


def test_free_text_has_no_place_in_an_unlinked_form():
    told = Item("told", Kind.TEXT, {"sv": "Berätta"})
    assert about(told) == []
    assert about(told, linked=False) == ["told"]


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "Vår enkät"},
        {"version": ""},
        {"title": {}},
        {"title": {"sv": "Om dig", "svenska": "Om dig"}},
        {"title": {"sv": "Om dig", "en": "About you"}},
        {"sections": ()},
        {"sections": (Section((FIRST,)), Section(()))},
        {"respondent": "neighbour"},
        {"closing": {"en": "Thanks"}},
    ],
)
def test_what_is_wrong_with_the_form_itself_is_said(changed):
    assert checks.problems(replace(form(FIRST), **changed)) != ()


@given(questionnaires())
@settings(deadline=None)
def test_a_drawn_form_is_in_order_and_survives_its_document(drawn):
    assert checks.problems(drawn) == ()
    assert read(json.loads(json.dumps(written(drawn)))) == drawn


@given(questionnaires())
@settings(deadline=None)
def test_a_repeated_question_is_always_found(drawn):
    section = replace(drawn.sections[-1], items=(*drawn.sections[-1].items, drawn.items[0]))
    found = checks.problems(replace(drawn, sections=(*drawn.sections[:-1], section)))
    assert any(problem.item == drawn.items[0].code for problem in found)


@given(questionnaires())
@settings(deadline=None)
def test_a_language_that_is_missing_anywhere_is_always_found(drawn):
    title = {**drawn.title, "fi": "Otsikko"}
    found = checks.problems(replace(drawn, title=title))
    assert {problem.item for problem in found} >= {item.code for item in drawn.items}


def test_lix_counts_words_a_sentence_and_long_words():
    assert lix(["Du är här. Vi är där."]) == 3
    assert lix(["Samordningsförbundet finansierar"]) == 102
    assert lix(["", "…"]) == 0


def test_easy_swedish_that_is_hard_is_a_warning_and_no_problem():
    hard = "Arbetslivsinriktade rehabiliteringsinsatser samordnas kontinuerligt."
    easy = Item("q1", Kind.YES_NO, {"sv": "Ett", "sv-easy": hard})
    asked = replace(form(easy), title={"sv": "Om dig", "sv-easy": "Om dig"})
    assert checks.problems(asked) == ()
    assert [found.item for found in checks.warnings(asked)] == ["", "q1"]
    assert all(found.warning for found in checks.warnings(asked))

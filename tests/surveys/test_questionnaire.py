"""A questionnaire is read from its document and written back the same."""

import pytest

from stegvis.surveys.rules.questionnaire import Asked, Kind, read, said_in, written

HEALTH = {
    "code": "health",
    "version": "2",
    "title": {"sv": "Om dig", "en": "About you"},
    "linked": False,
    "sensitive": True,
    "sections": [
        {
            "items": [
                {
                    "code": "q1",
                    "kind": "scale",
                    "text": {"sv": "Hur mår du?", "en": "How are you?"},
                    "highest": 10,
                    "low_label": {"sv": "Dåligt", "en": "Badly"},
                    "high_label": {"sv": "Bra"},
                    "positive": ["8", "9", "10"],
                    "better": 1,
                },
                {
                    "code": "q2",
                    "kind": "choices",
                    "text": {"sv": "Vad hjälpte?", "en": "What helped?"},
                    "options": [
                        {"value": "rest", "label": {"sv": "Vila", "en": "Rest"}},
                        {"value": "work", "label": {"sv": "Arbete", "en": "Work"}},
                    ],
                    "only_if": {"item": "q1", "values": ["9", "10"]},
                },
            ]
        }
    ],
}


def test_a_document_comes_back_as_it_was():
    assert written(read(HEALTH)) == HEALTH


def test_items_are_asked_where_their_condition_holds():
    form = read(HEALTH)
    assert [item.code for item in form.asked({})] == ["q1"]
    assert [item.code for item in form.asked({"q1": "9"})] == ["q1", "q2"]


def test_a_condition_on_several_choices_holds_when_one_of_them_was_chosen():
    assert Asked("q2", ("work",)).holds({"q2": "rest work"})
    assert not Asked("q2", ("work",)).holds({"q2": "rest"})


def test_a_language_is_offered_when_every_question_and_answer_has_words_in_it():
    assert read(HEALTH).languages == ("sv",)


@pytest.mark.parametrize(
    ("kind", "values"),
    [(Kind.SCALE, ("1", "2", "3", "4", "5")), (Kind.YES_NO, ("yes", "no")), (Kind.NUMBER, ())],
)
def test_the_answers_of_each_kind(kind, values):
    document = {"code": "q", "kind": kind, "text": {"sv": "?"}}
    form = read(HEALTH | {"sections": [{"items": [document]}]})
    assert form.items[0].values == values


def test_another_wording_has_another_hash():
    changed = read(HEALTH | {"sections": [{"items": HEALTH["sections"][0]["items"][:1]}]})
    assert read(HEALTH).wording == read(HEALTH | {"version": "3"}).wording
    assert changed.wording != read(HEALTH).wording


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Rest"), ("sv-easy", "Vila"), ("ar", "Vila")]
)
def test_words_that_lack_a_language_stand_in_swedish(language, words):
    assert said_in({"sv": "Vila", "en": "Rest"}, language) == words


def test_swedish_comes_first_in_whatever_order_a_database_keeps_the_languages():
    title = {"ar": "عنك", "en": "About you", "sv": "Om dig", "sv-easy": "Om dig"}
    assert list(read(HEALTH | {"title": title}).title) == ["sv", "sv-easy", "en", "ar"]

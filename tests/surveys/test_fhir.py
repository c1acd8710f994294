"""The FHIR export is valid R5 and says the same as the form."""

import json

import pytest
from fhir.resources.questionnaire import Questionnaire as Resource
from hypothesis import given, settings

from stegvis.surveys import fhir, shipping
from stegvis.surveys.rules.questionnaire import Kind
from tests.surveys.drawn import questionnaires


def read(form) -> Resource:
    """The export as another system reads it: as text, checked against R5."""
    return Resource.model_validate_json(json.dumps(fhir.resource(form)))


def walk(items):
    for item in items or ():
        yield item
        yield from walk(item.item)


def question(resource: Resource, link: str):
    return next(item for item in walk(resource.item) if item.linkId == link)


@given(questionnaires())
@settings(deadline=None)
def test_every_form_is_a_valid_resource_with_every_question_once(drawn):
    links = [item.linkId for item in walk(read(drawn).item)]
    assert len(links) == len(set(links))
    assert [link for link in links if link in drawn.by_code] == [i.code for i in drawn.items]


@given(questionnaires())
@settings(deadline=None)
def test_conditions_ask_for_the_same_answers(drawn):
    resource = read(drawn)
    for item in drawn.items:
        when = question(resource, item.code).enableWhen or []
        wanted = item.only_if.values if item.only_if else ()
        assert len(when) == len(wanted)
        assert {each.question for each in when} == ({item.only_if.item} if wanted else set())


@pytest.mark.parametrize("form", shipping.shipped(), ids=lambda form: form.code)
def test_what_is_shipped_carries_all_its_languages(form):
    resource = read(form)
    assert resource.language == "sv"
    for item in form.items:
        told = question(resource, item.code)
        assert told.text == item.text["sv"]
        translated = [
            (part.extension[0].valueCode, part.extension[1].valueString)
            for part in told.text__ext.extension
        ]
        assert translated == [
            ("sv-x-easy", item.text["sv-easy"]),
            ("en", item.text["en"]),
            ("ar", item.text["ar"]),
        ]


def test_answers_that_count_as_positive_weigh_one():
    form = next(each for each in shipping.shipped() if each.code == "self-assessment")
    scale = form.items[0]
    options = question(read(form), scale.code).answerOption
    assert [option.valueInteger for option in options] == [1, 2, 3, 4, 5, 6]
    weights = [int(option.extension[0].valueDecimal) for option in options]
    assert weights == [int(value in scale.positive) for value in scale.values]


def test_the_ends_of_a_scale_are_its_controls():
    form = next(each for each in shipping.shipped() if each.code == "self-assessment")
    below = question(read(form), form.items[0].code).item
    controls = [each.extension[0].valueCodeableConcept.coding[0].code for each in below]
    assert controls == ["lower", "upper"]
    assert below[0].text == form.items[0].low_label["sv"]


def test_shares_are_a_group_of_numbers():
    form = next(each for each in shipping.shipped() if each.code == "start")
    split = next(item for item in form.items if item.kind is Kind.SPLIT)
    group = question(read(form), split.code)
    assert group.type == "group"
    parts = [each.linkId for each in group.item if each.type == "decimal"]
    assert parts == [f"{split.code}.{value}" for value in split.values]

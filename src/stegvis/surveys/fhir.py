"""A questionnaire as a FHIR R5 Questionnaire, for systems of health care.

Standard extensions only: translation of every text, least and greatest value, the words at the
ends of a scale (item control «lower» and «upper»), and itemWeight 1 for an answer that counts as
positive, 0 for one that does not. Shares in percent become a group with one number an option.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from stegvis.surveys.rules.questionnaire import Asked, Item, Kind, Questionnaire, Section, Text

Json = dict[str, Any]
STANDARD = "http://hl7.org/fhir/StructureDefinition/"
CONTROL = "http://hl7.org/fhir/questionnaire-item-control"
CODES = "urn:stegvis:instrument:{code}:{item}"
# Languages as IETF says them; easy Swedish has no tag of its own, so it is a private variant.
TAGS = {"sv-easy": "sv-x-easy"}
TYPES = {
    Kind.SCALE: "integer",
    Kind.YES_NO: "boolean",
    Kind.CHOICE: "coding",
    Kind.CHOICES: "coding",
    Kind.NUMBER: "decimal",
    Kind.SPLIT: "group",
    Kind.TEXT: "text",
}


def resource(form: Questionnaire) -> Json:
    """The resource as JSON values; texts stand in the first language, the others translate it."""
    found: Json = {
        "resourceType": "Questionnaire",
        "language": _tag(next(iter(form.title))),
        "identifier": [{"system": "urn:stegvis:instrument", "value": form.code}],
        "version": form.version,
        "name": _name(form.code),
        **_texts("title", form.title),
        "status": "active",
        "item": list(_items(form)),
    }
    if form.respondent == "participant":
        found["subjectType"] = ["Patient"]
    if form.licence:
        found["copyright"] = form.licence
    if form.source:
        found["publisher"] = form.source
    return found


def _items(form: Questionnaire) -> Iterator[Json]:
    if form.intro:
        yield _display("_intro", form.intro)
    for number, section in enumerate(form.sections, start=1):
        yield from _section(form, section, number)
    if form.closing:
        yield _display("_closing", form.closing)


def _section(form: Questionnaire, section: Section, number: int) -> Iterator[Json]:
    asked = [_question(form, item) for item in section.items]
    if not section.title and not section.intro:
        yield from asked
        return
    intro = [_display(f"_intro{number}", section.intro)] if section.intro else []
    yield {
        "linkId": f"_section{number}",
        "type": "group",
        **_texts("text", section.title),
        "item": [*intro, *asked],
    }


def _display(link: str, text: Text) -> Json:
    return {"linkId": link, "type": "display", **_texts("text", text)}


def _question(form: Questionnaire, item: Item) -> Json:
    found: Json = {
        "linkId": item.code,
        "type": TYPES[item.kind],
        **_texts("text", item.text),
        **_options(form, item),
        **_condition(form, item.only_if),
    }
    if item.kind is Kind.CHOICES:
        found["repeats"] = True
    if bounds := _bounds(item):
        found["extension"] = bounds
    if below := [*_below(form, item)]:
        found["item"] = below
    return found


def _below(form: Questionnaire, item: Item) -> Iterator[Json]:
    """What stands under a question: its hint, the ends of its scale, its parts."""
    if item.hint:
        yield _control(f"{item.code}_hint", item.hint, "help")
    if item.kind is Kind.SCALE:
        yield _control(f"{item.code}_low", item.low_label, "lower")
        yield _control(f"{item.code}_high", item.high_label, "upper")
    if item.kind is Kind.SPLIT:
        for option in item.options:
            yield {
                "linkId": f"{item.code}.{option.value}",
                "type": "decimal",
                **_texts("text", option.label),
                "extension": [_value("minValue", "Decimal", 0), _value("maxValue", "Decimal", 100)],
            }


def _control(link: str, text: Text, code: str) -> Json:
    control = {"coding": [{"system": CONTROL, "code": code}]}
    extension = {"url": f"{STANDARD}questionnaire-itemControl", "valueCodeableConcept": control}
    return {**_display(link, text), "extension": [extension]}


def _options(form: Questionnaire, item: Item) -> Json:
    """The answers to choose from, with weight where some of them count as positive."""
    if item.kind in (Kind.CHOICE, Kind.CHOICES):
        codings = {option.value: _coding(form, item, option.value) for option in item.options}
        answers = [_weighed(item, value, "Coding", coding) for value, coding in codings.items()]
    elif item.kind is Kind.SCALE and item.positive:
        answers = [_weighed(item, value, "Integer", int(value)) for value in item.values]
    else:
        return {}
    return {"answerOption": answers}


def _weighed(item: Item, value: str, kind: str, answer: object) -> Json:
    weight = [_value("itemWeight", "Decimal", int(value in item.positive))]
    return {f"value{kind}": answer, **({"extension": weight} if item.positive else {})}


def _coding(form: Questionnaire, item: Item, value: str) -> Json:
    option = next(each for each in item.options if each.value == value)
    system = CODES.format(code=form.code, item=item.code)
    return {"system": system, "code": value, **_texts("display", option.label)}


def _condition(form: Questionnaire, condition: Asked | None) -> Json:
    if condition is None:
        return {}
    asked = form.by_code[condition.item]
    when = [
        {"question": asked.code, "operator": "=", **_answer(form, asked, value)}
        for value in condition.values
    ]
    return {"enableWhen": when, **({"enableBehavior": "any"} if len(when) > 1 else {})}


def _answer(form: Questionnaire, item: Item, value: str) -> Json:
    if item.kind is Kind.YES_NO:
        return {"answerBoolean": value == "yes"}
    if item.kind is Kind.SCALE:
        return {"answerInteger": int(value)}
    if item.kind is Kind.NUMBER:
        return {"answerDecimal": float(value)}
    system = CODES.format(code=form.code, item=item.code)
    return {"answerCoding": {"system": system, "code": value}}


def _bounds(item: Item) -> list[Json]:
    kind = {Kind.SCALE: "Integer", Kind.NUMBER: "Decimal"}.get(item.kind)
    if kind is None:
        return []
    return [_value("minValue", kind, item.lowest), _value("maxValue", kind, item.highest)]


def _value(extension: str, kind: str, value: object) -> Json:
    return {"url": f"{STANDARD}{extension}", f"value{kind}": value}


def _texts(name: str, text: Text) -> Json:
    """`text` under `name`, with its translations beside it as FHIR has them."""
    if not text:
        return {}
    first, *others = text
    found: Json = {name: text[first]}
    if others:
        found[f"_{name}"] = {"extension": [_translated(code, text) for code in others]}
    return found


def _translated(code: str, text: Mapping[str, str]) -> Json:
    return {
        "url": f"{STANDARD}translation",
        "extension": [
            {"url": "lang", "valueCode": _tag(code)},
            {"url": "content", "valueString": text[code]},
        ],
    }


def _tag(code: str) -> str:
    return TAGS.get(code, code)


def _name(code: str) -> str:
    """A name that programs can use: «SelfAssessment»."""
    plain = code.translate(str.maketrans("åäöéü", "aaoeu"))
    words = re.findall(r"[a-z0-9]+", plain)
    return "Form" + "".join(word.capitalize() for word in words)

"""One question, and the frame around it, as the pages of answering show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.surveys.rules.questionnaire import Item, Kind, Questionnaire, said_in
from stegvis.surveys.rules.words import direction, tag
from stegvis.surveys.xlsform.languages import NAMES, yes_and_no


@dataclass(frozen=True)
class Choice:
    """One answer to choose, whether it has been chosen, and for a split how many per cent."""

    value: str
    label: str
    chosen: bool
    share: str = ""


@dataclass(frozen=True)
class Question:
    """One question in one language."""

    code: str
    kind: str
    text: str
    hint: str
    low: str
    high: str
    choices: list[Choice]
    value: str
    lowest: int
    highest: int


def question(item: Item, language: str, *, said: Mapping[str, str]) -> Question:
    """`item` in `language`, with what has been answered to it before."""
    value = said.get(item.code, "")
    return Question(
        code=item.code,
        kind=item.kind,
        text=said_in(item.text, language),
        hint=said_in(item.hint, language),
        low=said_in(item.low_label, language),
        high=said_in(item.high_label, language),
        choices=_choices(item, language, value),
        value=value,
        lowest=item.lowest,
        highest=item.highest,
    )


def in_words(item: Item, value: str, language: str) -> str:
    """A coded answer as its question says it; empty for none."""
    labels = dict(_labels(item, language))
    if item.kind is Kind.SPLIT:
        shares = (each.partition(":")[::2] for each in value.split())
        return ", ".join(f"{labels.get(each, each)} {share} %" for each, share in shares)
    if item.kind in (Kind.NUMBER, Kind.TEXT):
        return value
    return ", ".join(labels.get(each, each) for each in value.split())


def languages(form: Questionnaire) -> dict[str, str]:
    """The languages that can be chosen: those that have all of the form's words."""
    return {code: NAMES.get(code, code) for code in form.languages or tuple(form.title)}


def frame(form: Questionnaire | None, language: str) -> dict[str, Any]:
    """What every page needs: the language as HTML says it, and those there are."""
    context: dict[str, Any] = {
        "language": language,
        "lang": tag(language),
        "dir": direction(language),
        "languages": [],
    }
    if form is None:
        return context
    offered = languages(form)
    return context | {
        "languages": [(code, name, tag(code)) for code, name in offered.items()],
        "sensitive": form.sensitive,
        "heading": said_in(form.title, language),
        "intro": said_in(form.intro, language),
        "closing": said_in(form.closing, language),
    }


def _choices(item: Item, language: str, value: str) -> list[Choice]:
    chosen = value.split()
    shares = dict(each.split(":") for each in chosen) if item.kind is Kind.SPLIT else {}
    return [
        Choice(each, label, each in chosen, shares.get(each, ""))
        for each, label in _labels(item, language)
    ]


def _labels(item: Item, language: str) -> list[tuple[str, str]]:
    if item.kind is Kind.YES_NO:
        said = yes_and_no(language)
        return list(zip(item.values, said, strict=True))
    if item.options:
        return [(each.value, said_in(each.label, language)) for each in item.options]
    return [(value, value) for value in item.values] if item.kind is Kind.SCALE else []

"""Coded answers in words."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from stegvis.core import numbers
from stegvis.surveys.rules.questionnaire import Item, Kind, said_in
from stegvis.surveys.xlsform.languages import yes_and_no


def of_value(item: Item, value: str, language: str) -> str:
    """A coded answer as a reader sees it; what the form does not know stands as it is stored."""
    return _SAY.get(item.kind, _as_it_is)(item, value, language)


def _yes_or_no(item: Item, value: str, language: str) -> str:
    return dict(zip(item.values, yes_and_no(language), strict=True)).get(value, value)


def _options(item: Item, value: str, language: str) -> str:
    return ", ".join(_label(item, each, language) for each in value.split())


def _split(item: Item, value: str, language: str) -> str:
    parts = (each.partition(":") for each in value.split())
    return ", ".join(
        f"{_label(item, code, language)} "
        f"{numbers.percent(Fraction(share or 0) / 100, language=language)}"
        for code, _colon, share in parts
    )


def _label(item: Item, value: str, language: str) -> str:
    labels = {option.value: said_in(option.label, language) for option in item.options}
    return labels.get(value, value)


def _number(item: Item, value: str, language: str) -> str:
    return value if language.startswith("en") else value.replace(".", ",")


def _as_it_is(item: Item, value: str, language: str) -> str:
    return value


_SAY: Mapping[Kind, Callable[[Item, str, str], str]] = {
    Kind.YES_NO: _yes_or_no,
    Kind.CHOICE: _options,
    Kind.CHOICES: _options,
    Kind.SPLIT: _split,
    Kind.NUMBER: _number,
}

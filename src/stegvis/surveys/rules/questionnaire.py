"""A questionnaire as data: what is asked, of whom, in which words and languages.

One JSON document a version (``read`` and ``written``); texts are given by language code, "sv",
"en", "ar" and so on, with "sv-easy" for easy Swedish. The wording has a hash, so that answers to
different wordings are never compared without saying so.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

Text = Mapping[str, str]  # language -> words
NO_WORDS: Text = {}
EASY = "sv-easy"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb", "prs", "ur", "he"})


class Kind(StrEnum):
    """How an item is answered, and what its coded answer is."""

    SCALE = "scale"  # a whole number between the labelled ends
    YES_NO = "yes_no"  # "yes" or "no"
    CHOICE = "choice"  # the value of one option
    CHOICES = "choices"  # the values of options, separated by a space, in the form's order
    NUMBER = "number"  # a number, decimals with a point
    SPLIT = "split"  # "value:percent" of options, separated by a space; together 100
    TEXT = "text"  # free text: sealed, never a coded answer, never in an unlinked form


CODED = frozenset(Kind) - {Kind.TEXT}
WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.SPLIT})


@dataclass(frozen=True)
class Option:
    """One answer to choose: its code, its words, and where they are read aloud."""

    value: str
    label: Text
    audio: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A condition: the item `item` was answered with one of `values`."""

    item: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, str]) -> bool:
        return not set(answers.get(self.item, "").split()).isdisjoint(self.values)


@dataclass(frozen=True)
class Item:
    """One question.

    `positive` are the answers that count as positive; `better` is +1 where higher is better, -1
    where lower is, 0 where neither is. `lowest` and `highest` bound a scale or number.
    """

    code: str
    kind: Kind
    text: Text
    hint: Text = field(default_factory=dict)
    audio: Text = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    lowest: int = 1
    highest: int = 5
    low_label: Text = field(default_factory=dict)
    high_label: Text = field(default_factory=dict)
    positive: tuple[str, ...] = ()
    better: int = 0
    only_if: Asked | None = None
    dimension: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The coded answers that can be chosen; empty where any number or text can be given."""
        if self.kind is Kind.SCALE:
            return tuple(map(str, range(self.lowest, self.highest + 1)))
        if self.kind is Kind.YES_NO:
            return ("yes", "no")
        return tuple(option.value for option in self.options)


@dataclass(frozen=True)
class Section:
    """Items that belong together, under a heading of their own."""

    items: tuple[Item, ...]
    title: Text = field(default_factory=dict)
    intro: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """One version of an instrument.

    `linked` answers belong to a participation; those of an unlinked form are only ever counts.
    A `sensitive` one has neutral titles, a quick exit and help at its end. A `locked` one is
    licensed: its wording is never edited here.
    """

    code: str
    version: str
    title: Text
    sections: tuple[Section, ...]
    respondent: str = "participant"
    linked: bool = True
    sensitive: bool = False
    locked: bool = False
    licence: str = ""
    source: str = ""
    intro: Text = field(default_factory=dict)
    closing: Text = field(default_factory=dict)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those in which every question and answer has words, in the order of the title's."""
        texts = [text for item in self.items for text in words_of(item)]
        return tuple(each for each in self.title if all(each in text for text in texts))

    def asked(self, answers: Mapping[str, str]) -> tuple[Item, ...]:
        """The items that are asked, given the answers so far."""
        return tuple(
            item for item in self.items if item.only_if is None or item.only_if.holds(answers)
        )

    @cached_property
    def wording(self) -> str:
        """A hash of everything a respondent reads or chooses."""
        said = [
            [item.code, item.kind, item.values, *[dict(sorted(t.items())) for t in words_of(item)]]
            for item in self.items
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def words_of(item: Item) -> Iterator[Text]:
    """The texts without which an item cannot be answered: its own, its options', its ends'."""
    yield item.text
    yield from (option.label for option in item.options)
    if item.kind is Kind.SCALE:
        yield from (item.low_label, item.high_label)


def said_in(text: Text, language: str) -> str:
    """`text` in `language`; where it lacks, in ordinary Swedish, else in whatever there is."""
    for wanted in (language, language.split("-", maxsplit=1)[0], "sv", "en"):
        if wanted in text:
            return text[wanted]
    return next(iter(text.values()), "")


def read(document: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire of a JSON document. Check it with ``checks.problems`` before using it."""
    named = _ordered(document)
    sections = tuple(_section(each) for each in named.pop("sections"))
    return Questionnaire(sections=sections, **named)


def _ordered(part: Any) -> Any:
    """The same with Swedish first: a database keeps the keys of JSON in an order of its own."""
    if isinstance(part, Mapping):
        keys = sorted(part, key=lambda key: (_ORDER.get(key, len(_ORDER)), key))
        return {key: _ordered(part[key]) for key in keys}
    return [_ordered(each) for each in part] if isinstance(part, list) else part


_ORDER = {"sv": 0, EASY: 1, "en": 2}


def _section(document: Mapping[str, Any]) -> Section:
    named = dict(document)
    return Section(items=tuple(_item(each) for each in named.pop("items")), **named)


def _item(document: Mapping[str, Any]) -> Item:
    named = dict(document)
    condition = named.pop("only_if", None)
    return Item(
        kind=Kind(named.pop("kind")),
        options=tuple(Option(**each) for each in named.pop("options", ())),
        positive=tuple(named.pop("positive", ())),
        only_if=Asked(condition["item"], tuple(condition["values"])) if condition else None,
        **named,
    )


def written(questionnaire: Questionnaire) -> dict[str, Any]:
    """The JSON document that ``read`` makes the same questionnaire of; defaults are left out."""
    return _document(questionnaire)


def _document(part: Any) -> dict[str, Any]:
    said = {each.name: getattr(part, each.name) for each in fields(part)}
    empty = {each.name: _default(each) for each in fields(part)}
    return {name: _plain(value) for name, value in said.items() if value != empty[name]}


def _default(of: Field[Any]) -> Any:
    return of.default_factory() if of.default_factory is not MISSING else of.default


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return _document(value) if is_dataclass(value) else value

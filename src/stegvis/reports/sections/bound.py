"""Figures as they stand in the text: bound to what they show, and sentences made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from stegvis.core import numbers
from stegvis.reports import labels

HIDDEN = "\N{EN DASH}"
_PLACES = 12


@dataclass(frozen=True)
class Bound:
    """One figure: its key says which, its value is exact, its text is what the reader sees.

    A figure without a value is withheld: the mark stands in its place and is bound to nothing.
    """

    key: str
    value: int | float | Fraction | None
    text: str

    def __html__(self) -> SafeString:
        if self.value is None:
            return format_html("{}", self.text)
        return format_html(
            '<data value="{}" data-figure="{}">{}</data>', exact(self.value), self.key, self.text
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_hidden(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Sentence:
    """A sentence with figures: `pattern` is translated and names its parts in braces."""

    pattern: str
    parts: Mapping[str, Any] = field(default_factory=dict)

    def __html__(self) -> SafeString:
        escaped = {name: conditional_escape(part) for name, part in self.parts.items()}
        return SafeString(conditional_escape(self.pattern).format(**escaped))

    def __str__(self) -> str:
        return self.pattern.format(**{name: str(part) for name, part in self.parts.items()})


def sentence(pattern: str, **parts: Any) -> Sentence:
    """The sentence, as HTML with bound figures or, by str(), as plain text."""
    return Sentence(pattern, parts)


def joined(sentences: Sequence[Sentence]) -> Sentence:
    """The sentences as a list in running text: A, B och C."""
    names = [f"part{place}" for place in range(len(sentences))]
    pattern = labels.listed([f"{{{name}}}" for name in names])
    return Sentence(pattern, dict(zip(names, sentences, strict=True)))


def in_turn(sentences: Sequence[Sentence]) -> Sentence:
    """The sentences one after the other, as a paragraph."""
    names = [f"part{place}" for place in range(len(sentences))]
    pattern = " ".join(f"{{{name}}}" for name in names)
    return Sentence(pattern, dict(zip(names, sentences, strict=True)))


def key(measure: str, **asked: str) -> str:
    """What a figure is bound to: the measure and, as in an address, what was asked."""
    return f"{measure}?{urlencode({name: value for name, value in asked.items() if value})}"


def exact(value: float | Fraction) -> str:
    """The value with a decimal point, as exact as anyone could round it from."""
    if isinstance(value, int):
        return str(value)
    written = f"{numbers.rounded(value, decimals=_PLACES):f}"
    return written.rstrip("0").rstrip(".")


def count(name: str, value: int | None) -> Bound:
    """A whole number, or the mark for one that is withheld."""
    text = HIDDEN if value is None else numbers.number(value, language=labels.language())
    return Bound(name, value, text)


def decimal(name: str, value: float | Fraction | None, *, decimals: int = 1) -> Bound:
    """A number with decimals, or the mark for one that is withheld."""
    language = labels.language()
    text = HIDDEN if value is None else numbers.number(value, decimals=decimals, language=language)
    return Bound(name, value, text)


def share(name: str, value: Fraction | None, *, decimals: int = 0) -> Bound:
    """A share between 0 and 1 as per cent, or the mark for one that is withheld."""
    language = labels.language()
    text = HIDDEN if value is None else numbers.percent(value, decimals=decimals, language=language)
    return Bound(name, value, text)

"""Figures and the answers that hold them; a figure is an object, not a number typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Measure
from stegvis.measures.question import Question

Number = int | Fraction


@dataclass(frozen=True)
class Member:
    """One row behind a figure: its number in the snapshot and what counts it."""

    row: int
    counted: bool
    known: bool

    @property
    def part(self) -> str:
        """The part of the figure that counts it last: `numerator`, `denominator`, `left_out`."""
        if self.counted:
            return "numerator"
        return "denominator" if self.known else "left_out"


@dataclass(frozen=True)
class Behind:
    """Different persons behind a denominator, and behind what of it the numerator leaves out."""

    base: int
    rest: int


@dataclass(frozen=True)
class Figure:
    """One number with what it is made from; exact, never rounded.

    `group` holds a value for each dimension divided by. `left_out` is how many the denominator
    leaves out because they are transferred or not known. `persons` are the different participants
    behind the numerator (None for forms). A span that is no single number has `value` None and
    lies between `at_least` and `at_most`. A suppressed figure has no numbers.
    Where a person may have several rows, `behind` says how many different ones there are.
    """

    group: Mapping[str, str]
    value: Number | None
    numerator: Number | None = None
    denominator: int | None = None
    left_out: int | None = None
    persons: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    suppressed: bool = False
    members: tuple[Member, ...] = field(default=(), compare=False)
    behind: Behind | None = field(default=None, compare=False)

    def without_numbers(self) -> "Figure":
        """The same figure, suppressed."""
        return Figure(self.group, None, suppressed=True)

    def as_json(self) -> dict[str, Any]:
        """The row of the exchange format; a span adds `at_least` and `at_most`."""
        row: dict[str, Any] = {
            "group": dict(self.group),
            "value": _plain(self.value),
            "numerator": _plain(self.numerator),
            "denominator": self.denominator,
            "left_out": self.left_out,
            "persons": self.persons,
            "suppressed": self.suppressed,
        }
        if self.at_most is not None:
            row |= {"at_least": self.at_least, "at_most": self.at_most}
        return row


@dataclass(frozen=True)
class Answer:
    """The figures that answer `question`, one a group, in the order of the dimensions' lists.

    `first` is None for an answer from the start when nothing has started. `preliminary`: the
    period reaches past the day of computation. `not_included`: participants without a record of
    their own that the figures leave out. `withheld`: too few for the table to be shown at all;
    `pieces_withheld`: groups in which there are too few to be divided further. `notes` are
    sentences to be read beside the figures. `positives` are the answers that count as positive, by
    question and item, of a measure that counts those; `collected` the instruments and versions of
    all forms, of a measure of forms.
    """

    question: Question
    measure: Measure
    rows: tuple[Figure, ...]
    interventions: tuple[str, ...]
    first: date | None
    last: date
    data_version: str
    preliminary: bool = False
    not_included: int = 0
    audience: str = "owner"
    withheld: bool = False
    pieces_withheld: tuple[Mapping[str, str], ...] = ()
    notes: tuple[Text, ...] = ()
    positives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    collected: frozenset[tuple[str, str]] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    computed_at: datetime | None = None

    @property
    def figure(self) -> Figure:
        """The only figure of an answer that is not divided."""
        (only,) = self.rows
        return only

    @property
    def additive(self) -> bool:
        """Whether the rows add up to the same question with any one dimension less."""
        return all(code in self.measure.additive for code in self.question.by)

    def as_json(self, *, language: str = "sv") -> dict[str, Any]:
        """The document of the exchange format, section 3, with what else is known about it."""
        return {
            "measure": self.measure.code,
            "name": self.measure.name.in_language(language),
            "definition": self.measure.definition.in_language(language),
            "unit": self.measure.unit.in_language(language),
            "association": self.question.association,
            "interventions": list(self.interventions),
            "period": {
                "from": self.first.isoformat() if self.first else None,
                "to": self.last.isoformat(),
            },
            "audience": self.audience,
            "computed_at": self.computed_at.isoformat() if self.computed_at else None,
            "data_version": self.data_version,
            "preliminary": self.preliminary,
            "not_included": self.not_included,
            "withheld": self.withheld,
            "notes": [note.in_language(language) for note in self.notes],
            "rows": [figure.as_json() for figure in self.rows],
        }


def _plain(number: Number | None) -> int | float | None:
    """A whole number as such, anything else unrounded."""
    if isinstance(number, Fraction):
        return int(number) if number.denominator == 1 else float(number)
    return number

"""What a report asks, and what it is told: sections read their figures from here only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from django.utils.translation import gettext as _

from stegvis.measures.answer import Figure
from stegvis.measures.definitions import MEASURES
from stegvis.measures.measure import Kind
from stegvis.reports import labels
from stegvis.reports.sections import bound
from stegvis.reports.sections.bound import Bound
from stegvis.reports.times import Times

WHOLE = ""
FEW = 5
"""Fewer participants without a record than this are not counted out to others than the owner."""


@dataclass(frozen=True, order=True)
class Ask:
    """One table of figures: a measure divided by dimensions, in one place of the report.

    `place` is the slug of an intervention, or WHOLE for all that the report is about. `where`
    holds (dimension, value) pairs, as in a question.
    """

    measure: str
    by: tuple[str, ...] = ()
    place: str = WHOLE
    where: tuple[tuple[str, str], ...] = ()

    def at(self, place: str) -> "Ask":
        return Ask(self.measure, self.by, place, self.where)

    @property
    def whole(self) -> "Ask":
        """The same, not divided."""
        return Ask(self.measure, (), self.place, self.where)


def with_totals(measure: str, *by: str) -> tuple[Ask, ...]:
    """The table divided by `by`, and the same with every dimension less: its totals."""
    chosen = (some for size in range(len(by), -1, -1) for some in combinations(by, size))
    return tuple(Ask(measure, some) for some in chosen)


@dataclass(frozen=True)
class Reading:
    """One answered table. `context` is what every figure's key says besides its own group.

    `withheld` tells that nothing of the table may be shown; `refused` holds the sentence that
    says why, where the question itself has no answer. `not_included` are participants without a
    record of their own, whom the figures leave out.
    """

    ask: Ask
    figures: tuple[Figure, ...] = ()
    context: Mapping[str, str] | None = None
    withheld: bool = False
    refused: str = ""
    not_included: int = 0

    @property
    def is_hidden(self) -> bool:
        """Whether the reader learns no number at all."""
        return self.withheld or (bool(self.figures) and all(f.suppressed for f in self.figures))

    @property
    def has_hidden(self) -> bool:
        return self.withheld or any(figure.suppressed for figure in self.figures)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: no group, or nothing but zeros."""
        return not self.withheld and not any(f.suppressed or f.numerator for f in self.figures)

    def values(self, dimension: str) -> list[str]:
        """The groups that occur along one dimension, in the order of its list."""
        found = {figure.group[dimension] for figure in self.figures}
        return labels.order(dimension, sorted(found))

    def figure(self, **group: str) -> Figure | None:
        """The figure of one group; None for a group that does not occur."""
        return next((one for one in self.figures if one.group == group), None)

    def is_shown(self, **group: str) -> bool:
        """Whether the group occurs and its figure may be shown."""
        figure = self.figure(**group)
        return figure is not None and not figure.suppressed and not self.withheld

    def number(self, **group: str) -> int | None:
        """The count of a group: 0 where it does not occur, None where it is withheld."""
        figure = self.figure(**group)
        if figure is None and not self.withheld:
            return 0
        return int(figure.numerator or 0) if figure and self.is_shown(**group) else None

    def count(self, **group: str) -> Bound:
        """The count of a group, or the numerator of its share, bound."""
        show = "" if MEASURES[self.ask.measure].kind is Kind.COUNT else "numerator"
        return bound.count(self.key(show=show, **group), self.number(**group))

    def base(self, **group: str) -> Bound:
        """The denominator of a share or mean, bound."""
        figure = self.figure(**group)
        known = figure.denominator if figure and self.is_shown(**group) else None
        return bound.count(self.key(show="denominator", **group), known)

    def left_out(self) -> Bound:
        """How many participants without a record the figures do not hold, bound.

        A small number is told to the owner only.
        """
        name = self.key(show="not_included")
        if (self.context or {}).get("audience") != "owner" and self.not_included < FEW:
            return Bound(name, None, _("Fewer than %s") % FEW)
        return bound.count(name, self.not_included)

    def decimal(self, **group: str) -> Bound:
        """The value of a mean or median with one decimal, bound."""
        figure = self.figure(**group)
        known = figure.value if figure and self.is_shown(**group) else None
        return bound.decimal(self.key(**group), known)

    def share(self, group: Mapping[str, str] | None = None, *, decimals: int = 0) -> Bound:
        """A share as per cent, bound; withheld, too, where there is nobody to share."""
        of = dict(group or {})
        figure = self.figure(**of)
        if figure is None or not figure.denominator or not self.is_shown(**of):
            return bound.share(self.key(**of), None)
        share = Fraction(figure.numerator or 0) / figure.denominator
        return bound.share(self.key(**of), share, decimals=decimals)

    def key(self, **group: str) -> str:
        """What a figure is bound to; `show` is which of its numbers, if not its value."""
        return bound.key(self.ask.measure, **{**(self.context or {}), **group})


@dataclass(frozen=True)
class Answers:
    """All that a report was told, by what it asked; `times` is how it divides its period."""

    readings: Mapping[Ask, Reading]
    times: Times
    data_version: str = ""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By dimension, the names of values that stand in no code list (interventions, sites)."""
    earlier: "Answers | None" = None
    """What sections compare with: the same days a year before, where any are told."""
    earlier_name: str = ""

    def of(self, measure: str, *by: str, place: str = WHOLE) -> Reading:
        """The table asked for; KeyError means that no section put the question in its list."""
        return self.readings[Ask(measure, by, place)]

    def has(self, measure: str, *by: str, place: str = WHOLE) -> bool:
        """Whether the report asked for the table at all."""
        return Ask(measure, by, place) in self.readings

    def label(self, dimension: str, value: str) -> str:
        """A group as it stands at the head of a row or column."""
        return self.names.get(dimension, {}).get(value) or labels.group(dimension, value)

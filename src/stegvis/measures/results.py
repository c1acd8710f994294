"""From the rows that the statements gave to figures, one way for each kind of measure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from stegvis.measures.answer import Behind, Figure, Number
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.heads import NOBODY, HeadCount
from stegvis.measures.measure import Kind, Measure
from stegvis.measures.scope import Scope

Group = tuple[str, ...]
Row = Mapping[str, Any]
# What an undivided question gives when nothing lies in its scope.
NO_FORMS: Row = {"numerator": None, "denominator": None, "left_out": None}
NO_PARTICIPATIONS: Row = {**NO_FORMS, "unidentified": None, "persons": 0}


@dataclass(frozen=True)
class Results:
    """What the statements gave for a question divided by `by`, by the values of the dimensions.

    `aside` are the dimensions that divide the numerator alone: `base` lacks them and `side` holds
    the numerators with them. `side` is None for a measure without a side.
    """

    by: tuple[str, ...]
    scope: Scope
    base: Mapping[Group, Row]
    side: Mapping[Group, Row] | None = None
    aside: tuple[str, ...] = ()
    heads: Mapping[Group, HeadCount] = field(default_factory=dict)

    @property
    def numerators(self) -> Mapping[Group, Row]:
        return self.base if self.side is None else self.side

    def outer(self, group: Group) -> Group:
        """The part of `group` that divides the denominator too."""
        pairs = zip(self.by, group, strict=True)
        return tuple(value for code, value in pairs if code not in self.aside)

    def numerator(self, group: Group) -> Row:
        return self.numerators.get(group, {"numerator": 0, "persons": 0})

    def named(self, group: Group) -> dict[str, str]:
        return dict(zip(self.by, group, strict=True))


def figures(measure: Measure, results: Results) -> tuple[Figure, ...]:
    """The figures of `measure`, sorted as the lists of their dimensions are."""
    return in_order(_MAKE[measure.kind](measure, results))


def in_order(found: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures of one answer, sorted as the lists of their dimensions are."""
    return tuple(
        sorted(found, key=lambda one: [DIMENSIONS[c].order(v) for c, v in one.group.items()])
    )


def _counts(measure: Measure, results: Results) -> Iterator[Figure]:
    for group in dict.fromkeys([*results.numerators, *results.heads]):
        row = results.numerator(group)
        value = _number(row["numerator"], measure.per)
        value += measure.heads(results.heads.get(group, NOBODY))
        if value or not group:
            persons = row.get("persons")
            yield Figure(
                results.named(group), value, value, left_out=0, persons=persons, behind=_behind(row)
            )


def _shares(measure: Measure, results: Results) -> Iterator[Figure]:
    for group in _groups_of_shares(results):
        base, row = results.base[results.outer(group)], results.numerator(group)
        numerator, denominator = int(row["numerator"] or 0), int(base["denominator"] or 0)
        yield Figure(
            results.named(group),
            Fraction(numerator, denominator) if denominator else None,
            numerator,
            denominator,
            int(base["left_out"] or 0),
            row.get("persons"),
            behind=_behind(base),
        )


def _behind(row: Row) -> Behind | None:
    if "base_persons" not in row:
        return None
    return Behind(row["base_persons"], row["rest_persons"])


def _groups_of_shares(results: Results) -> Iterator[Group]:
    """Every group of the denominator; divided by the numerator's own dimensions, those mentioned.

    There every gender of the denominator gets a row: that none of the men went on to studies is
    to be seen, not guessed.
    """
    if not any(code in results.aside for code in results.by):
        yield from results.base
        return
    groups = dict.fromkeys(results.numerators)
    if "gender" in results.by:
        at = results.by.index("gender")
        genders = dict.fromkeys(
            outer[results.outer(results.by).index("gender")] for outer in results.base
        )
        groups = dict.fromkeys(
            (*group[:at], gender, *group[at + 1 :]) for group in groups for gender in genders
        )
    for group in groups:
        base = results.base.get(results.outer(group))
        if base and base["denominator"]:
            yield group


def _means(measure: Measure, results: Results) -> Iterator[Figure]:
    for group, row in results.base.items():
        count, total = int(row["denominator"] or 0), _number(row["numerator"], measure.per)
        yield Figure(
            results.named(group),
            Fraction(total) / count if count else None,
            total,
            count,
            int(row["left_out"] or 0),
            row["persons"],
            behind=_behind(row),
        )


def _nets(measure: Measure, results: Results) -> Iterator[Figure]:
    for figure in _means(measure, results):
        yield replace(figure, value=figure.numerator)


def _medians(measure: Measure, results: Results) -> Iterator[Figure]:
    for group, row in results.base.items():
        middle = None if row["numerator"] is None else _number(row["numerator"], measure.per)
        count, left_out = int(row["denominator"] or 0), int(row["left_out"] or 0)
        yield Figure(results.named(group), middle, None, count, left_out, row["persons"])


def _per_day(measure: Measure, results: Results) -> Iterator[Figure]:
    for group, row in results.base.items():
        numerator, length = int(row["numerator"] or 0), results.scope.days(results.named(group))
        value = Fraction(numerator, length) if length else None
        yield Figure(results.named(group), value, numerator, length, 0, row["persons"])


def _spans(measure: Measure, results: Results) -> Iterator[Figure]:
    for group, row in results.base.items():
        known, unknown = row["numerator"] or 0, row["unidentified"] or 0
        least, most = max(known, min(unknown, 1)), known + unknown
        value = most if least == most else None
        yield Figure(
            results.named(group),
            value,
            value,
            persons=value,
            at_least=least,
            at_most=most,
            left_out=0,
        )


def _number(total: float | None, per: int) -> Number:
    """`total` smallest units as units, exactly; a median may end in a half."""
    exact = Fraction(total or 0) / per
    return int(exact) if exact.denominator == 1 else exact


_MAKE: Mapping[Kind, Callable[[Measure, Results], Iterator[Figure]]] = {
    Kind.COUNT: _counts,
    Kind.SHARE: _shares,
    Kind.CHANGE: _shares,
    Kind.MEAN: _means,
    Kind.NET: _nets,
    Kind.MEDIAN: _medians,
    Kind.PER_DAY: _per_day,
    Kind.SPAN: _spans,
}

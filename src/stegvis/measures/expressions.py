"""From a measure and the shape of a question to the tables that answer it, as Ibis expressions.

The first columns of a result are its groups: the `piece` of the scope, then those of the shape.
The others have the names that the docstrings say.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import ibis

from stegvis.measures import during
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.facts import all_groups, facts, side_facts
from stegvis.measures.measure import SEVERAL_EACH, Condition, Kind, Measure, Rows, every
from stegvis.measures.shape import Shape, group, side_of
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

Results = dict[str, "ir.Scalar"]

NOBODY_ELSE = -1  # persons are numbered from 0


def grouped(measure: Measure, shape: Shape) -> "ir.Table":
    """For each group the columns that its kind needs (`_RESULTS`), and `persons` if there are.

    The dimensions of a side are left out: they divide the numerator, which `grouped_side` gives.
    """
    shape = shape.without(side_of(measure, shape))
    rows = facts(measure, shape)
    results = _RESULTS[measure.kind](measure, rows)
    if measure.rows is Rows.FORMS:
        return rows.aggregate(by=_groups(shape), **results)
    if measure.kind is Kind.MEDIAN:
        persons = rows.person.nunique(where=_counted(measure, rows))
        return rows.aggregate(by=_groups(shape), **results, persons=persons)
    return _by_person_first(measure, rows, shape, results)


def _by_person_first(
    measure: Measure, rows: "ir.Table", shape: Shape, results: Results
) -> "ir.Table":
    """Sums for each person, then their sums: much faster than counting different persons."""
    each = rows.aggregate(
        by=[*_groups(shape), _who(measure, rows, shape)],
        **results,
        identified=rows.count(where=rows.identified),
        unidentified=rows.count(where=~rows.identified),
        different=rows.count(where=_counted(measure, rows)),
        **_behind(measure, rows),
    )
    if measure.kind is Kind.SPAN:
        totals = {
            "numerator": _different(each, each.identified),
            "unidentified": _different(each, each.unidentified),
        }
    else:
        persons = _different(each, each.different)
        totals = {**{name: _sum(each[name]) for name in results}, "persons": persons}
        totals |= {name: _different(each, each[name]) for name in _behind(measure, rows)}
    return each.aggregate(by=_groups(shape), **totals)


def _behind(measure: Measure, rows: "ir.Table") -> Results:
    """Rows of a person in the denominator, and in it alone: few persons may have many."""
    if measure.rows not in SEVERAL_EACH:
        return {}
    return {
        "base_persons": rows.count(where=rows.known),
        "rest_persons": rows.count(where=rows.known & ~rows.counted),
    }


def _who(measure: Measure, rows: "ir.Table", shape: Shape) -> "ir.IntegerColumn":
    """The person, or NOBODY_ELSE for all whose one row here says that there are no others.

    Most take part once: grouping them apart would cost more than all the rest. Where a row may
    stand several times in one group, each person stays apart; divided by what is mentioned, it
    says itself whether it does.
    """
    mentioned = measure.mentions and not _divides_mentions(measure, shape)
    if measure.rows in (Rows.FOLLOW_UPS, *SEVERAL_EACH) or mentioned:
        return rows.person.name("who")
    return ibis.ifelse(rows.recurs, rows.person, NOBODY_ELSE).name("who")


def _divides_mentions(measure: Measure, shape: Shape) -> bool:
    """Whether no group holds two mentions of a row, but for those that are `repeated`."""
    named = (DIMENSIONS[code] for code in shape.by)
    return any(each.source == measure.mentions and each.column == "code" for each in named)


def _different(each: "ir.Table", rows: "ir.IntegerColumn") -> "ir.Scalar":
    """How many different persons are behind so many `rows` of each `who`."""
    return _sum(ibis.ifelse(each.who == NOBODY_ELSE, rows, (rows > 0).cast("int64")))


def _sum(numbers: "ir.NumericColumn") -> "ir.Scalar":
    """The sum, of whole numbers in 64 bits.

    DuckDB adds in 128, which take four times as long to hand over. Ibis takes the sum for 64
    already and would leave a cast to it out; no number here is too large for the one in between.
    """
    total = numbers.sum()
    return total.cast("float64").cast("int64") if total.type().is_integer() else total


def grouped_side(measure: Measure, shape: Shape) -> "ir.Table":
    """For each group, those of the side among them, `numerator` and `persons`."""
    rows = side_facts(measure, shape)
    each = rows.aggregate(
        by=[*_groups(shape), _who(measure, rows, shape)],
        numerator=rows.weight.sum(),
        different=rows.count(),
    )
    persons = _different(each, each.different)
    return each.aggregate(by=_groups(shape), numerator=_sum(each.numerator), persons=persons)


def listed(measure: Measure, shape: Shape) -> "ir.Table":
    """Each `row` with its groups, and whether it is `counted` and `known`, with one answer even."""
    shape = shape.without(side_of(measure, shape))
    rows = facts(measure, shape)
    if measure.rows in SEVERAL_EACH:
        parts = {"counted": rows.counted.any(), "known": rows.known.any()}
        return rows.aggregate(by=[*_groups(shape), "row"], **parts)
    return rows.select(*_groups(shape), "row", "counted", "known").distinct()


def listed_side(measure: Measure, shape: Shape) -> "ir.Table":
    """Each `row` of the numerator with its groups, those of the side among them."""
    return side_facts(measure, shape).select(*_groups(shape), "row").distinct()


def forms_cut(measure: Measure, shape: Shape) -> "ir.Table":
    """`intervention`, `collected_from`, `collected_to` of forms that the question's period cuts."""
    rows = table("forms").join(table("scope"), "intervention")
    found = rows.filter(during.cut(rows))
    found = found.select("intervention", "collected_from", "collected_to").distinct()
    return found.order_by("collected_from", "intervention")


def occurring(measure: Measure, shape: Shape) -> "ir.Table":
    """The values of the dimension of `shape` that occur anywhere, whatever the question's scope."""
    (code,) = shape.by
    return all_groups(measure, code).distinct()


def _groups(shape: Shape) -> list[str]:
    return ["piece", *(group(code) for code in shape.by)]


def _unless_every(column: "ir.BooleanValue", *conditions: Condition) -> "ir.BooleanValue | None":
    """The column to count by, or None where no condition leaves anything out."""
    return None if all(condition is every for condition in conditions) else column


def _known(measure: Measure, rows: "ir.Table") -> "ir.BooleanValue | None":
    return _unless_every(rows.known, measure.among)


def _counted(measure: Measure, rows: "ir.Table") -> "ir.BooleanValue | None":
    return _unless_every(rows.counted, measure.among, measure.having)


def _total(measure: Measure, rows: "ir.Table", where: "ir.BooleanValue | None") -> "ir.Scalar":
    """How many rows, or how much they stand for."""
    weighed = measure.amount or measure.rows is Rows.FORMS
    return rows.weight.sum(where=where) if weighed else rows.count(where=where)


def _counts(measure: Measure, rows: "ir.Table") -> Results:
    return {"numerator": _total(measure, rows, _counted(measure, rows))}


def _shares(measure: Measure, rows: "ir.Table") -> Results:
    return {
        "numerator": _total(measure, rows, _counted(measure, rows)),
        "denominator": _total(measure, rows, _known(measure, rows)),
        "left_out": _total(measure, rows, ~rows.known),
    }


def _means(measure: Measure, rows: "ir.Table") -> Results:
    known = _known(measure, rows)
    return {
        "numerator": rows.weight.sum(where=known),
        "denominator": rows.count(where=known),
        "left_out": rows.count(where=~rows.known),
    }


def _medians(measure: Measure, rows: "ir.Table") -> Results:
    middle = rows.weight.median(where=_known(measure, rows))
    return {**_means(measure, rows), "numerator": middle}


def _sums(measure: Measure, rows: "ir.Table") -> Results:
    return {"numerator": rows.weight.sum()}


def _spans(measure: Measure, rows: "ir.Table") -> Results:
    """Persons alone."""
    return {}


_RESULTS: Mapping[Kind, Callable[[Measure, "ir.Table"], Results]] = {
    Kind.COUNT: _counts,
    Kind.SHARE: _shares,
    Kind.CHANGE: _shares,
    Kind.MEAN: _means,
    Kind.MEDIAN: _medians,
    Kind.NET: _means,
    Kind.PER_DAY: _sums,
    Kind.RATIO: _counts,
    Kind.SPAN: _spans,
}

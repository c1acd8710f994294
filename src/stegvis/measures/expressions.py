"""From a measure and the shape of a question to the tables that answer it, as Ibis expressions.

The first columns of a result are its groups, in the order of the shape; the others have the
names that the docstrings say.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from stegvis.measures import during
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.facts import all_groups, facts, groups, side_facts, value, wanted
from stegvis.measures.measure import Kind, Measure, Rows
from stegvis.measures.shape import Shape, group, side_of
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

Results = dict[str, "ir.Scalar"]


def grouped(measure: Measure, shape: Shape) -> "ir.Table":
    """For each group the columns that its kind needs (`_RESULTS`), and `persons` if there are.

    The dimensions of a side are left out: they divide the numerator, which `grouped_side` gives.
    """
    shape = shape.without(side_of(measure, shape))
    rows = facts(measure, shape)
    results = _RESULTS[measure.kind](rows)
    if measure.rows is Rows.PARTICIPATIONS:
        results["persons"] = rows.person.nunique(where=rows.counted)
    return rows.aggregate(by=_groups(shape), **results)


def grouped_side(measure: Measure, shape: Shape) -> "ir.Table":
    """For each group, those of the side among them, `numerator` and `persons`."""
    rows = side_facts(measure, shape)
    return rows.aggregate(
        by=_groups(shape), numerator=rows.weight.sum(), persons=rows.person.nunique()
    )


def listed(measure: Measure, shape: Shape) -> "ir.Table":
    """Each `row` with its groups, and whether it is `counted` and `known`."""
    shape = shape.without(side_of(measure, shape))
    return facts(measure, shape).select(*_groups(shape), "row", "counted", "known").distinct()


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


def heads(measure: Measure, shape: Shape) -> "ir.Table":
    """For each group `carried_in`, `new` and `ended` of head counts in the years of the scope.

    Carried in is what each intervention carried into the first of its years.
    """
    rows = table("head_counts").join(_years(), "intervention")
    rows = rows.filter(rows.year.between(rows.first_year, rows.last_year))
    for code in sorted(shape.where):
        dimension = DIMENSIONS[code]
        rows = rows.filter(value(rows[dimension.column], dimension).isin(wanted(dimension)))
    if not shape.names("kind"):
        rows = rows.filter(rows.kind == "enrolled")
    rows = rows.mutate(**groups(rows, shape.by))
    by = _groups(shape)
    one = rows.group_by([*by, "intervention", "gender", "kind"]).aggregate(
        carried_in=rows.carried_in.argmin(rows.year), new=rows.new.sum(), ended=rows.ended.sum()
    )
    return one.aggregate(
        by=by, carried_in=one.carried_in.sum(), new=one.new.sum(), ended=one.ended.sum()
    )


def _years() -> "ir.Table":
    scope = table("scope")
    return scope.group_by(["intervention", "shown"]).aggregate(
        first_year=scope.first_day.min().year(), last_year=scope.last_day.max().year()
    )


def _groups(shape: Shape) -> list[str]:
    return [group(code) for code in shape.by]


def _sums(rows: "ir.Table") -> Results:
    return {
        "numerator": rows.weight.sum(where=rows.counted),
        "denominator": rows.weight.sum(where=rows.known),
        "left_out": rows.weight.sum(where=~rows.known),
    }


def _mean(rows: "ir.Table") -> Results:
    return {
        "numerator": rows.weight.sum(where=rows.known),
        "denominator": rows.known.sum(),
        "left_out": (~rows.known).sum(),
    }


def _median(rows: "ir.Table") -> Results:
    return {**_mean(rows), "numerator": rows.weight.median(where=rows.known)}


def _span(rows: "ir.Table") -> Results:
    return {
        "numerator": rows.person.nunique(where=rows.identified),
        "unidentified": rows.person.nunique(where=~rows.identified),
    }


_RESULTS: Mapping[Kind, Callable[["ir.Table"], Results]] = {
    Kind.COUNT: lambda rows: {"numerator": rows.weight.sum(where=rows.counted)},
    Kind.SHARE: _sums,
    Kind.CHANGE: _sums,
    Kind.MEAN: _mean,
    Kind.MEDIAN: _median,
    Kind.PER_DAY: lambda rows: {"numerator": rows.weight.sum()},
    Kind.SPAN: _span,
}

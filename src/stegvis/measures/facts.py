"""The rows that a question is about, as Ibis expressions.

One pattern for every measure: the rows are filtered, joined with the question's scope where the
period holds them, and with the mentions that the question divides by. Values to filter by stand
in the table `filters`. A dimension's group is the column `by_<dimension>`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import ibis

from stegvis.measures import answered, followed
from stegvis.measures.dimensions import DIMENSIONS, UNKNOWN, Dimension
from stegvis.measures.measure import SEVERAL_EACH, Measure, Rows, Side
from stegvis.measures.mentions import mentions, once
from stegvis.measures.shape import Shape, group, the_side
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir


def facts(measure: Measure, shape: Shape) -> "ir.Table":
    """The rows that the period holds, once for each group of `shape` that they belong to.

    Columns: the key `row`, `piece` of the scope, `known` (the denominator holds it), `counted` (so
    does the numerator), `weight` (how much it stands for), the group, and for participations
    `person`, `identified` and `recurs` (the period may hold more of hers).
    """
    sources = _sources(measure, shape)
    rows = _filtered(measure, shape, apart=sources)
    rows = rows.join(table("scope"), "intervention")
    rows = rows.filter(measure.when(rows))
    for source in sources:
        rows = _with_mentions(measure, shape, rows, source)
    known = measure.among(rows)
    of_a_person = {} if measure.rows is Rows.FORMS else _of_a_person(measure, rows)
    return rows.select(
        "row",
        "piece",
        **of_a_person,
        known=known,
        counted=known & measure.having(rows),
        weight=_weight(measure, rows),
        **groups(rows, _named(measure, shape.by)),
    )


def side_facts(measure: Measure, shape: Shape) -> "ir.Table":
    """The counted rows, once for each mention in the measure's side that the question is about."""
    side = the_side(measure, shape)
    rows = facts(measure, shape.without(side))
    rows = rows.filter(rows.counted).drop("weight")
    rows = rows.join(_side_mentions(side, shape), "row")
    divided = [DIMENSIONS[code] for code in shape.by if code in side.dimensions]
    return rows.mutate(**groups(rows, divided, prefix="side"))


def all_groups(measure: Measure, code: str) -> "ir.Table":
    """The groups of one dimension over every row there is, whatever is asked."""
    dimension = _dimension(measure, code)
    aside = [side.source for side in measure.sides if code in side.dimensions]
    if dimension.is_mention or aside:
        rows = mentions(next(iter(aside), dimension.source))
    else:
        rows = _rows(measure, Shape(by=(code,)))
    return rows.select(**{group(code): value(rows[dimension.column], dimension)})


def groups(
    rows: "ir.Table", dimensions: Iterable[Dimension], *, prefix: str = ""
) -> "dict[str, ir.StringValue]":
    """The columns that hold the groups of `dimensions`; a side was joined under `prefix`."""
    return {
        group(dimension.code): value(rows[_column_in_rows(dimension, prefix)], dimension)
        for dimension in dimensions
    }


def value(column: "ir.StringValue", dimension: Dimension) -> "ir.StringValue":
    """The group in `column`; where nothing stands, the dimension's `blank`."""
    if dimension.may_be_empty:
        return column.nullif("").fill_null(dimension.blank)
    return column.fill_null(dimension.blank) if dimension.is_mention else column


def wanted(dimension: Dimension) -> "ir.StringColumn":
    """The values that the question filters `dimension` by."""
    filters = table("filters")
    return filters.filter(filters.dimension == dimension.code)["value"]


def _participations(*columns: str) -> "ir.Table":
    rows = table("participations", *dict.fromkeys([*PARTICIPATION, *_raw(columns)]))
    made = {name: make(rows) for name, make in _DERIVED.items() if name in columns}
    return rows.mutate(until=rows.ended_on.coalesce(ibis.date("9999-12-31")), **made)


def _raw(columns: Iterable[str]) -> list[str]:
    """What stands in the snapshot for each of `columns`."""
    return [{"age_group": "age_at_start", "start_year": "started_on"}.get(c, c) for c in columns]


def _of_a_person(measure: Measure, rows: "ir.Table") -> "dict[str, ir.Value]":
    """Most return in another year: in a piece of one year few persons have a second row."""
    recurs = rows.recurs_in_year | (rows.recurs & ~rows.in_year)
    if measure.mentions:
        recurs |= rows[f"{measure.mentions}_repeated"]  # unknown where nothing is mentioned
    return {"person": rows.person, "identified": rows.identified, "recurs": recurs}


def _age_group(rows: "ir.Table") -> "ir.StringValue":
    return ibis.cases(
        (rows.age_at_start.isnull(), UNKNOWN),
        (rows.age_at_start <= 29, "up_to_29"),
        (rows.age_at_start <= 44, "30_44"),
        (rows.age_at_start <= 59, "45_59"),
        else_="60_plus",
    )


def _start_year(rows: "ir.Table") -> "ir.StringValue":
    return rows.started_on.year().cast("string")


_DERIVED: Mapping[str, Callable[["ir.Table"], "ir.StringValue"]] = {
    "age_group": _age_group,
    "start_year": _start_year,
}


def _forms(*columns: str) -> "ir.Table":
    return table("forms").rename(row="form")


def _follow_ups(*columns: str) -> "ir.Table":
    own = [column for column in columns if column not in followed.COLUMNS]
    return followed.after_exit(_participations(*own))


def _of_answers(rows: Callable[["ir.Table"], "ir.Table"]) -> Callable[..., "ir.Table"]:
    def made(*columns: str) -> "ir.Table":
        own = [column for column in columns if column not in answered.COLUMNS]
        return rows(_participations(*own))

    return made


# What every question needs of a participation.
PARTICIPATION = (
    "row", "person", "identified", "recurs", "recurs_in_year", "intervention", "kind",
    "started_on", "ended_on",
)  # fmt: skip
_ROWS: Mapping[Rows, Callable[..., "ir.Table"]] = {
    Rows.PARTICIPATIONS: _participations,
    Rows.FOLLOW_UPS: _follow_ups,
    Rows.FORMS: _forms,
    Rows.ANSWERS: _of_answers(answered.one_by_one),
    Rows.PAIRS: _of_answers(answered.in_pairs),
    Rows.UNANSWERED: _of_answers(answered.unanswered),
    Rows.ASKED: _of_answers(answered.with_ticks),
}


def _dimension(measure: Measure, code: str) -> Dimension:
    """The dimension as the rows of `measure` have it: a form has many items, an answer one."""
    dimension = DIMENSIONS[code]
    if measure.rows in SEVERAL_EACH and dimension.source == "answers":
        return replace(dimension, source="row")
    if measure.rows is Rows.FORMS and code == "answer":
        return replace(dimension, source="answers", column="listed")
    return dimension


def _named(measure: Measure, codes: Iterable[str]) -> list[Dimension]:
    return [_dimension(measure, code) for code in codes]


def _rows(measure: Measure, shape: Shape) -> "ir.Table":
    """The rows with the columns that the measure and the shape need."""
    named = _named(measure, (*shape.by, *sorted(shape.where)))
    divided = [dimension.column for dimension in named if dimension.source == "row"]
    return _ROWS[measure.rows](*measure.reads, *divided)


def _weight(measure: Measure, rows: "ir.Table") -> "ir.NumericValue":
    if measure.rows is Rows.FORMS:
        return rows["count"]
    return measure.amount(rows) if measure.amount else ibis.literal(1)


def _sources(measure: Measure, shape: Shape) -> list[str]:
    """The mentions that multiply the rows: those divided by, and those that are counted."""
    divided = [each.source for each in _named(measure, shape.by) if each.is_mention]
    return list(dict.fromkeys([*filter(None, [measure.mentions]), *divided]))


def _filtered(measure: Measure, shape: Shape, *, apart: list[str]) -> "ir.Table":
    """The rows that meet the filters, but for filters on the sources `apart`, joined later."""
    rows = _rows(measure, shape)
    if measure.rows is not Rows.FORMS and not shape.names("kind"):
        rows = rows.filter(rows.kind == "enrolled")
    if measure.rows is Rows.FOLLOW_UPS and not shape.names("follow_up"):
        rows = rows.filter(rows.months == followed.A_YEAR)
    filters = _named(measure, sorted(shape.where))
    for dimension in filters:
        if dimension.source == "row":
            rows = rows.filter(value(rows[dimension.column], dimension).isin(wanted(dimension)))
    for source in sorted({d.source for d in filters if d.is_mention}.difference(apart)):
        rows = rows.filter(rows["row"].isin(_chosen_mentions(measure, shape, source)["row"]))
    return rows


def _with_mentions(measure: Measure, shape: Shape, rows: "ir.Table", source: str) -> "ir.Table":
    """The rows once for each of their mentions in `source`; a row without any is `unknown`."""
    columns = _columns(measure, shape, source)
    if any(DIMENSIONS[code].source == source for code in shape.where):
        found = once(_chosen_mentions(measure, shape, source), source, columns)
        kept = "inner"
    else:
        found = once(mentions(source), source, columns)
        kept = "left"
    found = found.rename({f"{source}_{column}": column for column in found.columns})
    return rows.join(found, rows["row"] == found[f"{source}_row"], how=kept)


def _chosen_mentions(measure: Measure, shape: Shape, source: str) -> "ir.Table":
    """What of `source` meets the filters; a row without any mention has one that is empty."""
    keys = _rows(measure, Shape()).select("row")
    found = mentions(source).rename(mentioned="row")
    rows = keys.left_join(found, keys["row"] == found.mentioned).drop("mentioned")
    for code in sorted(shape.where):
        dimension = DIMENSIONS[code]
        if dimension.source == source:
            rows = rows.filter(value(rows[dimension.column], dimension).isin(wanted(dimension)))
    return rows


def _columns(measure: Measure, shape: Shape, source: str) -> list[str]:
    """The columns of `source` that tell its mentions apart: all of them, where they are counted."""
    if source == measure.mentions:
        return [column for column in mentions(source).columns if column != "row"]
    named = (DIMENSIONS[code] for code in shape.by)
    return [dimension.column for dimension in named if dimension.source == source]


def _side_mentions(side: Side, shape: Shape) -> "ir.Table":
    """The mentions of `side` that the question asks about: `row`, its groups' columns, `weight`."""
    found = mentions(side.source)
    if not shape.names_any(side.dimensions):
        found = found.filter(side.default(found))
    for code in sorted(shape.where.intersection(side.dimensions)):
        found = found.filter(found[DIMENSIONS[code].column].isin(wanted(DIMENSIONS[code])))
    columns = [DIMENSIONS[code].column for code in shape.by if code in side.dimensions]
    names = {f"side_{column}": column for column in columns}
    if not side.weight:
        return once(found, side.source, columns).rename(names).mutate(weight=1)
    summed = found.group_by(["row", *columns]).aggregate(weight=found[side.weight].sum())
    return summed.rename(names)


def _column_in_rows(dimension: Dimension, prefix: str) -> str:
    if not dimension.is_mention and not prefix:
        return dimension.column
    return f"{prefix or dimension.source}_{dimension.column}"

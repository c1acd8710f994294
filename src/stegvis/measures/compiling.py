"""From expressions to SQL. Importing this costs half a second, so only `statements` does, late."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import ibis
import ibis.backends.sql.compilers  # what compiling loads at its first call

from stegvis.measures import expressions
from stegvis.measures.definitions import find
from stegvis.measures.measure import Measure
from stegvis.measures.shape import Shape

if TYPE_CHECKING:
    import ibis.expr.types as ir

_EXPRESSIONS: Mapping[str, Callable[[Measure, Shape], "ir.Table"]] = {
    function.__name__: function
    for function in (
        expressions.grouped,
        expressions.grouped_side,
        expressions.listed,
        expressions.listed_side,
        expressions.forms_cut,
        expressions.occurring,
    )
}


def compiled(expression: str, measure: str, shape: Shape) -> str:
    """The SQL of the expression called so, for the measure with this code."""
    return str(ibis.to_sql(_EXPRESSIONS[expression](find(measure), shape), dialect="duckdb"))

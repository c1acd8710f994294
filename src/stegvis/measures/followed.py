"""Follow-ups as rows: every exit twice, with what was heard half a year and a year later.

A follow-up falls due so many months after the exit, whether or not anybody wrote anything.
"""

from typing import TYPE_CHECKING

import ibis

from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir

MONTHS = (6, 12)
A_YEAR = "12"
COLUMNS = ("months", "due_on", "reached", "occupied", "plan")


def after_exit(people: "ir.Table") -> "ir.Table":
    """The participations that have ended, once for each interval, with its COLUMNS."""
    ended = people.filter(people.ended_on.notnull())
    half, whole = (_after(ended, months) for months in MONTHS)
    return half.union(whole)


def _after(ended: "ir.Table", months: int) -> "ir.Table":
    written = table("follow_ups")
    heard = written.filter(written.months == str(months)).drop("months").rename(of="row")
    rows = ended.mutate(
        months=ibis.literal(str(months)),
        due_on=(ended.ended_on + ibis.interval(months=months)).cast("date"),
    )
    joined = rows.left_join(heard, rows["row"] == heard.of).drop("of")
    return joined.mutate(
        reached=joined.reached.fill_null(ibis.literal(value=False)), plan=joined.plan.fill_null("")
    )

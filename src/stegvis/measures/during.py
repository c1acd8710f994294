"""Which rows a period holds (design, section 7): conditions on a row joined with its scope.

First and last day count. `until` is the exit or, while there is none, a day beyond every period;
`ended_from` and `ended_to` keep exits after the day of computation from counting as exits.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


def current(p: "ir.Table") -> "ir.BooleanValue":
    """Started by the last day and not ended before the first."""
    return (p.started_on <= p.last_day) & (p.until >= p.ended_from)


def new(p: "ir.Table") -> "ir.BooleanValue":
    """Started from the first day to the last."""
    return (p.started_on >= p.first_day) & (p.started_on <= p.last_day)


def ended(p: "ir.Table") -> "ir.BooleanValue":
    """Ended from the first day to the last, and not later than today."""
    return (p.until >= p.first_day) & (p.until <= p.ended_to)


def due(f: "ir.Table") -> "ir.BooleanValue":
    """Follow-ups due from the first day to the last, and not later than today."""
    return (f.due_on >= f.first_day) & (f.due_on <= f.ended_to)


def answered(f: "ir.Table") -> "ir.BooleanValue":
    """Answered from the first day to the last."""
    return (f.answered_on >= f.first_day) & (f.answered_on <= f.last_day)


def carried_in(p: "ir.Table") -> "ir.BooleanValue":
    """Started before the first day and not ended before it."""
    return (p.started_on < p.first_day) & (p.until >= p.ended_from)


def remaining(p: "ir.Table") -> "ir.BooleanValue":
    """Started by the last day and not ended by it."""
    return (p.started_on <= p.last_day) & (p.until > p.ended_to)


def new_or_ended(p: "ir.Table") -> "ir.BooleanValue":
    """Started or ended in the period."""
    return new(p) | ended(p)


def collected(f: "ir.Table") -> "ir.BooleanValue":
    """Forms whose whole collection period lies in the period; no other form is counted."""
    return (f.collected_from >= f.first_day) & (f.collected_to <= f.last_day)


def cut(f: "ir.Table") -> "ir.BooleanValue":
    """Forms whose collection period the period cuts: they can be neither counted nor left out."""
    overlaps = (f.collected_from <= f.last_day) & (f.collected_to >= f.first_day)
    return overlaps & ~collected(f)

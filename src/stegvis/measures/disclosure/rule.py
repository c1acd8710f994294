"""What is asked of published figures: the thresholds, the tables as the control sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Part: TypeAlias = Literal["numerator", "denominator", "difference"]
Group: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rule:
    """The thresholds of one audience.

    smallest: the first count that may be shown; 1 .. smallest - 1 are suppressed, 0 is shown.
    least_denominator: shares, means and medians are shown on at least this many.
    width: highest minus lowest value that somebody with a pencil can give a suppressed number.
    least_values: values left to somebody who also reasons that a group that is listed occurs.
    """

    smallest: int = 5
    least_denominator: int = 10
    width: int = 5
    least_values: int = 2

    def is_small(self, number: int) -> bool:
        return 0 < number < self.smallest


PUBLIC = Rule()


@dataclass(frozen=True)
class Row:
    """One figure: its group and the counts behind it.

    numerator: None when it is no count (a median, an amount). denominator: None for counts.
    few: whether there are fewer persons behind it than its counts, of several rows each, say.
    """

    group: Mapping[str, str]
    numerator: int | None
    denominator: int | None
    few: bool = False


@dataclass(frozen=True)
class Table:
    """The answer to one question, before anything is suppressed.

    key: unique in the release. question: what is counted, where and when; two tables with the same
    question speak of the same cells. additive: the rows add up to the table with one dimension
    less (not so for mentions, persons, months of current). margins: the same question with one
    dimension less, and theirs in turn; known to the reader whether or not they are published.
    apart: dimensions whose groups stand in places of their own, so that one of them can be withheld
    and the others shown.
    """

    key: str
    question: str
    by: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: Literal["count", "share", "mean"]
    additive: bool
    margins: tuple[Table, ...]
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marks:
    """Which rows are suppressed, primary and secondary alike; or that the table is not shown.

    pieces: groups of which no row is shown, nor told which rows there are.
    """

    rows: tuple[bool, ...]
    withheld: bool
    pieces: tuple[Group, ...] = ()


class Cell(NamedTuple):
    """One group of one question: what is shown or suppressed as a whole."""

    question: str
    group: Group


class Quantity(NamedTuple):
    """One number of a cell: a share has three that fit together, a count has its numerator."""

    cell: Cell
    part: Part


@dataclass(frozen=True)
class Sum:
    """A relation between different questions that every reader knows.

    For instance months and quarters, formal referrers and their parties, an association and its
    interventions. A remainder is taken to be known, so the parts need not be complete.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]


def quantity(question: str, group: Mapping[str, str], part: Part = "numerator") -> Quantity:
    """Names a number for use in a Sum."""
    return Quantity(Cell(question, tuple(sorted(group.items()))), part)


def cell_of(table: Table, row: Row) -> Cell:
    """Names the cell that a row of the table fills."""
    return Cell(table.question, tuple(sorted(row.group.items())))


def is_primary(row: Row, *, rule: Rule) -> bool:
    """Tells whether the row may not be shown for its own sake."""
    if row.few:
        return True
    numerator, denominator = row.numerator, row.denominator
    if numerator is not None and rule.is_small(abs(numerator)):
        return True
    if denominator is None:
        return False
    if numerator is not None and rule.is_small(denominator - numerator):
        return True
    return denominator < rule.least_denominator


def counts(table: Table) -> Iterator[tuple[Quantity, int]]:
    """Gives every number that the table's rows show, the difference of a share included.

    A ratio that exceeds 1 somewhere has no difference: its numerator is no part of its denominator.
    The amount behind a mean is a secret even where its base is told, since amounts add up: the base
    stands in for it.
    """
    pairs = [(row.numerator, row.denominator) for row in table.rows]
    nested = table.kind == "share" and all(
        numerator is not None and denominator is not None and numerator <= denominator
        for numerator, denominator in pairs
    )
    for row in table.rows:
        cell = cell_of(table, row)
        if row.numerator is not None:
            yield Quantity(cell, "numerator"), row.numerator
        elif row.denominator is not None:
            yield Quantity(cell, "numerator"), row.denominator
        if row.denominator is not None:
            yield Quantity(cell, "denominator"), row.denominator
        if nested and row.numerator is not None and row.denominator is not None:
            yield Quantity(cell, "difference"), row.denominator - row.numerator

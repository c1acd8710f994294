"""The tables of the exchange format: declared by the areas that own them, found here.

An area lists its tables as ``TABLES`` in its ``exchange_tables.py``. This module knows none of
them by name, so areas above can be added without a change here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from stegvis.core import areas
from stegvis.exchange.formats.values import folded

if TYPE_CHECKING:
    from stegvis.exchange.extract import Extract
    from stegvis.exchange.incoming import Incoming
    from stegvis.exchange.tally import Tally
    from stegvis.exchange.vocabulary import Vocabulary
    from stegvis.exchange.writing import Writing

Values = dict[str, Any]
Key = tuple[Any, ...]
Said = str | Promise


class Kind(Enum):
    """What a column holds; the value is its type in the table schema."""

    TEXT = "text"  # several lines
    LINE = "line"
    SLUG = "slug"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    FLAG = "flag"
    CODE = "code"
    PERIOD = "period"
    MONTHS = "months"  # first and last month of a span within a year: 01..08


@dataclass(frozen=True)
class Attached:
    """The value after the colon of a list's item, kept beside the item under `name`."""

    name: str
    kind: Kind
    codes: str = ""
    default: Any = None  # what an item without a colon means
    required: bool = False
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Column:
    """A column: its English name, its Swedish label and what its cells may hold.

    `default` is what an empty cell means. A list (`many`) that may be unknown is `nullable`: then
    an empty cell is None instead of an empty list.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    required: bool = False
    codes: str = ""
    many: bool = False
    attached: Attached | None = None
    nullable: bool = False
    default: Any = None
    least: int | None = None
    most: int | None = None
    places: int = 2
    longest: int = 200
    help: str = ""

    @property
    def empty(self) -> Any:
        """The value of an empty cell."""
        if self.default is not None:
            return self.default
        if self.many:
            return None if self.nullable else []
        return "" if self.kind in _TEXTUAL else None


_TEXTUAL = (Kind.TEXT, Kind.LINE, Kind.SLUG, Kind.CODE)


@dataclass(frozen=True)
class Reference:
    """Columns that name a row of `table`, in the order of that table's key.

    Where the last of them is a list, each item names one. An empty last column names nothing.
    """

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """What a table finds wrong with one of its rows, at the column where it can be mended."""

    column: str
    problem: Said
    accepted: Said = ""


@dataclass(frozen=True)
class Move:
    """Sites that get another owner organisation, by id; `whole`: those of the intervention too.

    Persons may only move out of the organisation that stands for "not yet known" (`unassigned`):
    from one authority to another they are never moved by a file.
    """

    intervention: int
    sites: frozenset[int]
    old: int
    new: int
    unassigned: bool
    whole: bool


def _nothing_wrong(values: Values) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True)
class Table:
    """A table of the exchange format.

    - ``check`` finds what is wrong with one row by itself;
    - ``known`` tells which of some keys the database holds;
    - ``create`` makes the row that a file names but neither it nor the database defines, and
      tells the slugs of all it made; tables without it refuse such names;
    - ``read`` gives an association's rows, ``write`` stores rows and tells what changed;
    - ``teach`` lets rows add to the vocabulary that later tables are read by;
    - ``move`` takes the table's rows along when the place they belong to gets another owner;
    - ``promises`` are the sentences for the database's constraints on what the table writes.
    """

    name: str
    label: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    read: Callable[[Extract], Iterator[Values]]
    write: Callable[[Incoming, Writing], Tally]
    known: Callable[[set[Key]], set[Key]]
    create: Callable[[Key], Iterable[str]] | None = None
    references: tuple[Reference, ...] = ()
    after: tuple[str, ...] = ()  # tables to take first although no column refers to them
    move: Callable[[Move], Iterable[Said]] | None = None
    check: Callable[[Values], Iterable[Problem]] = _nothing_wrong
    teach: Callable[[Values, Vocabulary], None] | None = None
    promises: Mapping[str, Said] = field(default_factory=dict)
    shared: bool = False  # rows belong to no association: an export takes those others name
    help: str = ""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def headings(self) -> dict[str, Column]:
        """The columns by everything a heading may say, folded."""
        named = {heading(column.label): column for column in self.columns}
        return named | {heading(column.name): column for column in self.columns}

    def key_of(self, values: Values) -> Key:
        return tuple(values[name] for name in self.key)


def heading(text: str) -> str:
    """A heading as it is compared: `Started on` is `started_on`."""
    return folded(text).replace(" ", "_")


def follow(move: Move) -> Iterator[Said]:
    """Let every table take its rows along; what stands in the way comes back as sentences."""
    for table in tables().values():
        if table.move:
            yield from table.move(move)


@cache
def tables() -> dict[str, Table]:
    """Every table by name, each after those it refers to."""
    found = {table.name: table for table in _declared()}
    order = TopologicalSorter(
        {
            table.name: [
                reference.table for reference in table.references if reference.table != table.name
            ]
            + list(table.after)
            for table in found.values()
        }
    )
    return {name: found[name] for name in order.static_order()}


def _declared() -> Iterator[Table]:
    for area in areas.modules("exchange_tables"):
        yield from getattr(area, "TABLES", ())


def find(name: str) -> Table | None:
    """The table that a file or sheet is named after, in English or Swedish."""
    wanted = heading(name)
    for table in tables().values():
        if wanted in (heading(table.name), heading(table.label)):
            return table
    return None

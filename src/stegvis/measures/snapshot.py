"""An open snapshot: the tables that figures are computed from, held in memory by DuckDB."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb

from stegvis.measures.heads import HeadCount, Year
from stegvis.measures.places import Place, Places
from stegvis.measures.scope import Scope
from stegvis.measures.shape import group as column_of
from stegvis.measures.tables import FILTERS, SCOPE, SNAPSHOT, columns_in_duckdb

Row = dict[str, Any]

# An intervention without a first day is dated by what was first registered in it.
_PLACES = """
    SELECT i.intervention, i.part_of,
        coalesce(any_value(i.starts_on), min(p.started_on)),
        least(any_value(i.starts_on), min(f.collected_from))
    FROM interventions i
    LEFT JOIN (SELECT intervention, min(started_on) AS started_on FROM participations GROUP BY ALL)
        p USING (intervention)
    LEFT JOIN (SELECT intervention, min(collected_from) AS collected_from FROM forms GROUP BY ALL)
        f USING (intervention)
    GROUP BY ALL
    ORDER BY i.intervention
"""
_POSITIVES = """
    SELECT item, value FROM answers WHERE positive
    UNION SELECT concat_ws('|', respondent, instrument, version, item), value
        FROM answers WHERE positive
    UNION SELECT item, listed FROM form_answers WHERE positive
"""
_FIRST_SHOWN = "SELECT intervention, instrument, version FROM uses WHERE shows_first"
_COLLECTED = "SELECT DISTINCT instrument, version FROM forms"
_REST = "SELECT min(collected_from) FROM forms WHERE intervention = ''"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Tables as they were at one moment; `data_version` is the same for the same content.

    `rest` stands for the forms of no intervention. `first_shown` are interventions, instruments
    and versions where the first answers are shown at the last measurement. `remembered`
    is for those who ask: what has been answered from these tables.
    """

    connection: duckdb.DuckDBPyConnection
    data_version: str
    places: Places
    rest: Place
    heads: tuple[Year, ...] = ()
    first_shown: frozenset[tuple[str, str, str]] = frozenset()
    remembered: dict[Hashable, Any] = field(default_factory=dict)

    @cached_property
    def positives(self) -> Mapping[str, frozenset[str]]:
        """By question, and by item as `answered` names it: the answers that count as positive."""
        found: dict[str, set[str]] = defaultdict(set)
        with self.connection.cursor() as cursor:
            for item, value in cursor.execute(_POSITIVES).fetchall():
                found[item].add(value)
        return {item: frozenset(values) for item, values in found.items()}

    @cached_property
    def collected(self) -> frozenset[tuple[str, str]]:
        """The instruments and versions of all forms that were ever collected."""
        with self.connection.cursor() as cursor:
            return frozenset(cursor.execute(_COLLECTED).fetchall())

    @contextmanager
    def asking(self, scope: Scope, filters: Sequence[tuple[str, str]]) -> Iterator["Asking"]:
        """Give a question its tables `scope` and `filters`, seen by nobody else."""
        with self.connection.cursor() as cursor:
            _write(cursor, "scope", SCOPE, scope.columns)
            if filters:
                named = [[code for code, _ in filters], [value for _, value in filters]]
                _write(cursor, "filters", FILTERS, named)
            yield Asking(cursor, scope)


@dataclass(frozen=True)
class Asking:
    """A question under way, with its own scope and filters."""

    cursor: duckdb.DuckDBPyConnection
    scope: Scope

    def by_group(self, statement: str, by: Iterable[str]) -> dict[tuple[str, ...], Row]:
        """The rows that `statement` gives, by their values of the dimensions `by`."""
        return dict(self.grouped(statement, by))

    def grouped(self, statement: str, by: Iterable[str]) -> Iterator[tuple[tuple[str, ...], Row]]:
        """Each row that `statement` gives, with its group: values of its piece, or its own."""
        names, rows = self._found(statement)
        pieces, piece = self.scope.groups, names.index("piece")
        values = [*self.scope.by, *names]  # the piece's, then the row's
        places = [values.index(code if code in values else column_of(code)) for code in by]
        # One lookup in C for each row: a nation's tables have tens of thousands.
        group = (
            itemgetter(*places) if len(places) > 1 else lambda row: tuple(row[i] for i in places)
        )
        for row in rows:
            yield group(pieces[row[piece]] + row), dict(zip(names, row, strict=True))

    def rows(self, statement: str) -> list[Row]:
        """The rows that `statement` gives, by column name."""
        names, rows = self._found(statement)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _found(self, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        found = self.cursor.execute(statement)
        return [column[0] for column in found.description or ()], found.fetchall()


def connect() -> duckdb.DuckDBPyConnection:
    """An empty database in memory that reaches nothing outside itself but local files."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_scan_all_frames": False,
    }
    opened = duckdb.connect(":memory:", config=settings)
    # Standard output belongs to the one document that was asked for.
    opened.execute("SET enable_progress_bar = false")
    return opened


def open_folder(folder: Path, *, data_version: str, in_place: bool = False) -> Snapshot:
    """The snapshot whose Parquet files lie in `folder`; they may be removed once it is open.

    With `in_place` the files are read where they lie, each question only what it needs: for one
    that is too large to be held, whose files stay.
    """
    connection = connect()
    kind = "VIEW" if in_place else "TABLE"
    for name in SNAPSHOT:
        file = str(folder / f"{name}.parquet").replace("'", "''")
        connection.execute(f"CREATE {kind} {name} AS FROM read_parquet('{file}')")
    return of(connection, data_version=data_version, reads_files=in_place)


def of(
    connection: duckdb.DuckDBPyConnection, *, data_version: str, reads_files: bool = False
) -> Snapshot:
    """The snapshot whose tables `connection` holds; it reaches no files, unless it needs them."""
    if not reads_files:
        connection.execute("SET enable_external_access = false")
    found = connection.execute(_PLACES).fetchall()
    places: Mapping[str, Place] = {row[0]: Place(*row) for row in found}
    counts = connection.execute("FROM head_counts").fetchall()
    years = tuple(
        Year(own, year, gender, kind, HeadCount(*numbers))
        for own, year, gender, kind, *numbers in counts
    )
    ((collected_since,),) = connection.execute(_REST).fetchall()
    rest = Place("", "", None, collected_since)
    shown = frozenset(connection.execute(_FIRST_SHOWN).fetchall())
    return Snapshot(connection, data_version, places, rest, years, shown)


def _write(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    values: Sequence[Sequence[object]],
) -> None:
    types = columns_in_duckdb(name)
    listed = ", ".join(f'unnest(?::{types[column]}[]) AS "{column}"' for column in columns)
    cursor.execute(f"CREATE TEMP TABLE {name} AS SELECT {listed}", [list(v) for v in values])

"""An open snapshot: the tables that figures are computed from, held in memory by DuckDB."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from stegvis.measures.places import Place, Places
from stegvis.measures.scope import Scope, as_columns
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


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Tables as they were at one moment; `data_version` is the same for the same content.

    `remembered` is for those who ask: what has been answered from these tables.
    """

    connection: duckdb.DuckDBPyConnection
    data_version: str
    places: Places
    remembered: dict[Hashable, Any] = field(default_factory=dict)

    @contextmanager
    def asking(self, scope: Scope, filters: Sequence[tuple[str, str]]) -> Iterator["Asking"]:
        """Give a question its tables `scope` and `filters`, seen by nobody else."""
        with self.connection.cursor() as cursor:
            _write(cursor, "scope", SCOPE, as_columns(scope))
            _write(cursor, "filters", FILTERS, [[c for c, _ in filters], [v for _, v in filters]])
            yield Asking(cursor)


@dataclass(frozen=True)
class Asking:
    """A question under way, with its own scope and filters."""

    cursor: duckdb.DuckDBPyConnection

    def rows(self, statement: str) -> list[Row]:
        """The rows that `statement` gives, by column name."""
        found = self.cursor.execute(statement)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def connect() -> duckdb.DuckDBPyConnection:
    """An empty database in memory that reaches nothing outside itself but local files."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_scan_all_frames": False,
    }
    return duckdb.connect(":memory:", config=settings)


def open_folder(folder: Path, *, data_version: str) -> Snapshot:
    """The snapshot whose Parquet files lie in `folder`; they may be removed once it is open."""
    connection = connect()
    for name in SNAPSHOT:
        connection.execute(
            f"CREATE TABLE {name} AS FROM read_parquet(?)", [f"{folder}/{name}.parquet"]
        )
    return of(connection, data_version=data_version)


def of(connection: duckdb.DuckDBPyConnection, *, data_version: str) -> Snapshot:
    """The snapshot whose tables `connection` holds."""
    connection.execute("SET enable_external_access = false")
    found = connection.execute(_PLACES).fetchall()
    places: Mapping[str, Place] = {row[0]: Place(*row) for row in found}
    return Snapshot(connection, data_version, places)


def _write(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    values: Sequence[Sequence[object]],
) -> None:
    types = columns_in_duckdb(name)
    listed = ", ".join(f'unnest(?::{types[column]}[]) AS "{column}"' for column in columns)
    cursor.execute(f"CREATE TEMP TABLE {name} AS SELECT {listed}", [list(v) for v in values])

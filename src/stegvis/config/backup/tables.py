"""Which tables a backup holds, and how their rows leave and enter the database.

Rows leave as the program's own role, in one moment (REPEATABLE READ) and under a context that
reaches every row. They enter as the tables' owner, whose row-level security is lifted and set
again in one transaction, without triggers; every constraint is checked before it is committed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Rebuilt by migrations, or not to be carried: sessions, jobs, drafts, freshness of snapshots.
LEFT_OUT = (
    "django_migrations", "django_content_type", "auth_permission", "auth_group",
    "auth_group_permissions", "django_session", "access_draft", "organisations_change",
)  # fmt: skip
JOBS = "procrastinate_"

_TABLES = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = """
    SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'
"""
_WALLED = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p') AND relforcerowsecurity
"""


@dataclass(frozen=True)
class Contents:
    """The tables of a database with their columns, its sequences and its migrations."""

    tables: dict[str, list[str]]
    sequences: dict[str, int]
    migrations: list[tuple[str, str]]


def contents(alias: str = "default") -> Contents:
    """What the database behind `alias` holds that a backup is to hold."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_TABLES)
        tables = {name: columns for name, columns in cursor.fetchall() if _kept(name)}
        cursor.execute(_SEQUENCES)
        sequences = {name: last for name, last in cursor.fetchall() if not name.startswith(JOBS)}
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return Contents(tables, sequences, [(app, name) for app, name in cursor.fetchall()])


def see_all_at_once(cursor: CursorWrapper) -> None:
    """The running transaction sees one moment, every row of it, for as long as it takes."""
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    cursor.execute("SET LOCAL statement_timeout = 0")
    cursor.execute("SELECT set_config('stegvis.everything', 'on', true)")


def rows_of(cursor: CursorWrapper, table: str, columns: list[str]) -> Iterator[bytes]:
    """The rows of a table as PostgreSQL writes them."""
    statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
        _names(columns), sql.Identifier(table)
    )
    with cursor.copy(statement) as blocks:
        yield from map(bytes, blocks)


def load(found: Contents, rows: Iterator[tuple[str, Iterator[bytes]]]) -> dict[str, int]:
    """Fill the empty tables of the database behind `owner`; how many rows each got."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        tables = list(found.tables)
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_WALLED)
        walled = [name for (name,) in cursor.fetchall()]
        _each(cursor, walled, "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY")
        _each(cursor, tables, "ALTER TABLE {} DISABLE TRIGGER USER")
        cursor.execute(
            sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, tables)))
        )
        loaded = {name: _load(cursor, name, found.tables[name], blocks) for name, blocks in rows}
        for name, last in found.sequences.items():
            if last:
                cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, last])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _each(cursor, tables, "ALTER TABLE {} ENABLE TRIGGER USER")
        _each(cursor, walled, "ALTER TABLE {} FORCE ROW LEVEL SECURITY")
    return loaded


def _load(cursor: CursorWrapper, table: str, columns: list[str], blocks: Iterator[bytes]) -> int:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _names(columns))
    first = next(blocks, b"")
    with cursor.copy(statement) as copy:
        for block in chain([first], blocks):
            copy.write(block)
    return int(cursor.rowcount)


def _each(cursor: CursorWrapper, tables: list[str], statement: str) -> None:
    for name in tables:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _names(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _kept(name: str) -> bool:
    return name not in LEFT_OUT and not name.startswith(JOBS)

"""A database of its own beside the one in use: filled, looked at, and then put in its place.

Until the very last step the database in use is not touched.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from stegvis.config import database
from stegvis.config.backup.sealed import BackupFault
from stegvis.config.embedded import roles

RIGHTS = (
    "REVOKE ALL ON DATABASE {} FROM PUBLIC",
    f"GRANT CONNECT, TEMPORARY ON DATABASE {{}} TO {roles.PROGRAM}",
    f"GRANT CONNECT ON DATABASE {{}} TO {roles.FIGURES}",
)
ALIASES = ("default", "owner", "figures")


def in_use() -> str:
    """The name of the database that the program uses."""
    return str(connections["owner"].settings_dict["NAME"])


@contextmanager
def made() -> Iterator[str]:
    """An empty database with the program's rights; dropped at the end unless it was renamed."""
    if "owner" not in connections.settings:
        raise BackupFault(
            f"{database.ADDRESSES['owner']} is not set: restoring needs the tables' owner."
        )
    name = f"{in_use()}_restored_{secrets.token_hex(4)}"
    with _server(in_use()) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        with _server(name) as server:
            for statement in roles.IN_EVERY_DATABASE:
                server.execute(statement)
            for right in RIGHTS:
                server.execute(sql.SQL(right).format(sql.Identifier(name)))
        yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    """Remove a database that is not in use; missing is fine."""
    with _server(in_use()) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let every connection of this process lead to the database `name` for a while."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    _point(dict.fromkeys(ALIASES, name))
    try:
        yield
    finally:
        _point(before)


def migrate_to(migrations: list[tuple[str, str]]) -> None:
    """Make the tables as they were when exactly these migrations had been applied."""
    executor = MigrationExecutor(connections["owner"])
    known = set(executor.loader.graph.nodes)
    unknown = sorted(f"{app}.{name}" for app, name in set(migrations) - known)
    if unknown:
        raise BackupFault(
            f"The backup was made by a version of Stegvis that has {unknown[0]}: "
            "install that version or a later one."
        )
    every = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    had = set(migrations)
    plan = [(each, back) for each, back in every if (each.app_label, each.name) in had]
    executor.migrate(migrations, plan=plan)


def migrate_forward() -> None:
    """Bring the tables to this version of the program."""
    call_command("migrate", database="owner", interactive=False, verbosity=0, skip_checks=True)


def put_in_place(name: str) -> None:
    """Let `name` be the database in use and drop the one that was.

    Raises BackupFault while anybody is connected to it: then nothing has been changed.
    """
    used = in_use()
    former = f"{used}_before_{secrets.token_hex(4)}"
    connections.close_all()
    try:
        _rename(used, former, through=name)
    except psycopg.errors.ObjectInUse as error:
        raise BackupFault(
            "The database is in use: stop the web server and the worker, then try again. "
            "Nothing has been changed."
        ) from error
    _rename(name, used, through=former)
    drop(former)


def _rename(old: str, new: str, *, through: str) -> None:
    with _server(through) as server:
        server.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(old), sql.Identifier(new)
            )
        )


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _server(name: str) -> psycopg.Connection:
    given = connections["owner"].settings_dict
    return psycopg.connect(
        host=given["HOST"],
        port=given["PORT"] or None,
        user=given["USER"],
        password=given["PASSWORD"],
        dbname=name,
        autocommit=True,
    )

"""The roles of the embedded server and what they may do before the first migration.

- stegvis_owner owns the database and its tables, and migrates. It may create databases (tests).
- stegvis_app is the program. It owns nothing, is no superuser, bypasses no row-level security
  and is a member of no other role, so it has nothing to step up to.
- stegvis_figures reads facts; it gets nothing until a migration grants it columns.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from stegvis.config.folders import secret

SUPERUSER = "stegvis_admin"
OWNER = "stegvis_owner"
PROGRAM = "stegvis_app"
FIGURES = "stegvis_figures"
DATABASE = "stegvis"

NOTHING_ELSE = "NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEROLE"
RIGHTS = {
    OWNER: f"LOGIN CREATEDB {NOTHING_ELSE}",
    PROGRAM: f"LOGIN NOCREATEDB {NOTHING_ELSE}",
    FIGURES: f"LOGIN NOCREATEDB {NOTHING_ELSE}",
}
BY_OWNER = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER}"
# Said in template1, before any other database is made: every later one, those of the tests
# too, is a copy of it.
IN_EVERY_DATABASE = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {PROGRAM}, {FIGURES}",
    f"{BY_OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {PROGRAM}",
    f"{BY_OWNER} GRANT USAGE ON SEQUENCES TO {PROGRAM}",
)
ON_THE_DATABASE = (
    f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
    f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {PROGRAM}",
    f"GRANT CONNECT ON DATABASE {DATABASE} TO {FIGURES}",
)


def prepare(*, sockets: Path) -> None:
    """Make the roles and the database where missing, and set the passwords kept in `var/secret`.

    Running it again changes nothing, so it runs at every start.
    """
    with _superuser(sockets=sockets) as connection:
        for role, rights in RIGHTS.items():
            _set_role(connection, role=role, rights=rights)
        for statement in IN_EVERY_DATABASE:
            connection.execute(statement)
        if not _found(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        for statement in ON_THE_DATABASE:
            connection.execute(statement)


def _set_role(connection: psycopg.Connection, *, role: str, rights: str) -> None:
    known = _found(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role)
    # Only a verifier of the password is sent: the password is in no statement of the server's.
    verifier = connection.pgconn.encrypt_password(
        secret(role).encode(), role.encode(), b"scram-sha-256"
    )
    statement = sql.SQL("{verb} ROLE {role} {rights} PASSWORD {verifier}").format(
        verb=sql.SQL("ALTER" if known else "CREATE"),
        role=sql.Identifier(role),
        rights=sql.SQL(rights),
        verifier=sql.Literal(verifier.decode()),
    )
    connection.execute(statement)


def _found(connection: psycopg.Connection, query: str, value: str) -> bool:
    return connection.execute(query, [value]).fetchone() is not None


@contextmanager
def _superuser(*, sockets: Path) -> Iterator[psycopg.Connection]:
    connection = psycopg.connect(
        dbname="template1",
        host=str(sockets),
        user=SUPERUSER,
        password=secret(SUPERUSER),
        application_name="stegvis start",
        autocommit=True,
    )
    with connection:
        yield connection

"""Real PostgreSQL for every test: a database per worker, migrated by its owner, used as the app.

``db`` rolls back after each test. ``committed`` commits for real, for what another connection
must see (snapshots, parallel transactions, a browser), and empties the tables afterwards.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.management import call_command
from django.db import connections
from django.http import HttpRequest
from django.utils import translation
from hypothesis import settings
from psycopg import sql

import stegvis
from stegvis.access import sessions
from stegvis.config import database, embedded
from stegvis.config.settings import LANGUAGE_CODE

PROGRAM = Path(stegvis.__file__).parent
MIGRATED, UNFINISHED = "test_migrated_", "test_unfinished"

# Filled by migrations; everything else is emptied after a committed test.
KEPT = (
    "django_migrations",
    "django_content_type",
    "organisations_municipality",
    "organisations_code",
)


# Emptying a table that nobody wrote to costs as much as emptying one with rows.
_WRITTEN_TO = """
    SELECT string_agg(format('%%I', relname), ', ') FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND pg_relation_size(oid) > 0 AND NOT relname = ANY(%s)
"""

# A seeded few of each property in every run, all of them with `./test --long NAME`.
settings.register_profile("few", max_examples=10, deadline=None)
settings.register_profile("many", max_examples=200, deadline=None)
settings.load_profile("many" if os.environ.get("STEGVIS_LONG") else "few")


def _whole_login(request: HttpRequest, **_kwargs: object) -> None:
    """``client.force_login`` stands for a whole login, the second factor included."""
    if request.method is None:  # a request that nobody sent: the test client's own
        sessions.begin(request, second_factor=True)


user_logged_in.connect(_whole_login)


def _server(alias: str = "owner") -> psycopg.Connection:
    given = database.databases()[alias]
    return psycopg.connect(
        host=given["HOST"],
        port=given["PORT"] or None,
        user=given["USER"],
        password=given["PASSWORD"],
        dbname=given["NAME"],
        autocommit=True,
    )


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _create(server: psycopg.Connection, name: str, *, like: str = "template1") -> None:
    _drop(server, name)
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    server.execute(statement.format(sql.Identifier(name), sql.Identifier(like)))
    # What a test stored need not survive the machine.
    statement = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off")
    server.execute(statement.format(sql.Identifier(name)))


def _point_to(name: str) -> None:
    for alias in ("default", "owner", "figures"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _migrated(server: psycopg.Connection) -> str:
    """A database with the tables of the program as it is now, made once for all workers."""
    program = hashlib.sha256()
    for path in sorted(PROGRAM.rglob("*.py")):
        program.update(path.read_bytes())
    name = f"{MIGRATED}{program.hexdigest()[:12]}"
    found = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [MIGRATED]
    )
    there = {each for (each,) in found}
    if name not in there:
        for other in there:
            _drop(server, other)
        _create(server, UNFINISHED)
        _point_to(UNFINISHED)
        call_command("migrate", database="owner", verbosity=0, skip_checks=True)
        connections.close_all()
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        server.execute(rename.format(sql.Identifier(UNFINISHED), sql.Identifier(name)))
    return name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, request) -> Iterator[None]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_stegvis_{worker}"
    if database.uses_embedded():
        embedded.ensure_running()
    with _server() as server, django_db_blocker.unblock():
        server.execute("SELECT pg_advisory_lock(1)")
        _create(server, name, like=_migrated(server))
        _point_to(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    with _server() as server:
        _drop(server, name)


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Commits are real in this test; every table is emptied when it ends."""
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        connections["figures"].close()
        owner = connections["owner"]
        with owner.cursor() as cursor:
            cursor.execute(_WRITTEN_TO, [list(KEPT)])
            (written,) = cursor.fetchone()
            if written:
                cursor.execute(f"TRUNCATE {written} RESTART IDENTITY CASCADE")
        owner.close()


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    """Each test begins in the product's own language, whatever the page before it spoke."""
    with translation.override(LANGUAGE_CODE):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    """What is said is said in English."""
    with translation.override("en"):
        yield

"""The world of the access matrix, built once for each module that asks about it."""

from collections.abc import Iterator

import pytest
from django.db import connections

from tests.access.ground import build
from tests.access.matrix import Matrix
from tests.conftest import KEPT


@pytest.fixture(scope="module")
def matrix(django_db_setup, django_db_blocker) -> Iterator[Matrix]:
    """One world for all tests of a module: nothing that they do stays."""
    with django_db_blocker.unblock():
        yield Matrix(build())
        for alias in ("default", "figures"):
            connections[alias].close()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(format('%%I', tablename), ', ') FROM pg_tables"
                " WHERE schemaname = 'public' AND NOT tablename = ANY(%s)",
                [list(KEPT)],
            )
            cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} RESTART IDENTITY CASCADE")
        connections["owner"].close()

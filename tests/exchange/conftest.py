"""The operator's view of the database, in which imports and exports are checked."""

from collections.abc import Iterator

import pytest

from stegvis.access import context
from stegvis.access.scope import Scope


@pytest.fixture
def all_rows(db) -> Iterator[None]:
    with context.acting(Scope(everything=True)):
        yield

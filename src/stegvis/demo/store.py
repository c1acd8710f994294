"""Keeps rows in large inserts and remembers how many of each kind there were."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Manager, Model

BATCH = 500

Row = TypeVar("Row", bound=Model)


class Store:
    """Where made-up rows go; `rows` counts them by model."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()

    def keep(self, rows: Iterable[Row]) -> list[Row]:
        """Insert rows of one model and give them back with their keys."""
        made = list(rows)
        if not made:
            return made
        model = type(made[0])
        self.rows[model.__name__] += len(made)
        manager: Manager[Row] = model._default_manager  # noqa: SLF001 - its public name in Django
        return manager.bulk_create(made, batch_size=BATCH)

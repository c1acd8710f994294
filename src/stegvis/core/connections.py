"""Database connections of threads that nobody else looks after."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def own_connections() -> Iterator[None]:
    """Close the connections of this thread when the job is done.

    The worker runs jobs in threads of its own, whose connections nobody else closes. Stands
    under ``@app.task``.
    """
    try:
        yield
    finally:
        connections.close_all()

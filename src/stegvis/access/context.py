"""The context that row-level security reads: who acts, and which rows that opens.

Set with ``set_config(…, true)``, so it ends with the transaction; without it no row of a
personal table is visible or writable.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from stegvis.access import readlog
from stegvis.access.scope import Scope

_SETTINGS = (
    "stegvis.user_id",
    "stegvis.sites",
    "stegvis.owners",
    "stegvis.participations",
    "stegvis.request_id",
    "stegvis.everything",
)
_SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
_READ = "SELECT " + ", ".join(
    f"coalesce(current_setting('{name}', true), '')" for name in _SETTINGS
)


def _values(scope: Scope) -> list[str]:
    return [
        str(scope.user_id or ""),
        ",".join(map(str, sorted(scope.sites_with_persons))),
        ",".join(map(str, sorted(scope.owners_with_persons))),
        ",".join(map(str, sorted(scope.participations))),
        readlog.REQUEST_ID.get(),
        "on" if scope.everything else "",
    ]


def enter(scope: Scope) -> None:
    """Give the rest of the running transaction the context of `scope`."""
    if not connection.in_atomic_block:
        raise RuntimeError("A context belongs to a transaction; open one with atomic() first.")
    with connection.cursor() as cursor:
        cursor.execute(_SET, _values(scope))


@contextmanager
def acting(scope: Scope) -> Iterator[None]:
    """Run the block in a transaction with the context of `scope`, then give back the former."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_READ)
            before = list(cursor.fetchone())
        enter(scope)
        yield
        with connection.cursor() as cursor:
            cursor.execute(_SET, before)


@contextmanager
def operator(*, action: str, purpose: str = "") -> Iterator[None]:
    """Run the block as the operator of this machine, who reaches every row, and log that it was.

    The command line acts so (exchange format, section 3): one read-log row with the
    operating-system user, what was done and the stated purpose.
    """
    with acting(Scope(everything=True)):
        readlog.record(readlog.operating_system_user(), action=action, purpose=purpose)
        yield

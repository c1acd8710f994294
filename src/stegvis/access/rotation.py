"""Changing the master key: every data key wrapped anew, every fingerprint made anew.

In batches of one short transaction each, beside running servers: whatever is read opens under the
old or the new key, and whoever stops in the middle goes on by running it again. What the data keys
seal is not touched. The old master key can be removed once `in_use` names it no more; older
backups need it.
"""

import time
from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, models, transaction

from stegvis.access import vault
from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.access.sealing import DataKey, FingerprintedRow

BATCH = 500
PATIENCE = 500  # milliseconds
WAIT = 0.05  # seconds, for rows that somebody else is just writing
EVERYTHING = Scope(everything=True)


def in_use() -> dict[int, int]:
    """Number of a master key -> how many data keys and fingerprints need it."""
    found: Counter[int] = Counter()
    with acting(EVERYTHING):
        for rows, field in ((DataKey.objects.all(), "master"), *_prints()):
            counted = rows.order_by().values(field).annotate(rows=models.Count("pk"))
            found.update({each[field]: each["rows"] for each in counted})
    return dict(sorted(found.items()))


def left() -> int:
    """How many data keys and fingerprints are not under the current master key."""
    current = vault.current_master()
    return sum(rows for master, rows in in_use().items() if master != current)


def renew(*, batch: int = BATCH) -> Iterator[int]:
    """Bring everything under the current master key; yields the rows of each batch.

    Ends when nothing is left, also of what was begun under the old key before this.
    """
    while True:
        done = _rewrap(batch) + sum(_reprint(model, batch) for model in fingerprinted())
        if done:
            yield done
        elif _finished():
            return
        else:
            time.sleep(WAIT)


def fingerprinted() -> list[type[FingerprintedRow]]:
    """The models whose rows are found again by a fingerprint."""
    return [model for model in apps.get_models() if issubclass(model, FingerprintedRow)]


def _prints() -> Iterator[tuple["models.QuerySet[FingerprintedRow]", str]]:
    for model in fingerprinted():
        rows = model.objects.filter(number_master__isnull=False)
        yield rows, "number_master"


def _rewrap(batch: int) -> int:
    current = vault.current_master()
    with acting(EVERYTHING):
        old = DataKey.objects.exclude(master=current).order_by("pk")
        keys = list(old.select_for_update(skip_locked=True)[:batch])
        for key in keys:
            wrapped = bytes(key.wrapped)  # empty once its person has been erased
            key.wrapped = vault.rewrapped(wrapped, master=key.master)[0] if wrapped else wrapped
            key.master = current
        DataKey.objects.bulk_update(keys, ["wrapped", "master"])
    return len(keys)


def _reprint(model: type[FingerprintedRow], batch: int) -> int:
    current = vault.current_master()
    with acting(EVERYTHING):
        old = model.objects.exclude(number_master=current).exclude(number_master=None)
        rows = old.select_related("key").order_by("pk")
        found = list(rows.select_for_update(of=("self",), skip_locked=True)[:batch])
        for row in found:
            _take_print(row)
    return len(found)


def _take_print(row: FingerprintedRow) -> None:
    """Under the current key, or none: of the erased, and of one stored twice meanwhile."""
    try:
        row.take_print()
        with transaction.atomic():
            row.save(update_fields=["number_print", "number_master"])
    except (vault.Destroyed, IntegrityError):
        row.number_print = row.number_master = None
        row.save(update_fields=["number_print", "number_master"])


def _finished() -> bool:
    """Nothing is left, and nobody is still writing under the old key.

    The lock waits for those who are, a moment at a time so that nobody waits long for it; whoever
    comes after it finds the new key.
    """
    table = connection.ops.quote_name(DataKey._meta.db_table)
    try:
        with acting(EVERYTHING), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}ms'")
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            return left() == 0
    except OperationalError:  # somebody writes for longer than that: look again later
        return False

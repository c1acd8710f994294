"""Restoring a backup: into a database of its own, looked at, and only then put in place."""

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from django.conf import settings

from stegvis.access import context
from stegvis.config.backup import again, invariants, reading, scratch, tables
from stegvis.config.backup.making import folder
from stegvis.config.backup.reading import Backup
from stegvis.config.backup.sealed import BackupFault

LISTED = 10


@dataclass(frozen=True)
class Restored:
    """What was restored: rows, files, what had been erased since, and in how many seconds."""

    rows: int
    files: int
    erased: Counter[str]
    looked_at: int
    seconds: float


def rehearse(backup: Backup, *, today: date) -> Restored:
    """Restore into a database of its own, look at it and drop it; nothing else is touched."""
    with _filled(backup, today=today) as (_name, restored):
        return restored


def restore(backup: Backup, *, today: date, purpose: str) -> Restored:
    """Put the backup in the place of what is there now.

    Raises BackupFault, with everything as it was, when something does not hold or the database
    is in use.
    """
    with _filled(backup, today=today) as (name, restored):
        with scratch.pointed_at(name), context.operator(action="restore", purpose=purpose):
            pass  # the restored log says that it was
        fresh = _files(backup)
        try:
            scratch.put_in_place(name)
        except BackupFault:
            shutil.rmtree(fresh)
            raise
        _put_files(fresh)
        shutil.rmtree(Path(settings.VAR) / "snapshots", ignore_errors=True)
    return restored


@contextmanager
def _filled(backup: Backup, *, today: date) -> Iterator[tuple[str, Restored]]:
    began = time.monotonic()
    with scratch.made() as name:
        with scratch.pointed_at(name):
            erased = _fill(backup, today=today)
            problems = invariants.problems()
        if problems:
            raise BackupFault(
                "The restored database is not in order, so nothing has been changed:\n"
                + "\n".join(problems[:LISTED])
            )
        rows = sum(backup.rows.values())
        seconds = time.monotonic() - began
        yield name, Restored(rows, backup.files, erased, invariants.number(), seconds)


def _fill(backup: Backup, *, today: date) -> Counter[str]:
    scratch.migrate_to(backup.contents.migrations)
    loaded = tables.load(backup.contents, reading.tables(backup))
    if loaded != backup.rows:
        raise BackupFault("Some rows of the backup did not arrive; nothing has been changed.")
    scratch.migrate_forward()
    return again.erase_again(today=today, known_until=backup.made_at.date())


def _files(backup: Backup) -> Path:
    fresh = folder().with_name("files.restored")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    for name, blocks in reading.files(backup):
        _write(fresh, name, blocks)
    return fresh


def _write(below: Path, name: PurePosixPath, blocks: Iterator[bytes]) -> None:
    if name.is_absolute() or ".." in name.parts:
        raise BackupFault(f"The backup holds a file outside its folder: {name}.")
    path = below / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for block in blocks:
            file.write(block)


def _put_files(fresh: Path) -> None:
    former = folder().with_name("files.before")
    shutil.rmtree(former, ignore_errors=True)
    if folder().exists():
        folder().rename(former)
    fresh.rename(folder())
    shutil.rmtree(former, ignore_errors=True)

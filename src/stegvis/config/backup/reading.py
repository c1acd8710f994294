"""Reading a backup: all of it, before anything is done with any of it."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from stegvis.config.backup import sealed
from stegvis.config.backup.making import CONTENTS, COUNTS, FILE, TABLE
from stegvis.config.backup.members import members
from stegvis.config.backup.sealed import BackupFault
from stegvis.config.backup.tables import Contents


@dataclass(frozen=True)
class Backup:
    """A file whose every byte has been found to be as it was written."""

    path: Path
    key: str
    made_at: datetime
    contents: Contents
    rows: dict[str, int]
    files: int


def verified(path: Path, *, key: str) -> Backup:
    """Read the file from the first byte to the last. Raises BackupFault for the first difference.

    Nothing is written and no database is asked.
    """
    try:
        made_at = datetime.fromisoformat(sealed.header(path)["made_at"])
        found, rows, files, counts = _read(path, key)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupFault(f"{path} cannot be read as a backup: use another copy.") from error
    if found is None or counts != {"rows": dict(rows), "files": files}:
        raise BackupFault(f"{path} does not hold what it says that it holds: use another copy.")
    return Backup(path, key, made_at, found, dict(rows), files)


def tables(backup: Backup) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each table's name and rows."""
    for name, blocks in members(backup.path, key=backup.key):
        if name.startswith(TABLE):
            yield name.removeprefix(TABLE), blocks


def files(backup: Backup) -> Iterator[tuple[PurePosixPath, Iterator[bytes]]]:
    """Each file's place below the folder of files, and its bytes."""
    for name, blocks in members(backup.path, key=backup.key):
        if name.startswith(FILE):
            yield PurePosixPath(name.removeprefix(FILE)), blocks


def _read(path: Path, key: str) -> tuple[Contents | None, Counter[str], int, object]:
    found, rows, files = None, Counter[str](), 0
    counts: object = None
    for name, blocks in members(path, key=key):
        if name == CONTENTS:
            found = _contents(json.loads(b"".join(blocks)))
        elif name == COUNTS:
            counts = json.loads(b"".join(blocks))
        elif name.startswith(TABLE):
            rows[name.removeprefix(TABLE)] = sum(block.count(b"\n") for block in blocks)
        else:
            files += 1
    return found, rows, files, counts


def _contents(said: dict[str, object]) -> Contents:
    tables, sequences, migrations = said["tables"], said["sequences"], said["migrations"]
    assert isinstance(tables, dict)
    assert isinstance(sequences, dict)
    assert isinstance(migrations, list)
    return Contents(tables, sequences, [(app, name) for app, name in migrations])

"""Making a backup: the tables of one moment and the files beside them, in one encrypted file."""

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from stegvis.config.backup import tables
from stegvis.config.backup.members import Archive
from stegvis.config.backup.sealed import BackupFault, Writer
from stegvis.config.folders import secret

CONTENTS, COUNTS = "contents.json", "counts.json"
TABLE, FILE = "table/", "file/"
BLOCK = 256 * 1024
KEY = "backup"  # the file in var/secret


@dataclass(frozen=True)
class Made:
    """What a backup holds: rows by table, files, and its size in bytes."""

    rows: dict[str, int]
    files: int
    size: int


def key_of(file: Path | None) -> str:
    """The text that the key is stretched from: a file of one's own, else `var/secret/backup`."""
    return file.read_text(encoding="utf-8") if file else secret(KEY)


def make(*, to: Path, key: str, now: datetime) -> Made:
    """Write the backup to `to`, which must be new; nothing stands there until it is whole."""
    if to.exists():
        raise BackupFault(f"{to} exists already: name a new file.")
    draft = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            said = {"made_at": now.astimezone(UTC).isoformat(), "stegvis": version("stegvis")}
            archive = Archive(Writer(file, key=key, header=said))
            rows = _tables(archive)
            files = _files(archive)
            counts = {"rows": dict(rows), "files": files}
            archive.add(COUNTS, [json.dumps(counts).encode()])
            archive.close()
        draft.rename(to)
    finally:
        draft.unlink(missing_ok=True)
    return Made(dict(rows), files, to.stat().st_size)


def folder() -> Path:
    """The files that belong to a backup: finished reports and what has been uploaded."""
    return Path(settings.VAR) / "files"


def _tables(archive: Archive) -> Counter[str]:
    rows: Counter[str] = Counter()
    with transaction.atomic(), connection.cursor() as cursor:
        tables.see_all_at_once(cursor)
        found = tables.contents()
        archive.add(CONTENTS, [json.dumps(asdict(found)).encode()])
        for name, columns in found.tables.items():
            archive.add(TABLE + name, _counted(tables.rows_of(cursor, name, columns), rows, name))
    return rows


def _counted(blocks: Iterator[bytes], rows: Counter[str], name: str) -> Iterator[bytes]:
    """The same blocks; each row ends in the only line feed that it holds unescaped."""
    rows[name] = 0
    for block in blocks:
        rows[name] += block.count(b"\n")
        yield block


def _files(archive: Archive) -> int:
    found = sorted(path for path in folder().rglob("*") if path.is_file() and not path.is_symlink())
    for path in found:
        archive.add(FILE + path.relative_to(folder()).as_posix(), _blocks(path))
    return len(found)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block

"""The snapshot of each association: built anew when a change that it lacks has been committed.

A writing transaction leaves its number in `organisations_change`. A snapshot stores which
transactions it saw, so it is stale when a visible change is by one that it did not see; that holds
also for transactions that commit in another order than they began.

Snapshots are derived personal data: a private folder each, written aside and renamed, the older
one removed.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from stegvis.measures import snapshot
from stegvis.measures.build import build, write
from stegvis.measures.extract import extract
from stegvis.measures.faults import UnknownPlace
from stegvis.measures.snapshot import Snapshot
from stegvis.measures.statements import fingerprint

FIGURES = "figures"
DRAFT = ".draft-"
META = "snapshot.json"


@dataclass(frozen=True)
class Home:
    """Where an association's snapshots lie: by server, database and association."""

    association: int
    folder: Path


@dataclass(frozen=True)
class Built:
    """An open snapshot and the transactions that it saw."""

    seen: str
    snapshot: Snapshot


_open: dict[Home, Built] = {}


def current(association: str) -> Snapshot:
    """The snapshot of the association with this slug that holds all that is committed now.

    Raises UnknownPlace when there is no such association.
    """
    with connections[FIGURES].cursor() as cursor:
        home = _home(cursor, association)
        found = _open.get(home)
        if found is None or _is_stale(cursor, home, found.seen):
            found = _open[home] = _renewed(cursor, home)
        return found.snapshot


def forget(association: str) -> None:
    """Remove what snapshots hold of the association; the next question builds them anew."""
    with connections[FIGURES].cursor() as cursor:
        home = _home(cursor, association)
    with _alone(home):
        _open.pop(home, None)
        _remove_all_but(home, None)


def _home(cursor: CursorWrapper, association: str) -> Home:
    cursor.execute(
        "SELECT id, system_identifier, (SELECT oid FROM pg_database"
        " WHERE datname = current_database())"
        " FROM organisations_association, pg_control_system() WHERE slug = %s",
        [association],
    )
    found = cursor.fetchone()
    if found is None:
        raise UnknownPlace(f"There is no association «{association}».")
    number, server, database = found
    return Home(number, Path(settings.VAR, "snapshots", f"{server}-{database}", str(number)))


def _is_stale(cursor: CursorWrapper, home: Home, seen: str) -> bool:
    """Whether a committed change is by a transaction not seen; the index holds the newest last."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM organisations_change WHERE association_id = %s"
        " AND xid >= pg_snapshot_xmin(%s::pg_snapshot)"
        " AND NOT pg_visible_in_snapshot(xid, %s::pg_snapshot))",
        [home.association, seen, seen],
    )
    (stale,) = cursor.fetchone()
    return bool(stale)


def _renewed(cursor: CursorWrapper, home: Home) -> Built:
    """The build on disk when it is fresh, as when another process has made it; else a new one."""
    with _alone(home):
        return _on_disk(cursor, home) or _build(home)


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """One at a time works in the folder of `home`, whichever process or thread it is in."""
    for folder in (*reversed(home.folder.parents[:2]), home.folder):
        folder.mkdir(mode=0o700, parents=False, exist_ok=True)
    with (home.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _on_disk(cursor: CursorWrapper, home: Home) -> Built | None:
    """The fresh build in the folder of `home`; one that is not is left unopened."""
    for folder in home.folder.iterdir():
        if folder.is_dir() and not folder.name.startswith(DRAFT):
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
            if meta.get("made_by") != fingerprint():  # other tables, or made in another way
                return None
            if _is_stale(cursor, home, meta["seen"]):
                return None
            opened = snapshot.open_folder(folder, data_version=meta["data_version"])
            return Built(meta["seen"], opened)
    return None


def _build(home: Home) -> Built:
    with _draft(home) as draft:
        with transaction.atomic(using=FIGURES), connections[FIGURES].cursor() as cursor:
            seen = _see_all_at_once(cursor)
            version = extract(cursor, home.association, folder=draft)
        connection = snapshot.connect()
        build(connection, extracts=draft)
        write(connection, folder=draft)
        for file in draft.glob("*.csv"):
            file.unlink()
        meta = {"seen": seen, "data_version": version, "made_by": fingerprint()}
        (draft / META).write_text(json.dumps(meta), encoding="utf-8")
        finished = draft.rename(home.folder / uuid4().hex)
    _remove_all_but(home, finished)
    return Built(seen, snapshot.of(connection, data_version=version))


@contextmanager
def _draft(home: Home) -> Iterator[Path]:
    """A folder for what is being built; nothing of it stays when the building fails."""
    folder = home.folder / f"{DRAFT}{uuid4().hex}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _see_all_at_once(cursor: CursorWrapper) -> str:
    """Every statement sees the same moment; returns which transactions it sees."""
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    # For a server that has one role for everything; the role for figures sees every row anyway.
    cursor.execute("SELECT set_config('stegvis.everything', 'on', true)")
    cursor.execute("SELECT pg_current_snapshot()::text")
    (seen,) = cursor.fetchone()
    return str(seen)


def _remove_all_but(home: Home, kept: Path | None) -> None:
    """Older builds, and drafts that were never finished."""
    for folder in home.folder.iterdir():
        if folder.is_dir() and folder != kept:
            shutil.rmtree(folder)

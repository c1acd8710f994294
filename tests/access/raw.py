"""The bytes that lie on the disk: the files of the server, its dump, and words in them."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
from django.db import connections

from stegvis.config.embedded.account import server_account
from stegvis.config.embedded.binaries import ENVIRONMENT, binaries_for
from stegvis.config.embedded.place import place, socket_folder
from stegvis.config.embedded.roles import SUPERUSER
from stegvis.config.folders import secret, var_folder


def spellings(words: Iterable[str]) -> set[bytes]:
    """Each word as a file may hold it: in both encodings, escaped, and as COPY writes it."""
    found = set()
    for word in words:
        escaped = json.dumps(word).strip('"')
        wide = word.encode("utf-16-le")
        found |= {word.encode(), word.encode("latin-1"), escaped.encode(), wide}
        found.add(escaped.replace("\\", "\\\\").encode())
        found.add(word.encode().hex().encode())
    return found


def superuser() -> psycopg.Connection:
    return psycopg.connect(
        host=str(socket_folder()),
        user=SUPERUSER,
        password=secret(SUPERUSER),
        dbname=connections["default"].settings_dict["NAME"],
        autocommit=True,
    )


def dump(to: Path) -> Path:
    """The whole database as pg_dump writes it, past every rule."""
    program = binaries_for(server_account(place().base)).program("pg_dump")
    command = [program, "--host", str(socket_folder()), "--username", SUPERUSER]
    name = connections["default"].settings_dict["NAME"]
    password = {"PGPASSWORD": secret(SUPERUSER)}
    target = to / "dump.sql"
    with target.open("wb") as file:
        subprocess.run([*command, name], check=True, stdout=file, env=ENVIRONMENT | password)
    return target


def files(folders: Iterable[Path]) -> Iterator[Path]:
    secrets = var_folder() / "secret"
    for folder in folders:
        for each in sorted(folder.rglob("*")):
            if each.is_file() and not each.is_symlink() and secrets not in each.parents:
                yield each


def holding(paths: Iterable[Path], words: Iterable[bytes]) -> dict[str, list[bytes]]:
    """The files in which one of `words` stands, with those that do."""
    found: dict[str, list[bytes]] = {}
    for path in paths:
        # The server removes temporary files while we look.
        with suppress(FileNotFoundError):
            there = _words_in(path, words)
            if there:
                found[str(path)] = there
    return found


def _words_in(path: Path, words: Iterable[bytes]) -> list[bytes]:
    raw = path.read_bytes()  # not mapped: the server cuts files off while we look
    return [word for word in words if word in raw]

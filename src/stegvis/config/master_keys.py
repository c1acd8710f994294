"""The master keys of the vault: outside the database, by number, the highest in use."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from stegvis.config.folders import private_folder, secret

SHORTEST = 32  # characters; a key this server draws itself has 64
NAME = "master-{}"


class MasterKeyFault(RuntimeError):
    """The master keys given to the server cannot be used; the sentence says why."""


class KeptInFiles(Mapping[int, str]):
    """Number -> secret, from the files ``master-N``; read anew when the folder has changed.

    So a running server takes a new key into use at once, and misses no row that was sealed under
    it by another process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read_at = -1
        self._found: dict[int, str] = {}

    def __getitem__(self, number: int) -> str:
        return self._now[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)

    @property
    def _now(self) -> dict[int, str]:
        changed_at = self.folder.stat().st_mtime_ns
        if changed_at != self._read_at:
            self._found = _checked(_kept(self.folder))
            self._read_at = changed_at
        return self._found


def master_keys(given: str) -> Mapping[int, str]:
    """Number -> secret, from ``1:secret,2:secret``; else the files ``var/secret/master-N``.

    The first is drawn at the first call; raises MasterKeyFault for keys that protect nothing.
    """
    if given:
        return _checked(_read(given))
    folder = private_folder("secret")
    if not _kept(folder):
        secret(NAME.format(1))
    kept = KeptInFiles(folder)
    len(kept)  # a fault shows at the start
    return kept


def draw_next(keys: Mapping[int, str]) -> int:
    """A new key after the highest of `keys`, in its file; its number.

    Raises MasterKeyFault when the keys come from the environment, where nobody can add one.
    """
    number = max(keys) + 1
    if not isinstance(keys, KeptInFiles):
        raise MasterKeyFault(
            f"The master keys come from STEGVIS_MASTER_KEYS: add one with the number {number} "
            "there, restart the server and the worker, and run this again."
        )
    secret(NAME.format(number))
    return number


def _checked(found: dict[int, str]) -> dict[int, str]:
    for number, text in found.items():
        if len(text) < SHORTEST:
            raise MasterKeyFault(
                f"Master key {number} has {len(text)} characters; give it at least {SHORTEST}, "
                "for example with: openssl rand -base64 48"
            )
    return found


def _read(given: str) -> dict[int, str]:
    found = {}
    for part in given.split(","):
        number, separator, text = part.strip().partition(":")
        if not separator or not number.isdecimal():
            raise MasterKeyFault(
                "STEGVIS_MASTER_KEYS is written 1:secret or 1:secret,2:secret; "
                "one of its parts has no number before a colon."
            )
        found[int(number)] = text
    return found


def _kept(folder: Path) -> dict[int, str]:
    found = {}
    for each in folder.iterdir():
        if re.fullmatch(r"master-\d+", each.name):
            with suppress(FileNotFoundError):  # removed at this very moment
                found[int(each.name[7:])] = each.read_text(encoding="ascii")
    return found

"""The file of a backup: a header that anybody can read, then pieces that only the key opens.

Each piece (1 MiB before encryption) is AES-GCM with its number and whether it is the last in the
nonce, and the header as what it is bound to: a bit changed, a piece moved, removed or added, and
a file cut off at any byte are all found. The key is stretched (scrypt) from the text of a file
and a salt that is drawn for each backup, so no nonce is ever used twice under one key.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"STEGVIS-BACKUP-1\n"
PIECE = 1024 * 1024
TAG = 16
SALT = 16
LONGEST_HEADER = 4096
SHORTEST_KEY = 20  # characters


class BackupFault(Exception):
    """The backup cannot be made or used; the sentence says why and what to do."""


class Writer:
    """Encrypts what is written to it, piece by piece; `close` writes the last one."""

    def __init__(self, file: BinaryIO, *, key: str, header: dict[str, str]) -> None:
        salt = secrets.token_bytes(SALT)
        written = json.dumps(header | {"salt": salt.hex()}).encode()
        self._head = MAGIC + len(written).to_bytes(4, "big") + written
        self._file, self._cipher = file, AESGCM(_stretched(key, salt))
        self._waiting, self._number = bytearray(), 0
        file.write(self._head)

    def write(self, data: bytes) -> int:
        """Take `data`; whole pieces go to the file."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """What is left is the last piece, however short; the file is on the disk."""
        self._put(bytes(self._waiting), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _put(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last=last)
        self._file.write(self._cipher.encrypt(nonce, piece, self._head))
        self._number += 1


def header(path: Path) -> dict[str, str]:
    """What the file says of itself to anybody. Raises BackupFault for another kind of file."""
    with path.open("rb") as file:
        return _header(file)[1]


def pieces(path: Path, *, key: str) -> Iterator[bytes]:
    """What was written, in pieces; raises BackupFault at the first that is not as it was."""
    with path.open("rb") as file:
        head, said = _header(file)
        cipher = AESGCM(_stretched(key, bytes.fromhex(said["salt"])))
        number, ahead = 0, file.read(PIECE + TAG)
        while True:
            piece, ahead = ahead, file.read(PIECE + TAG)
            try:
                yield cipher.decrypt(_nonce(number, last=not ahead), piece, head)
            except (InvalidTag, ValueError) as error:
                raise BackupFault(_damaged(path, number)) from error
            if not ahead:
                return
            number += 1


def _header(file: BinaryIO) -> tuple[bytes, dict[str, str]]:
    magic, size = file.read(len(MAGIC)), file.read(4)
    length = int.from_bytes(size, "big")
    text = file.read(length) if magic == MAGIC and length <= LONGEST_HEADER else b""
    try:
        said = json.loads(text)
        bytes.fromhex(said["salt"])
    except (ValueError, KeyError, TypeError) as error:
        raise BackupFault(
            f"{file.name} is no backup of Stegvis, or its beginning is damaged: use another copy."
        ) from error
    return magic + size + text, said


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _stretched(key: str, salt: bytes) -> bytes:
    text = key.strip()
    if len(text) < SHORTEST_KEY:
        raise BackupFault(
            f"The backup key has {len(text)} characters; give it at least {SHORTEST_KEY}."
        )
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(text.encode())


def _damaged(path: Path, number: int) -> str:
    return (
        f"{path} does not open: piece {number + 1} is damaged or missing, or the key is another. "
        "Nothing has been changed; use another copy or the key it was made with."
    )

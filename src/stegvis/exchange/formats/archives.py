"""Zip archives: looked at by their directory, refused before anything in them is unpacked."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from stegvis.exchange.formats.limits import (
    MAX_DIRECTORY_BYTES,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_COUNTS_FROM,
)
from stegvis.exchange.formats.refusals import Refusal

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
# What ends an archive: signature, disk numbers, entries, size and place of the directory.
_END = struct.Struct("<4s4H2LH")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# All that the library stumbles with over an archive that contradicts itself.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, LookupError),
)


def open_archive(file: BinaryIO, *, max_unpacked: int = MAX_UNPACKED_BYTES) -> zipfile.ZipFile:
    """The archive in `file`, once its directory has been found harmless.

    Raises Refusal for damaged, encrypted and oversized archives, for odd paths and for packing
    that only a bomb needs.
    """
    _check_end(file)
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except _DAMAGE:
        raise Refusal("zip_damaged") from None
    if len(entries) > MAX_ENTRIES:
        raise Refusal("zip_entries", limit=MAX_ENTRIES, value=len(entries))
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refusal("zip_twice")
    for entry in entries:
        _check_entry(entry)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > max_unpacked:
        raise Refusal("zip_unpacked", limit=max_unpacked // 2**20, value=unpacked // 2**20)
    return archive


def _check_end(file: BinaryIO) -> None:
    """Refuse a directory too large to read at all; zipfile would read all of it."""
    size = file.seek(0, io.SEEK_END)
    tail_from = max(0, size - _END.size - 65_535)
    file.seek(tail_from)
    tail = file.read()
    found = tail.rfind(EMPTY_ZIP)
    if found < 0 or len(tail) - found < _END.size:
        raise Refusal("zip_damaged")
    directory = _END.unpack_from(tail, found)[5]
    if directory > MAX_DIRECTORY_BYTES:  # also 0xFFFFFFFF, which announces zip64
        raise Refusal("zip_entries", limit=MAX_ENTRIES)
    file.seek(0)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if not name:
        raise Refusal("zip_damaged")
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        raise Refusal("zip_path", value=name)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal("zip_path", value=name)
    if entry.flag_bits & _ENCRYPTED:
        raise Refusal("encrypted", value=name)
    if entry.compress_type not in _METHODS:
        raise Refusal("zip_method", value=name)
    too_dense = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > RATIO_COUNTS_FROM and too_dense:
        raise Refusal("zip_ratio", value=name, limit=MAX_RATIO)


def opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    """Opens `entry` from its beginning at each call; damage shows as Refusal while reading."""
    return lambda: io.BufferedReader(_Member(archive, entry))


class _Member(io.RawIOBase):
    """An entry as a plain stream that gives no more than the directory promised."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        try:
            self._stream = archive.open(entry)
        except _DAMAGE:
            raise Refusal("zip_damaged", value=entry.filename) from None
        self._entry = entry

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except _DAMAGE:
            raise Refusal("zip_damaged", value=self._entry.filename) from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()

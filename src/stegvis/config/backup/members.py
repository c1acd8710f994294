"""What lies in a backup: named members one after the other, compressed, of any length.

A member is its name, its blocks and an empty block; an empty name ends the backup.
"""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from stegvis.config.backup import sealed
from stegvis.config.backup.sealed import BackupFault, Writer

LEVEL = 3
LARGEST = 2**31


class Archive:
    """Writes members into a sealed file."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._squeeze = writer, zlib.compressobj(LEVEL)

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """One member, whole."""
        self._block(name.encode())
        for block in blocks:
            if block:
                self._block(block)
        self._block(b"")

    def close(self) -> None:
        """Say that this was all."""
        self._block(b"")
        self._writer.write(self._squeeze.flush())
        self._writer.close()

    def _block(self, block: bytes) -> None:
        self._writer.write(self._squeeze.compress(len(block).to_bytes(4, "big") + block))


class _Stream:
    """Decompressed bytes of the sealed pieces, as many as are asked for."""

    def __init__(self, path: Path, key: str) -> None:
        self._pieces, self._expand = sealed.pieces(path, key=key), zlib.decompressobj()
        self._ready = bytearray()

    def block(self) -> bytes:
        return self._take(int.from_bytes(self._take(4), "big"))

    def finish(self) -> None:
        """Read on to the last piece: only then is it known that the file is whole."""
        for piece in self._pieces:
            self._ready += self._expanded(piece)
        if self._ready or not self._expand.eof or self._expand.unused_data:
            raise BackupFault("The backup goes on after its end: use another copy.")

    def _take(self, size: int) -> bytes:
        if size > LARGEST:
            raise BackupFault("The backup holds a member of an impossible size: use another copy.")
        while len(self._ready) < size:
            piece = next(self._pieces, None)
            if piece is None:
                raise BackupFault("The backup ends too early: use another copy.")
            self._ready += self._expanded(piece)
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        return taken

    def _expanded(self, piece: bytes) -> bytes:
        try:
            return self._expand.decompress(piece)
        except zlib.error as error:
            raise BackupFault("The backup cannot be expanded: use another copy.") from error


def members(path: Path, *, key: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each member's name and blocks; the blocks are to be read before the next member."""
    stream = _Stream(path, key)
    while name := stream.block():
        blocks = _blocks(stream)
        yield name.decode(), blocks
        for _ in blocks:  # what the reader did not want
            pass
    stream.finish()


def _blocks(stream: _Stream) -> Iterator[bytes]:
    while block := stream.block():
        yield block

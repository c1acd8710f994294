"""The rows of one table on their way in: read and found well-formed, waiting to be written.

They wait in a temporary file without a name, so that memory does not grow with their number and
nothing is left behind when the program is stopped.
"""

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from stegvis.exchange.registry import Key, Table, Values

BATCH = 2_000


@dataclass(frozen=True)
class Row:
    """One row: its number in the file and its values by column name."""

    number: int
    values: Values


def _unwatched(done: int) -> None:
    """Nobody is told."""


class Spool:
    """Objects in a file without a name, written and read back in groups.

    Groups, because pickle looks ahead: object by object it would copy the file's buffer each time.
    """

    _GROUP = 500

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._group: list[Any] = []

    def add(self, each: Any) -> None:
        self._group.append(each)
        if len(self._group) == self._GROUP:
            self._flush()

    def __iter__(self) -> Iterator[Any]:
        self._flush()
        self._file.seek(0)
        while head := self._file.read(8):
            group = self._file.read(int.from_bytes(head, "big"))
            yield from pickle.loads(group)  # noqa: S301 - written by this process
        self._file.seek(0, os.SEEK_END)

    def close(self) -> None:
        self._file.close()

    def _flush(self) -> None:
        if self._group:
            group = pickle.dumps(self._group, pickle.HIGHEST_PROTOCOL)
            self._file.write(len(group).to_bytes(8, "big") + group)
            self._group = []


@dataclass
class Incoming:
    """The rows of `table` found in `file`; `columns` are those it has or that were filled in.

    `keys` maps each key to its row, in the file's order.
    """

    table: Table
    file: str
    columns: tuple[str, ...]
    keys: dict[Key, int] = field(default_factory=dict)
    watch: Callable[[int], None] = _unwatched  # told how many rows have been read back
    _spool: Spool = field(default_factory=Spool)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        """Let go of the rows."""
        self._spool.close()

    def has(self, column: str) -> bool:
        return column in self.columns

    def add(self, row: Row) -> None:
        """Append a row; all are added before the first is read."""
        self._spool.add((row.number, [row.values[name] for name in self.columns]))
        self._count += 1

    def rows(self) -> Iterator[Row]:
        """All rows from the first one, as often as wanted but not two at the same time."""
        for number, values in self._spool:
            yield Row(number, dict(zip(self.columns, values, strict=True)))

    def batches(self, size: int = BATCH) -> Iterator[list[Row]]:
        """The rows in groups that fit in one statement."""
        rows = self.rows()
        done = 0
        while batch := list(islice(rows, size)):
            yield batch
            done += len(batch)
            self.watch(done)

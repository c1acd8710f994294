"""The rows of one table on their way in: read and found well-formed, waiting to be written.

They wait in a temporary file without a name, so that memory does not grow with their number and
nothing is left behind when the program is stopped.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from stegvis.exchange.registry import Key, Table, Values

BATCH = 2_000


@dataclass(frozen=True)
class Row:
    """One row: its number in the file and its values by column name."""

    number: int
    values: Values


def _nameless() -> BinaryIO:
    return tempfile.TemporaryFile(buffering=1024 * 1024)  # type: ignore[return-value]


def _unwatched(done: int) -> None:
    """Nobody is told."""


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
    _rows: BinaryIO = field(default_factory=_nameless)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        """Let go of the rows."""
        self._rows.close()

    def has(self, column: str) -> bool:
        return column in self.columns

    def add(self, row: Row) -> None:
        """Append a row; all are added before the first is read."""
        pickle.dump((row.number, [row.values[name] for name in self.columns]), self._rows)
        self._count += 1

    def rows(self) -> Iterator[Row]:
        """All rows from the first one, as often as wanted but not two at the same time."""
        self._rows.seek(0)
        for _ in range(self._count):
            number, values = _load(self._rows)
            yield Row(number, dict(zip(self.columns, values, strict=True)))

    def batches(self, size: int = BATCH) -> Iterator[list[Row]]:
        """The rows in groups that fit in one statement."""
        rows = self.rows()
        done = 0
        while batch := list(islice(rows, size)):
            yield batch
            done += len(batch)
            self.watch(done)


def _load(file: BinaryIO) -> Any:
    return pickle.load(file)  # noqa: S301 - written by this process, in a file without a name

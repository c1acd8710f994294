"""Workbooks (.xlsx), read by a process of its own so that no file can harm the one that asks."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from stegvis.exchange.formats.cells import Cell, Line, Sheet, Unusable
from stegvis.exchange.formats.limits import WORKBOOK_SECONDS
from stegvis.exchange.formats.refusals import Refusal

_READER = [sys.executable, "-I", "-X", "utf8", "-m", "stegvis.exchange.formats.workbook_process"]


@contextmanager
def open_workbook(path: Path) -> Iterator[list[Sheet]]:
    """The sheets of the workbook at `path`, in its order.

    Rows wait in a nameless temporary file until the block ends, so memory does not grow with
    them. Raises Refusal when the workbook cannot be accepted as a whole.
    """
    with tempfile.TemporaryFile() as rows:
        _read_into(rows, path)
        yield _split(rows, path.name)


def _read_into(rows: BinaryIO, path: Path) -> None:
    with path.open("rb") as workbook:
        try:
            ended = subprocess.run(
                _READER,
                stdin=workbook,
                stdout=rows,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=WORKBOOK_SECONDS + 30,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refusal("workbook_time", limit=WORKBOOK_SECONDS) from None
    if ended.returncode < 0:  # ended by a limit: the processor's time, or memory
        raise Refusal("workbook_time", limit=WORKBOOK_SECONDS)
    if ended.returncode > 0:
        raise Refusal("workbook_memory")


def _split(rows: BinaryIO, file: str) -> list[Sheet]:
    """Where each sheet begins, from one pass over the rows."""
    rows.seek(0)
    book: dict[str, Any] = {}
    begins: list[tuple[str, int]] = []
    for text in rows:
        if text.startswith(b"["):
            continue
        found = json.loads(text)
        if "refused" in found:
            refusal = Refusal.from_json(found["refused"])
            refusal.details.setdefault("sheet", begins[-1][0] if begins else "")
            raise refusal
        if "sheet" in found:
            begins.append((found["sheet"], rows.tell()))
        else:
            book = found["book"]
    return [
        Sheet(
            name=name.strip(),
            file=f"{file} [{name}]",
            lines=_reading(rows, place),
            exact=book["exact"],
            origin_1904=book["origin_1904"],
            ragged=True,
        )
        for name, place in begins
    ]


def _reading(rows: BinaryIO, place: int) -> Callable[[], Iterator[Line]]:
    return partial(_lines, rows, place)


def _lines(rows: BinaryIO, place: int) -> Iterator[Line]:
    while True:
        rows.seek(place)
        text = rows.readline()
        if not text.startswith(b"["):
            return
        place = rows.tell()
        number, cells = json.loads(text)
        yield number, [_cell(value) for value in cells]


def _cell(value: Any) -> Cell:
    if not isinstance(value, dict):
        return value
    if "d" in value:
        return datetime.fromisoformat(value["d"])
    code, shown = value["e"]
    return Unusable(code, shown)

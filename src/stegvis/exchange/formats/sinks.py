"""Where an export goes: a folder of CSV, a zip of it, or a workbook; complete or not at all."""

import csv
import io
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.formats.sources import DESCRIPTOR
from stegvis.exchange.formats.values import looks_like_formula
from stegvis.exchange.formats.workbook_mark import MARK_EXACT

Out = str | date | Decimal | int
AddRow = Callable[[Sequence[Out]], None]
_LONGEST_IN_SHEET = 32_767
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same rows make the same file, whenever it is made


class Sink(Protocol):
    """Takes tables one after the other and then, where it has room for one, their descriptor."""

    escapes: bool  # whether text must be kept from being taken for a formula

    def table(self, name: str, headings: Sequence[str]) -> Any:
        """A context whose value takes the rows of the table."""

    def describe(self, descriptor: dict[str, Any]) -> None:
        """Keep the descriptor."""


@contextmanager
def open_sink(path: Path, names: Sequence[str]) -> Iterator[Sink]:
    """The sink for `path` by its ending: .zip, .xlsx, or a folder that is new or empty.

    `names` are the tables to come, in the order in which sheets are to stand. What is written
    appears under its name only when the block ends well; nobody else can read it.
    """
    kind = path.suffix.lower()
    if kind in (".csv", ".json", ".xls", ".ods"):
        raise Refusal("export_ending", value=path.name)
    if path.is_dir() and (kind in _FILES or any(path.iterdir())):
        raise Refusal("export_there", value=path.name)
    if not path.parent.is_dir():
        raise Refusal("export_nowhere", value=str(path.parent))
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with _FILES.get(kind, _folder)(draft, names) as sink:
            yield sink
        if path.is_dir():
            path.rmdir()
        draft.replace(path)
    finally:
        _remove(draft)


def _remove(draft: Path) -> None:
    if draft.is_dir():
        shutil.rmtree(draft)
    else:
        draft.unlink(missing_ok=True)


def _private(path: Path) -> io.FileIO:
    return io.FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+")


# Folder


class FolderSink:
    """One CSV file for each table, in a folder of their own."""

    escapes = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def table(self, name: str, headings: Sequence[str]) -> Iterator[AddRow]:
        with (
            _private(self._folder / f"{name}.csv") as raw,
            io.BufferedWriter(raw) as buffered,
            io.TextIOWrapper(buffered, encoding="utf-8", newline="") as file,
        ):
            yield _csv_rows(file, headings)

    def describe(self, descriptor: dict[str, Any]) -> None:
        with _private(self._folder / DESCRIPTOR) as file:
            file.write(_json(descriptor))


@contextmanager
def _folder(draft: Path, _names: Sequence[str]) -> Iterator[FolderSink]:
    draft.mkdir(mode=0o700)
    yield FolderSink(draft)


def _csv_rows(file: io.TextIOBase, headings: Sequence[str]) -> AddRow:
    writer = csv.writer(file)
    writer.writerow(headings)
    return writer.writerow


def _json(descriptor: dict[str, Any]) -> bytes:
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


# Zip


class ZipSink:
    """The same files, packed."""

    escapes = True

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def table(self, name: str, headings: Sequence[str]) -> Iterator[AddRow]:
        with (
            self._archive.open(_entry(f"{name}.csv"), "w") as entry,
            io.TextIOWrapper(entry, encoding="utf-8", newline="") as file,
        ):
            yield _csv_rows(file, headings)

    def describe(self, descriptor: dict[str, Any]) -> None:
        self._archive.writestr(_entry(DESCRIPTOR), _json(descriptor))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def _zip(draft: Path, _names: Sequence[str]) -> Iterator[ZipSink]:
    with _private(draft) as file, zipfile.ZipFile(file, "w") as archive:
        yield ZipSink(archive)


# Workbook


class WorkbookSink:
    """One sheet for each table; text is stored as text, so nothing needs escaping."""

    escapes = False

    def __init__(self, book: Any, names: Sequence[str]) -> None:
        self._sheets = {name: book.add_worksheet(name) for name in names}
        self._heading = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        # Shown in the cell's properties, so that editing it does not turn it into a formula.
        self._text = book.add_format({"quote_prefix": True})

    @contextmanager
    def table(self, name: str, headings: Sequence[str]) -> Iterator[AddRow]:
        sheet = self._sheets[name]
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 16)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self._heading)
        number = 0

        def add(cells: Sequence[Out]) -> None:
            nonlocal number
            number += 1
            for column, value in enumerate(cells):
                self._write(sheet, number, column, value)

        yield add

    def _write(self, sheet: Any, row: int, column: int, value: Out) -> None:
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self._day)
        elif isinstance(value, Decimal | int):
            sheet.write_number(row, column, value)
        elif value:
            if len(value) > _LONGEST_IN_SHEET:
                raise Refusal("export_too_long", row=row + 1, value=value, limit=_LONGEST_IN_SHEET)
            computed = looks_like_formula(value)
            sheet.write_string(row, column, value, self._text if computed else None)

    def describe(self, descriptor: dict[str, Any]) -> None:
        """A workbook has its headings only; the data package carries the schema."""


@contextmanager
def _workbook(draft: Path, names: Sequence[str]) -> Iterator[WorkbookSink]:
    # Rows wait in files of the library's own; they must be nobody else's to read either.
    parts = draft.with_name(f"{draft.name}.parts")
    parts.mkdir(mode=0o700)
    try:
        with _private(draft) as file:
            options = {"constant_memory": True, "tmpdir": str(parts)}
            with closing(xlsxwriter.Workbook(file, options)) as book:
                book.set_custom_property(MARK_EXACT, 1)
                yield WorkbookSink(book, names)
    finally:
        shutil.rmtree(parts)


_FILES: dict[str, Callable[[Path, Sequence[str]], Any]] = {".zip": _zip, ".xlsx": _workbook}

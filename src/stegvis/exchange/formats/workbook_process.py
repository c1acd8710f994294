"""Reads one workbook in a process of its own and writes its rows as lines of JSON.

Run by ``workbooks``; the workbook is standard input. The process gives itself a ceiling of memory
and time, opens no other file and no connection, and never computes a formula: a cell with one
gives the value the program saved with it.

Lines written: ``{"book": {…}}`` once, ``{"sheet": name}`` for each sheet, ``[row, [cells]]`` for
each row that holds something, ``{"refused": {…}}`` as the last line where something cannot be
accepted. Dates are ``{"d": "2022-05-20T00:00:00"}``, spoiled cells ``{"e": [code, shown]}``.
"""

import json
import math
import os
import re
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any, BinaryIO

from stegvis.exchange.formats import archives, limits
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.formats.workbook_mark import MARK_EXACT

# openpyxl loads numpy where it finds it: 100 MB that nothing here needs.
sys.modules["numpy"] = None  # type: ignore[assignment]

from openpyxl.reader.excel import ExcelReader  # noqa: E402
from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: E402
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: E402
from openpyxl.worksheet._reader import (  # noqa: E402
    FORMULA_TAG,
    INLINE_STRING,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS  # noqa: E402
from openpyxl.xml.functions import iterparse  # noqa: E402

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_STRING = f"{{{SHEET_MAIN_NS}}}si"
_TEXT = f"{{{SHEET_MAIN_NS}}}t"
_RUN = f"{{{SHEET_MAIN_NS}}}r"
_STRING_START = re.compile(rb"<(?:\w+:)?si[\s/>]")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def main() -> int:
    """Read standard input, write standard output; 0 also where the workbook is refused."""
    _limit_this_process()
    warnings.simplefilter("ignore")
    try:
        _write(_document(sys.stdin.buffer))
    except Refusal as refusal:
        _refuse(refusal)
    except MemoryError:
        _refuse(Refusal("workbook_memory"))
    except Exception:  # noqa: BLE001 - whatever the parser stumbles on is the file's fault
        _refuse(Refusal("workbook_damaged"))
    return 0


def _write(document: Iterable[Any]) -> None:
    written = 0
    for line in document:
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        written += len(text)
        if written > limits.MAX_UNPACKED_BYTES:  # one long text, shown by a million cells
            raise Refusal("zip_unpacked", limit=limits.MAX_UNPACKED_BYTES // limits.MB)
        sys.stdout.write(text + "\n")


def _refuse(refusal: Refusal) -> None:
    sys.stdout.write(json.dumps({"refused": refusal.as_json()}) + "\n")


def _limit_this_process() -> None:
    memory = limits.WORKBOOK_MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    seconds = limits.WORKBOOK_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _document(file: BinaryIO) -> Iterator[Any]:
    _refuse_other_formats(file)
    archive = archives.open_archive(file, max_unpacked=limits.MAX_WORKBOOK_UNPACKED_BYTES)
    _refuse_unsafe_parts(archive)
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    strings = list(_shared_strings(archive, reader))
    reader.read_workbook()
    reader.read_custom()
    apply_stylesheet(archive, reader.wb)
    sheets = [
        (sheet.name, relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if "worksheet" in relation.Type and relation.target in reader.valid_files
    ]
    if len(sheets) > limits.MAX_SHEETS:
        raise Refusal("too_many_sheets", value=len(sheets), limit=limits.MAX_SHEETS)
    yield {
        "book": {
            "origin_1904": reader.wb.epoch == CALENDAR_MAC_1904,
            "exact": any(mark.name == MARK_EXACT for mark in reader.wb.custom_doc_props),
        }
    }
    for name, part in sheets:
        yield {"sheet": name}
        with archive.open(part) as source:
            yield from _rows(Rows(source, strings, reader.wb), name)


# What is refused before anything is parsed


def _refuse_other_formats(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    beginning = file.read(512)
    file.seek(0)
    if beginning.startswith(OLE):
        encrypted = _ENCRYPTED_STREAM in file.read(limits.MB * 8)
        raise Refusal("encrypted" if encrypted else "old_workbook")
    if not beginning:
        raise Refusal("empty_file")
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refusal("html_workbook")
    if not beginning.startswith((archives.ZIP, archives.EMPTY_ZIP)):
        raise Refusal("not_a_workbook")
    if size > limits.MAX_WORKBOOK_BYTES:
        raise Refusal("file_too_large", limit=limits.MAX_WORKBOOK_BYTES // limits.MB)


def _refuse_unsafe_parts(archive: zipfile.ZipFile) -> None:
    names = [entry.filename for entry in archive.infolist()]
    lowered = [name.lower() for name in names]
    if "mimetype" in lowered:
        raise Refusal("opendocument")
    if any(name.endswith("xl/workbook.bin") for name in lowered):
        raise Refusal("binary_workbook")
    if any(
        name.endswith(("vbaproject.bin", ".xlm")) or "/macrosheets/" in name for name in lowered
    ):
        raise Refusal("macros")
    if "[content_types].xml" not in lowered:
        raise Refusal("not_a_workbook")
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            _refuse_unsafe_xml(archive, entry)


def _refuse_unsafe_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """No declarations of entities, only UTF-8, no part larger than its kind needs."""
    is_strings = "sharedstrings" in entry.filename.lower()
    is_sheet = "/worksheets/" in entry.filename.lower()
    if is_strings and entry.file_size > limits.MAX_STRING_PART_BYTES:
        raise Refusal("too_many_strings", limit=limits.MAX_SHARED_STRINGS)
    if not (is_strings or is_sheet) and entry.file_size > limits.MAX_SETTINGS_PART_BYTES:
        raise Refusal("workbook_damaged")
    strings, tail = 0, b""
    with archive.open(entry) as part:
        beginning = part.read(256)
        if b"\x00" in beginning or re.search(rb"encoding=.(?!utf-?8)", beginning, re.IGNORECASE):
            raise Refusal("workbook_damaged")
        chunk = beginning
        while chunk:
            seen = tail + chunk
            if _DECLARATION.search(seen):
                raise Refusal("xml_declarations")
            if is_strings:
                strings += len(_STRING_START.findall(seen)) - len(_STRING_START.findall(tail))
                if strings > limits.MAX_SHARED_STRINGS:
                    raise Refusal("too_many_strings", limit=limits.MAX_SHARED_STRINGS)
            tail = seen[-32:]
            chunk = part.read(limits.MB)


# Strings


def _decoded(text: str) -> str:
    """Text as the sheet shows it: workbooks write control characters as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _plain(node: Any) -> str:
    """The text of a string, without formatting and without phonetic guides."""
    parts = [found.text or "" for found in node.findall(_TEXT)]
    for run in node.findall(_RUN):
        parts += [found.text or "" for found in run.findall(_TEXT)]
    return _decoded("".join(parts))


def _shared_strings(archive: zipfile.ZipFile, reader: ExcelReader) -> Iterator[str]:
    part = reader.package.find(SHARED_STRINGS)
    if part is None:
        return
    with archive.open(part.PartName[1:]) as source:
        for _, node in iterparse(source):
            if node.tag == _STRING:
                yield sys.intern(_plain(node))
                node.clear()


# Rows


class Rows(WorkSheetParser):
    """openpyxl's reader of one sheet, bounded, and silent about nothing it cannot give."""

    def __init__(self, source: IO[bytes], strings: list[str], book: Any) -> None:
        self.row_counter = 0
        super().__init__(
            source,
            strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001 - as its own reader does
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )

    def numbered(self) -> Iterator[tuple[int, list[tuple[int, Any]]]]:
        """Row number and (column number, cell) pairs; nothing of a passed row stays in memory."""
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self._row(element)
                element.clear()

    def _row(self, element: Any) -> tuple[int, list[tuple[int, Any]]]:
        stated = element.get("r")
        self.row_counter = int(float(stated)) if stated else self.row_counter + 1
        self.col_counter = 0
        if len(element) > limits.MAX_COLUMNS * 4:
            raise Refusal("too_many_columns", row=self.row_counter, limit=limits.MAX_COLUMNS)
        return self.row_counter, [self._cell(child) for child in element]

    def _cell(self, element: Any) -> tuple[int, Any]:
        if element.get("t") == "inlineStr":
            found = super().parse_cell(_without_text(element))
            inline = element.find(INLINE_STRING)
            return found["column"], None if inline is None else _plain(inline)
        found = super().parse_cell(element)
        value = found["value"]
        if value is None and element.find(FORMULA_TAG) is not None:
            return found["column"], {"e": ["formula", "=" + (element.findtext(FORMULA_TAG) or "")]}
        if found["data_type"] == "e":
            return found["column"], {"e": ["cell_error", str(value)]}
        if element.get("t") == "str":
            value = _decoded(value or "")
        return found["column"], _as_json(value)


def _without_text(element: Any) -> Any:
    bare = element.makeelement(element.tag, dict(element.attrib))
    bare.set("t", "n")
    return bare


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return {"e": ["time_of_day", str(value)]}
    if isinstance(value, float) and not math.isfinite(value):
        return {"e": ["cell_error", str(value)]}
    return value


def _rows(rows: Rows, sheet: str) -> Iterator[list[Any]]:
    filled = last = 0
    for number, pairs in rows.numbered():
        said = [(column, value) for column, value in pairs if value is not None]
        if number - last > limits.MAX_EMPTY_ROWS:
            raise Refusal("empty_rows", row=number, limit=limits.MAX_EMPTY_ROWS, sheet=sheet)
        if all(_is_blank(value) for _, value in said):
            continue
        if number <= last:
            raise Refusal("workbook_damaged", row=number, sheet=sheet)
        filled, last = filled + 1, number
        if filled > limits.MAX_ROWS + 1:
            raise Refusal("too_many_rows", row=number, limit=limits.MAX_ROWS, sheet=sheet)
        yield [number, _cells(said, number, sheet)]


def _cells(said: list[tuple[int, Any]], row: int, sheet: str) -> list[Any]:
    width = max(column for column, _ in said)
    if width > limits.MAX_COLUMNS:
        raise Refusal("too_many_columns", row=row, limit=limits.MAX_COLUMNS, sheet=sheet)
    cells: list[Any] = [None] * width
    for column, value in said:
        if isinstance(value, str) and len(value) > limits.MAX_CELL_CHARACTERS:
            raise Refusal("cell_too_long", row=row, limit=limits.MAX_CELL_CHARACTERS, sheet=sheet)
        cells[column - 1] = value
    return cells


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


if __name__ == "__main__":
    raise SystemExit(main())

"""Files for tests, in one line each."""

import json
import zipfile
from datetime import date
from pathlib import Path

import xlsxwriter

from stegvis.exchange.importing import run
from stegvis.exchange.request import Answer, Request


def csv_file(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes("".join(line + "\n" for line in lines).encode(encoding))
    return path


def zip_file(path: Path, **files: str | bytes) -> Path:
    """A zip; `__` in a name is a dot and `___` a slash, since keywords hold neither."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), content)
    return path


def workbook(path: Path, *, options: dict | None = None, **sheets: list[list[object]]) -> Path:
    """A workbook with the rows of each sheet; dates are date cells, text that is text."""
    book = xlsxwriter.Workbook(str(path), options or {})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
    book.close()
    return path


def repacked(path: Path, **changes: bytes | None) -> Path:
    """The zip at `path` with some entries replaced, added or (None) removed."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    for name, content in changes.items():
        entry = name.replace("___", "/").replace("__", ".")
        if content is None:
            entries.pop(entry)
        else:
            entries[entry] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def package(folder: Path, **resources: str) -> Path:
    """A data package without a schema: name and text of each table."""
    folder.mkdir(exist_ok=True)
    for name, text in resources.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    descriptor = {"resources": [{"name": name, "path": f"{name}.csv"} for name in resources]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    return folder


def imported(path: Path, **more: object) -> Answer:
    return run(Request(path=path, **more))


def tally(answer: Answer, table: str = "participations") -> tuple[int, int, int]:
    """New, changed and unchanged rows; fails with the faults where there are any."""
    assert not answer.faults, list(answer.faults)
    counted = answer.tables[table]
    return counted.new, counted.changed, counted.unchanged


def places(answer: Answer) -> list[tuple[int | None, str]]:
    """Row and column of each fault."""
    return [(fault.row, fault.column) for fault in answer.faults]

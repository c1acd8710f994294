"""A path in, the sheets it holds out: folder, CSV, zip, data package or workbook."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from stegvis.exchange.formats import delimited, workbooks
from stegvis.exchange.formats.archives import open_archive, opener
from stegvis.exchange.formats.cells import Sheet
from stegvis.exchange.formats.encodings import Opener
from stegvis.exchange.formats.limits import MAX_ENTRIES, MAX_FILE_BYTES, MAX_SETTINGS_PART_BYTES
from stegvis.exchange.formats.refusals import Refusal

DESCRIPTOR = "datapackage.json"
# Where our exports say in datapackage.json how they write text, and which way they mean.
MARK, MARK_ESCAPED = "stegvis", "apostrophe"
_LEFT_BY_PROGRAMS = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")
_OTHER_ENDINGS = {
    ".xls": "old_workbook",
    ".xlsm": "macros",
    ".xltm": "macros",
    ".xlsb": "binary_workbook",
    ".ods": "opendocument",
}


@dataclass(frozen=True)
class Package:
    """The sheets found at a path. `declared`: a descriptor says that each of them is a table."""

    sheets: list[Sheet]
    declared: bool = False


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The sheets at `path`; what they read from stays open until the block ends.

    Raises Refusal, here or while the sheets are read.
    """
    if path.is_dir():
        yield _gathered(_files_in(path))
    elif not path.is_file():
        raise Refusal("no_such_path", value=path.name)
    elif path.stat().st_size > MAX_FILE_BYTES:
        raise Refusal("file_too_large", limit=MAX_FILE_BYTES // 2**20)
    elif path.suffix.lower() == ".csv":
        yield Package([_sheet(path.name, partial(_opened, path))])
    elif path.suffix.lower() == ".xlsx":
        with workbooks.open_workbook(path) as sheets:
            yield Package(sheets)
    elif path.suffix.lower() == ".zip":
        with path.open("rb") as file, open_archive(file) as archive:
            yield _gathered(_files_of(archive))
    else:
        raise Refusal(_OTHER_ENDINGS.get(path.suffix.lower(), "ending"), value=path.name)


Files = dict[str, Opener]


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _files_in(folder: Path) -> Files:
    """The files of a folder; those of its subfolders only where a descriptor may name them."""
    described = (folder / DESCRIPTOR).is_file()
    found = list(islice(folder.rglob("*") if described else folder.iterdir(), MAX_ENTRIES + 1))
    if len(found) > MAX_ENTRIES:
        raise Refusal("folder_entries", limit=MAX_ENTRIES)
    return {
        each.relative_to(folder).as_posix(): partial(_opened, each)
        for each in sorted(found)
        if each.is_file()
    }


def _files_of(archive: zipfile.ZipFile) -> Files:
    entries = {
        entry.filename.replace("\\", "/"): opener(archive, entry)
        for entry in archive.infolist()
        if not entry.is_dir() and not _left_by_a_program(entry.filename)
    }
    if "[Content_Types].xml" in entries:
        raise Refusal("workbook_as_zip")
    return _without_common_folder(entries)


def _left_by_a_program(name: str) -> bool:
    return any(part in _LEFT_BY_PROGRAMS for part in name.lower().split("/"))


def _without_common_folder(files: Files) -> Files:
    """A zipped folder holds the folder; its files are what was meant."""
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        return {name.split("/", 1)[1]: opened for name, opened in files.items()}
    return files


def _gathered(files: Files) -> Package:
    if DESCRIPTOR in files:
        return _declared(files)
    return Package(
        [
            _sheet(name, opened)
            for name, opened in files.items()
            if "/" not in name and name.lower().endswith(".csv")
        ]
    )


def _sheet(file: str, opened: Opener) -> Sheet:
    return Sheet(name=PurePosixPath(file).stem, file=file, lines=partial(delimited.lines, opened))


def _declared(files: Files) -> Package:
    descriptor = _descriptor(files[DESCRIPTOR])
    escaped = _mapping(descriptor.get(MARK)).get("text") == MARK_ESCAPED
    sheets = []
    for resource in descriptor["resources"]:
        name, path = _named_path(resource)
        if path not in files:
            raise Refusal("package_file_missing", file=DESCRIPTOR, value=path)
        sheet = _sheet(path, files[path])
        sheets.append(replace(sheet, name=name, exact=escaped, escaped=escaped))
    return Package(sheets, declared=True)


def _descriptor(opened: Callable[[], BinaryIO]) -> dict[str, Any]:
    with opened() as file:
        text = file.read(MAX_SETTINGS_PART_BYTES + 1)
    if len(text) > MAX_SETTINGS_PART_BYTES:
        raise Refusal("package_broken", file=DESCRIPTOR)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal("package_broken", file=DESCRIPTOR) from None
    if not isinstance(found, dict) or not isinstance(found.get("resources"), list):
        raise Refusal("package_broken", file=DESCRIPTOR)
    return found


def _named_path(resource: Any) -> tuple[str, str]:
    found = _mapping(resource)
    name, path = found.get("name"), found.get("path")
    if not isinstance(name, str) or not isinstance(path, str):
        raise Refusal("package_broken", file=DESCRIPTOR)
    if ":" in path or path.startswith("/") or ".." in PurePosixPath(path).parts:
        raise Refusal("package_path", file=DESCRIPTOR, value=path)
    return name, PurePosixPath(path).as_posix()


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}

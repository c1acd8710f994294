"""Writes assets/reference.docx and assets/reference.odt, which carry our styles to pandoc.

For developers, after a change of style here: `python -m stegvis.reports.rendering.make_references`.
Both begin as pandoc's own reference files and get our styles, A4 pages with 25 mm margins, a
running head and page numbers. Words in braces in heads and feet are filled in for each report.
"""

import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from stegvis.reports.rendering.pandoc import ASSETS, pandoc_binary
from stegvis.reports.rendering.styles_docx import DOCX_PARTS, docx_replacements
from stegvis.reports.rendering.styles_odt import odt_replacements

Parts = dict[str, bytes]

STAMP = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    """Write both files."""
    _write("reference.docx", lambda parts: parts | DOCX_PARTS | docx_replacements(parts))
    _write("reference.odt", lambda parts: parts | odt_replacements(parts))


def _write(name: str, change: Callable[[Parts], Parts]) -> None:
    given = subprocess.run(
        [pandoc_binary(), "--print-default-data-file", name], capture_output=True, check=True
    ).stdout
    with zipfile.ZipFile(BytesIO(given)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    _zip(ASSETS / name, change(parts))


def _zip(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, STAMP)
            stored = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


if __name__ == "__main__":
    main()

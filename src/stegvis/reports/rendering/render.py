"""The door of the package: a document rendered into a file, its format told by the file's name."""

import secrets
import tempfile
from pathlib import Path
from typing import Protocol

from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.fault import RenderingFault
from stegvis.reports.rendering.opendocument import render_odt
from stegvis.reports.rendering.page import render_html
from stegvis.reports.rendering.pdf import render_pdf
from stegvis.reports.rendering.spreadsheet import render_xlsx
from stegvis.reports.rendering.word import render_docx


class Format(Protocol):
    """Makes the bytes of a file of one format; works in `folder`."""

    def __call__(self, document: Document, *, folder: Path, cache_in: Path | None) -> bytes: ...


FORMATS: dict[str, Format] = {
    ".html": render_html,
    ".docx": render_docx,
    ".odt": render_odt,
    ".pdf": render_pdf,
    ".xlsx": render_xlsx,
}
"""How each suffix is made."""


def render(document: Document, *, to: Path, cache_in: Path | None = None) -> None:
    """Write the document to the file `to` (.html, .docx, .odt, .pdf or .xlsx).

    The file appears whole or not at all. `cache_in` is a folder in which drawn charts are kept
    for the next time. Raises RenderingFault, with sentences, if the document cannot be rendered.
    """
    make = FORMATS.get(to.suffix.lower())
    if not make:
        known = ", ".join(FORMATS)
        raise RenderingFault([f"{to.name!r} ends with {to.suffix!r}: a report is one of {known}."])
    with tempfile.TemporaryDirectory(prefix="stegvis-report-") as folder:
        content = make(document, folder=Path(folder), cache_in=cache_in)
    _write(content, to=to)


def _write(content: bytes, *, to: Path) -> None:
    aside = to.with_name(f".{to.name}.{secrets.token_hex(6)}")
    try:
        aside.write_bytes(content)
        aside.replace(to)
    finally:
        aside.unlink(missing_ok=True)

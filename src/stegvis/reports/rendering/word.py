"""Word: pandoc with our reference document, and what pandoc leaves out put into its XML.

Headings, header rows and alt texts are real. Word shows the contents as links at once and gives
them page numbers when the reader updates the field (right click, or F9).
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.front import front, with_heading_ids
from stegvis.reports.rendering.pandoc import ASSETS, convert
from stegvis.reports.rendering.pictures import stamps, with_pictures
from stegvis.reports.rendering.prepare import Picture, prepared
from stegvis.reports.rendering.tree import Element, inner
from stegvis.reports.rendering.word_xml import finished

BANDS = ("word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml")
CORE = (
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:subject>{subject}</dc:subject><dc:language>{language}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified></cp:coreProperties>'
)
APP = (
    '<?xml version="1.0" encoding="UTF-8"?><Properties'
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Stegvis</Application></Properties>"
)


def render_docx(document: Document, *, folder: Path, cache_in: Path | None) -> bytes:
    """The report as a Word document; works in `folder`, keeps drawn charts in `cache_in`."""
    pictures, real = stamps(document, cache_in=cache_in)
    body = with_front(document, pictures=pictures)
    parts = with_pictures(unzipped(converted(document, body, folder=folder, to="docx")), real)
    parts["word/document.xml"] = finished(parts["word/document.xml"].decode(), body).encode()
    for name in BANDS:
        parts[name] = filled(parts[name].decode(), document).encode()
    return zipped(parts | _properties(document))


def with_front(document: Document, *, pictures: Mapping[str, Picture]) -> Element:
    """The whole report for pandoc: cover, contents and body."""
    body = with_heading_ids(prepared(document, pictures=pictures))
    return Element("body", {}, [*front(document, body), *body.children])


def converted(document: Document, body: Element, *, folder: Path, to: str) -> Path:
    """The body through pandoc, with the reference file and the filter of the format."""
    source = folder / "body.html"
    source.write_text(
        f'<html lang="{document.words.locale}"><body>{inner(body)}</body></html>', "utf-8"
    )
    filters = {"docx": "word.lua", "odt": "opendocument.lua"}
    options = [
        f"--reference-doc={ASSETS / f'reference.{to}'}",
        f"--lua-filter={ASSETS / filters[to]}",
    ]
    return convert(source, to=to, output=f"report.{to}", options=options)


def _properties(document: Document) -> dict[str, bytes]:
    """Title, language and date, and nothing about who or what made the file."""
    values = {
        "title": escape(document.title),
        "subject": escape(f"{document.association}, {document.period_text}"),
        "language": document.words.locale,
        "date": document.written_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {
        "docProps/core.xml": CORE.format_map(values).encode(),
        "docProps/app.xml": APP.encode(),
    }


def unzipped(path: Path) -> dict[str, bytes]:
    """The parts of a zip file by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip file without dates of its own; a mimetype stays first and plain."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            plain = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def filled(xml: str, document: Document) -> str:
    """The head or foot of a page with the words in braces filled in."""
    values = {
        "{association}": document.association,
        "{period}": document.period_text,
        "{title}": document.title,
    }
    return re.sub(r"\{[a-z]+\}", lambda found: escape(values[found[0]]), xml)

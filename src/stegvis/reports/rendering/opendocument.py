"""OpenDocument: pandoc with our reference document, and what pandoc leaves out put into its XML."""

from pathlib import Path
from xml.sax.saxutils import escape

from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.opendocument_xml import finished
from stegvis.reports.rendering.pictures import stamps, with_pictures
from stegvis.reports.rendering.word import converted, filled, unzipped, with_front, zipped

META = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-meta'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3">'
    "<office:meta><meta:generator>Stegvis</meta:generator><dc:title>{title}</dc:title>"
    "<dc:subject>{subject}</dc:subject><dc:language>{language}</dc:language>"
    "<meta:creation-date>{date}</meta:creation-date><dc:date>{date}</dc:date>"
    "</office:meta></office:document-meta>"
)


def render_odt(document: Document, *, folder: Path, cache_in: Path | None) -> bytes:
    """The report as an OpenDocument text; works in `folder`, keeps drawn charts in `cache_in`."""
    pictures, real = stamps(document, cache_in=cache_in)
    body = with_front(document, pictures=pictures)
    parts = with_pictures(unzipped(converted(document, body, folder=folder, to="odt")), real)
    parts["content.xml"] = finished(parts["content.xml"], body, words=document.words)
    parts["styles.xml"] = filled(parts["styles.xml"].decode(), document).encode()
    parts["meta.xml"] = _meta(document)
    return zipped(parts)


def _meta(document: Document) -> bytes:
    """Title, language and date, and nothing about who made the file."""
    return META.format(
        title=escape(document.title),
        subject=escape(f"{document.association}, {document.period_text}"),
        language=document.words.locale,
        date=document.written_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    ).encode()

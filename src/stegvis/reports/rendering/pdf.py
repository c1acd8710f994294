"""PDF: the report as Typst source, set by Typst as PDF/UA-1 with our template.

Typst refuses what the standard forbids (a missing alt text, a skipped heading level). It runs in
a process of its own that is stopped when it takes too long, sees the report's folder only and can
fetch nothing.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from stegvis.reports.charts import draw
from stegvis.reports.charts.glyphs import with_names_of_unwritable
from stegvis.reports.charts.metrics import FONTS
from stegvis.reports.rendering import typeset
from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.fault import RenderingFault
from stegvis.reports.rendering.pandoc import ASSETS
from stegvis.reports.rendering.pdf_tags import with_row_headers
from stegvis.reports.rendering.prepare import with_quotes, with_tables
from stegvis.reports.rendering.tree import Element
from stegvis.reports.rendering.typst_source import typst_source

SECONDS = 120
NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
"""Nothing listens there: should any source ever name a package, Typst cannot fetch it."""

OPENING = '#import "report.typ": *\n#show: report.with(json("meta.json"))\n'


def render_pdf(document: Document, *, folder: Path, cache_in: Path | None) -> bytes:
    """The report as PDF/UA-1; works in `folder`, keeps drawn charts in `cache_in`."""
    body = with_quotes(with_tables(document), document.words)
    pictures = _pictures(document, folder=folder, cache_in=cache_in)
    source = typst_source(body, pictures=pictures)
    (folder / "main.typ").write_text(OPENING + with_names_of_unwritable(source), "utf-8")
    _write_meta(document, folder=folder)
    shutil.copy(ASSETS / "report.typ", folder / "report.typ")
    _typeset(folder, at=int(document.written_at.timestamp()))
    return with_row_headers((folder / "report.pdf").read_bytes(), _row_headers(body))


def _pictures(document: Document, *, folder: Path, cache_in: Path | None) -> dict[str, str]:
    """Every chart drawn into the folder; their files by their names."""
    pictures = {}
    for place, (name, chart) in enumerate(document.charts.items()):
        pictures[name] = f"chart{place}.svg"
        (folder / pictures[name]).write_text(draw(chart, cache_in=cache_in).svg, "utf-8")
    return pictures


def _write_meta(document: Document, *, folder: Path) -> None:
    lang, region = document.words.locale.split("-")
    meta = {
        "title": document.title,
        "subtitle": document.subtitle,
        "association": document.association,
        "period": document.period_text,
        "cover": document.cover,
        "contents": document.words.contents,
        "depth": document.contents_depth,
        "lang": lang,
        "region": region,
        "dated": document.made_at is not None,
    }
    text = with_names_of_unwritable(json.dumps(meta, ensure_ascii=False))
    (folder / "meta.json").write_text(text, "utf-8")


def _typeset(folder: Path, *, at: int) -> None:
    command = [sys.executable, "-I", typeset.__file__, str(FONTS), str(at)]
    try:
        done = subprocess.run(
            command, cwd=folder, env=NO_NETWORK, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise RenderingFault([f"The PDF took more than {SECONDS} seconds to set."]) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise RenderingFault([f"The PDF was refused: {said}"])


def _row_headers(body: Element) -> list[list[list[bool]]]:
    """For every table, row and written cell whether it heads its row."""
    return [
        [
            [cell.attributes.get("scope") == "row" for cell in row.elements("th", "td")]
            for row in table.all("tr")
        ]
        for table in body.all("table")
    ]

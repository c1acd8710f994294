"""Reads the text and the tables of a report back out of its file, whatever its format."""

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pikepdf
import pypdf

ODF = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Rows = list[list[str]]


def plain(text: str) -> str:
    """Text as one line, without the marks that only tell where lines may break."""
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u2060\u200b\u202a-\u202e]", "", text)).strip()


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def text_of(path: Path) -> str:
    return plain(TEXTS[path.suffix](path))


def tables_of(path: Path) -> list[Rows]:
    """Tables with caption as rows of the written cells; merged cells once."""
    return [[[plain(cell) for cell in row] for row in rows] for rows in TABLES[path.suffix](path)]


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text, self.tables, self.skip, self.in_cell = "", [], 0, False

    def handle_starttag(self, tag, attrs):
        self.skip += tag in ("style", "svg")
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        self.skip -= tag in ("style", "svg")
        if tag in ("td", "th"):
            self.in_cell = False
        if tag in ("p", "td", "th", "li", "br"):
            self.handle_data(" ")

    def handle_data(self, data):
        if self.skip:
            return
        self.text += data
        if self.in_cell:
            self.tables[-1][-1][-1] += data


def _html(path: Path) -> _Html:
    reader = _Html()
    reader.feed(path.read_text("utf-8"))
    return reader


def _docx_text(path: Path) -> str:
    root = ET.fromstring(part(path, "word/document.xml"))
    notes = ET.fromstring(part(path, "word/footnotes.xml"))
    return " ".join(
        "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
        for tree in (root, notes)
        for paragraph in tree.iter(f"{W}p")
    )


def _docx_tables(path: Path) -> list[Rows]:
    """Cells as written: a cell that only continues a merged one is left out."""
    root = ET.fromstring(part(path, "word/document.xml"))
    tables = []
    for table in root.iter(f"{W}tbl"):
        if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "Table":
            rows = [
                [
                    " ".join("".join(p.itertext()) for p in cell.iter(f"{W}p"))
                    for cell in row.findall(f"{W}tc")
                    if not _continues(cell)
                ]
                for row in table.findall(f"{W}tr")
            ]
            tables.append(rows)
    return tables


def _continues(cell: ET.Element) -> bool:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val") != "restart"


def _odt_root(path: Path) -> ET.Element:
    return ET.fromstring(part(path, "content.xml"))


def _odt_text(path: Path) -> str:
    root = _odt_root(path)
    return " ".join(
        "".join(one.itertext()) for one in root.iter() if one.tag.endswith(("}p", "}h"))
    )


def _odt_tables(path: Path) -> list[Rows]:
    tables = []
    for table in _odt_root(path).iter(f"{{{ODF['table']}}}table"):
        rows = [
            [
                " ".join("".join(p.itertext()) for p in cell)
                for cell in row.findall("table:table-cell", ODF)
            ]
            for row in table.iter(f"{{{ODF['table']}}}table-row")
        ]
        if table.find("table:table-header-rows", ODF) is not None:
            tables.append(rows)
    return tables


def _xlsx_tables(path: Path) -> list[Rows]:
    """Cells as they are shown: numbers by their number format, in the Swedish way."""
    tables = []
    for sheet in openpyxl.load_workbook(path).worksheets[1:]:
        rows = []
        for row in sheet.iter_rows(min_row=4):
            if all(cell.value is None for cell in row):
                break
            rows.append([_shown(cell) for cell in row if cell.value is not None])
        tables.append(rows)
    return tables


def _shown(cell) -> str:
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    form = cell.number_format
    value = cell.value * 100 if form.endswith("%") else cell.value
    decimals = len(re.search(r"\.(0+)", form)[1]) if "." in form else 0
    text = f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace("-", "−")
    unit = "%" if form.endswith("%") else "".join(re.findall(r'"([^"]*)"', form)).strip()
    return f"{text} {unit}".strip()


def _xlsx_text(path: Path) -> str:
    return " ".join(
        _shown(cell)
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


def _pdf_text(path: Path) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def structure(pdf: pikepdf.Pdf):
    """Every element of the structure tree in the order of the document."""

    def below(element):
        yield element
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    for root in pdf.Root.StructTreeRoot.K:
        yield from below(root)


TEXTS = {
    ".html": lambda path: _html(path).text,
    ".docx": _docx_text,
    ".odt": _odt_text,
    ".pdf": _pdf_text,
    ".xlsx": _xlsx_text,
}
TABLES = {
    ".html": lambda path: [
        rows for rows in _html(path).tables if len(rows[0]) > 1 and rows[0][0] != "Projektägare"
    ],
    ".docx": _docx_tables,
    ".odt": _odt_tables,
    ".xlsx": _xlsx_tables,
}

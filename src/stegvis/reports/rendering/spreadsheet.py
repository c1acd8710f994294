"""The workbook: every table of the report on a sheet of its own, its figures as real numbers.

Nothing in it is ever a formula: text is written as text whatever it begins with, and the figures
are the values that the document carries, shown with the decimals and units of the document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.tables import Cell, Grid, grid
from stegvis.reports.rendering.tree import Element

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
LONGEST_NAME = 31
LONGEST_TEXT = 32767
"""Limits of the file format: characters of a sheet's name, and of a cell."""

BASE: dict[str, object] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
RULE: dict[str, object] = {"bottom": 1, "bottom_color": "#14232B"}
LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "label": {"font_color": "#475569"},
    "text": {"text_wrap": True},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", **RULE},
    "foot": {"bold": True, "text_wrap": True, "top": 1, "top_color": "#14232B"},
    "link": {"underline": 1, "font_color": "#0B5D57"},
}
TABLE_ROW = 3
"""On a sheet: caption, unit and source above, the table from this row on."""


@dataclass(frozen=True)
class Sheet:
    """A table of the report and the name of its sheet."""

    name: str
    grid: Grid
    source: str


def render_xlsx(document: Document, *, folder: Path, cache_in: Path | None) -> bytes:
    """The workbook; `folder` and `cache_in` are not needed for it."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties(
            {
                "title": document.title,
                "subject": f"{document.association}, {document.period_text}",
                "created": document.written_at.replace(tzinfo=None),
            }
        )
        sheets = list(_sheets(document))
        looks = _Looks(book)
        _overview(book.add_worksheet(document.words.tables), document, sheets, looks)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, document, looks)
    return file.getvalue()


def _sheets(document: Document) -> Iterator[Sheet]:
    names = {document.words.tables.casefold()}
    for table in document.body.all("table"):
        laid = grid(table, language=document.language)
        name = sheet_name(table.attributes.get("data-sheet") or laid.caption, taken=names)
        names.add(name.casefold())
        yield Sheet(name, laid, _source_after(document.body, table))


def sheet_name(wished: str, *, taken: set[str]) -> str:
    r"""A name that spreadsheet programs accept and that no other sheet has.

    At most 31 characters, none of []:*?/\ and no apostrophe at an end; "History" is reserved.
    Characters that count double there (emoji) are left out.
    """
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\U00010000-\U0010ffff]+", " ", wished)
    clean = re.sub(r"\s+", " ", clean)[:LONGEST_NAME].strip(" '") or "1"
    clean = f"{clean} 1" if clean.casefold() == "history" else clean
    name, count = clean, 1
    while name.casefold() in taken:
        count += 1
        name = f"{clean[: LONGEST_NAME - len(str(count)) - 1].rstrip()} {count}"
    return name


def _source_after(body: Element, table: Element) -> str:
    """The source that stands next after a table."""
    for parent in body.walk():
        children = parent.elements()
        if table in children:
            after = children[children.index(table) + 1 : children.index(table) + 2]
            return after[0].text if after and "source" in after[0].classes else ""
    return ""


class _Looks:
    """Formats of cells by name and number format, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, str], Format] = {}

    def __call__(self, look: str, number: str = "") -> Format:
        key = (look, number)
        if key not in self.made:
            shown: dict[str, object] = {"num_format": number} if number else {}
            values = BASE | LOOKS[look] | shown
            self.made[key] = self.book.add_format(values)
        return self.made[key]


def _overview(sheet: Worksheet, document: Document, sheets: list[Sheet], looks: _Looks) -> None:
    words = document.words
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 70)
    _string(sheet, 0, 0, document.title, looks("title"))
    _string(sheet, 1, 0, document.subtitle, looks("label"))
    facts = ((words.association, document.association), *document.cover)
    for row, (label, said) in enumerate(facts, start=3):
        _string(sheet, row, 0, label, looks("label"))
        _string(sheet, row, 1, said, looks("text"))
    top = len(facts) + 4
    _string(sheet, top, 0, words.sheet, looks("head"))
    _string(sheet, top, 1, words.tables, looks("head"))
    for row, one in enumerate(sheets, start=top + 1):
        place = one.name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{place}'!A1", looks("link"), one.name)
        _string(sheet, row, 1, one.grid.caption, looks("text"))


def _write_sheet(sheet: Worksheet, one: Sheet, document: Document, looks: _Looks) -> None:
    _string(sheet, 0, 0, one.grid.caption, looks("title"))
    if one.grid.unit:
        _string(sheet, 1, 0, f"{document.words.unit}: {one.grid.unit}", looks("label"))
    for cell in one.grid.cells:
        _write_cell(sheet, cell, looks)
    for column in range(one.grid.columns):
        sheet.set_column(column, column, _width(one.grid, column))
    sheet.freeze_panes(TABLE_ROW + one.grid.parts.count("thead"), 1)
    _string(sheet, TABLE_ROW + len(one.grid.parts) + 1, 0, one.source, looks("label"))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(TABLE_ROW, TABLE_ROW + max(0, one.grid.parts.count("thead") - 1))


def _write_cell(sheet: Worksheet, cell: Cell, looks: _Looks) -> None:
    look = {"thead": "head", "tfoot": "foot"}.get(cell.part, "text")
    row, column = TABLE_ROW + cell.row, cell.column
    number = cell.number
    form = looks(look, number.excel_format) if number else looks(look)
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", form)
    if number:
        sheet.write_number(row, column, float(number.value), form)
    else:
        _string(sheet, row, column, cell.element.text, form)


def _string(sheet: Worksheet, row: int, column: int, text: str, form: Format) -> None:
    if text:
        sheet.write_string(row, column, text[:LONGEST_TEXT], form)


def _width(table: Grid, column: int) -> float:
    """Characters: as wide as the longest line, between 9 and 50."""
    texts = [one.element.text for one in table.cells if one.column == column and one.columns == 1]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(50, max(9, longest + 2))

"""The workbook: real numbers, no formulas, names that programs accept."""

import unicodedata
import zipfile
from itertools import product

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.reports.rendering import render
from stegvis.reports.rendering.spreadsheet import sheet_name
from tests.reports.rendering.documents import document_of
from tests.reports.rendering.reading import part

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "%", "|", ";=", ",=")
BEFORE = ("", " ", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "'", '"', "\ufeff")
FORMULAS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://127.0.0.1/";"x")', "A1", "SUM(A1:A9)")
PAYLOADS = ["".join(parts) for parts in product(BEFORE, STARTS, FORMULAS)]


@pytest.fixture(scope="module")
def book(files):
    return openpyxl.load_workbook(files[".xlsx"])


@pytest.mark.reports
def test_there_is_a_sheet_for_every_table_and_one_that_lists_them(book):
    assert book.sheetnames == ["Tabeller", "Kön", "Måluppfyllelse per insats"]
    rows = [[cell.value for cell in row] for row in book["Tabeller"].iter_rows()]
    assert rows[0][0] == "Projektredovisning 2022"
    assert ["Period", "1 januari – 31 december 2022"] in rows
    assert ["Uttagsdatum", "20 januari 2023"] in rows
    assert ["Kön", "Deltagare efter kön, antal <alla>"] in rows
    links = [cell.hyperlink.location for row in book["Tabeller"] for cell in row if cell.hyperlink]
    assert links == ["'Kön'!A1", "'Måluppfyllelse per insats'!A1"]


@pytest.mark.reports
def test_a_sheet_has_caption_unit_head_rows_figures_and_source(book):
    sheet = book["Kön"]
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "Deltagare efter kön, antal <alla>",
        "Enhet: antal",
    ]
    merged = sorted(str(one) for one in sheet.merged_cells.ranges)
    assert merged == ["A4:A5", "A7:A8", "B4:C4", "B8:C8", "D4:D5"]
    assert [cell.value for cell in sheet[6]] == ["Inskrivna under perioden", 18, 6, 0.75]
    assert [cell.number_format for cell in sheet[6]][1:] == ["#,##0", "#,##0", "#,##0 %"]
    assert sheet["D7"].value == 0.7222222
    assert sheet["B9"].value == -1250.5
    assert sheet["A12"].value == "Källa: Stegvis, uttag 2023-01-20. n = 24"
    assert sheet.freeze_panes == "B6"


@pytest.mark.reports
def test_no_text_becomes_a_formula_and_every_text_stays_as_it_was(tmp_path):
    assert len(PAYLOADS) >= 300
    rows = "".join(f"<tr><td>{_safe(one)}</td></tr>" for one in PAYLOADS)
    table = (
        '<table><caption>=1+1</caption><thead><tr><th scope="col">=A1</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    render(document_of(table, title="=1+1", state_text="@x"), to=tmp_path / "payloads.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "payloads.xlsx").worksheets[1]
    cells = [sheet.cell(row, 1) for row in range(5, 5 + len(PAYLOADS))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [_seen(one) for one in PAYLOADS]
    with zipfile.ZipFile(tmp_path / "payloads.xlsx") as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")


def _seen(text: str) -> str:
    """White space as a reader of HTML sees it."""
    return " ".join(text.replace("\t", " ").replace("\r", " ").replace("\n", " ").split(" ")).strip(
        " "
    )


@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_names_of_sheets_are_valid_and_different(wishes):
    names: list[str] = []
    for wish in wishes:
        names.append(sheet_name(wish, taken={one.casefold() for one in names}))
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert not any(unicodedata.category(one) == "Cc" for one in name)


def test_the_reserved_name_is_not_used():
    assert sheet_name("History", taken=set()) == "History 1"


@pytest.mark.reports
def test_the_file_says_title_and_nothing_of_who(book, files):
    assert book.properties.title == "Projektredovisning 2022"
    assert (book.properties.creator or "", book.properties.lastModifiedBy or "") == ("", "")
    assert "<Company></Company>" in part(files[".xlsx"], "docProps/app.xml")
    assert {sheet.sheet_state for sheet in book} == {"visible"}

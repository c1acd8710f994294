"""Files and folders, and the sheets found in them."""

import json
import zipfile
from datetime import date, datetime

import pytest

from stegvis.exchange.formats import limits
from stegvis.exchange.formats.cells import Unusable
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.formats.sources import open_package
from tests.exchange.files import csv_file, package, repacked, workbook, zip_file


def moment(*parts: int) -> datetime:
    """A date cell as a workbook stores it: without a time zone."""
    return datetime(*parts)  # noqa: DTZ001


def read(path) -> dict[str, list]:
    with open_package(path) as found:
        return {sheet.name: list(sheet.lines()) for sheet in found.sheets}


def refused(path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(path)
    return caught.value


# CSV


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_the_headings_use(tmp_path, separator):
    path = csv_file(tmp_path, "t", f"a{separator}b", f"1{separator}2")
    assert read(path) == {"t": [(1, ["a", "b"]), (2, ["1", "2"])]}


def test_a_line_that_names_the_separator_is_not_the_headings(tmp_path):
    assert read(csv_file(tmp_path, "t", "sep=;", "a,x;b", "1;2")) == {
        "t": [(2, ["a,x", "b"]), (3, ["1", "2"])]
    }


def test_rows_are_numbered_by_the_line_they_begin_on(tmp_path):
    path = csv_file(tmp_path, "t", "", "a,b", '1,"två', 'rader"', "", "3,4")
    assert read(path) == {"t": [(2, ["a", "b"]), (3, ["1", "två\nrader"]), (6, ["3", "4"])]}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(tmp_path, ending):
    path = tmp_path / "t.csv"
    path.write_bytes(ending.join(["a,b", "1,2", "3,4"]).encode())
    assert [number for number, _ in read(path)["t"]] == [1, 2, 3]


def test_a_single_column_needs_no_separator(tmp_path):
    assert read(csv_file(tmp_path, "t", "a", "1")) == {"t": [(1, ["a"]), (2, ["1"])]}


@pytest.mark.parametrize(
    ("lines", "code", "row"),
    [
        (["a,b", '"1,2', "3,4"], "quote_open", 2),
        (["a,b", '"1"x,2'], "quote_inside", 2),
        (["sep=#", "a#b"], "separator", 1),
        (["a,b", "x" * (limits.MAX_LINE_CHARACTERS + 1)], "line_too_long", 2),
        (["a,b", "x" * (limits.MAX_CELL_CHARACTERS + 1) + ",1"], "quote_open", 2),
        (["a" + "," * limits.MAX_COLUMNS], "too_many_columns", 1),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(tmp_path, lines, code, row):
    refusal = refused(csv_file(tmp_path, "t", *lines))
    assert (refusal.code, refusal.row) == (code, row)


def test_a_quotation_mark_inside_an_unquoted_cell_is_itself(tmp_path):
    assert read(csv_file(tmp_path, "t", "a,b", '5" rör,2'))["t"][1] == (2, ['5" rör', "2"])


def test_some_empty_rows_are_passed_over(tmp_path):
    path = csv_file(tmp_path, "t", "a,b", *[","] * 30, "1,2")
    assert read(path)["t"][1] == (32, ["1", "2"])


def test_ten_thousand_empty_rows_are_refused(tmp_path):
    path = csv_file(tmp_path, "t", "a,b", *[",,"] * (limits.MAX_EMPTY_ROWS + 1))
    assert refused(path).code == "empty_rows"


# Folders and zips


def test_a_folder_gives_its_csv_files_and_nothing_else(tmp_path):
    csv_file(tmp_path, "one", "a", "1")
    csv_file(tmp_path, "two", "a", "1")
    (tmp_path / "README.md").write_text("not a table")
    (tmp_path / "below").mkdir()
    csv_file(tmp_path / "below", "three", "a", "1")
    assert set(read(tmp_path)) == {"one", "two"}


def test_a_zipped_folder_is_the_folder(tmp_path):
    path = zip_file(tmp_path / "x.zip", export___one__csv="a\n1\n", export___two__csv="a\n1\n")
    assert set(read(path)) == {"one", "two"}


def test_what_programs_leave_in_zips_is_passed_over(tmp_path):
    path = zip_file(tmp_path / "x.zip", one__csv="a\n1\n", __MACOSX="x")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._one.csv", b"\x00\x05")
    assert set(read(path)) == {"one"}


def test_a_descriptor_names_the_tables_and_their_files(tmp_path):
    package(tmp_path, first="a\n1\n")
    descriptor = {"resources": [{"name": "participations", "path": "first.csv"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
    csv_file(tmp_path, "other", "a", "1")
    assert set(read(tmp_path)) == {"participations"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "package_broken"),
        ("[]", "package_broken"),
        ("{}", "package_broken"),
        ('{"resources": 5}', "package_broken"),
        ('{"resources": ["x"]}', "package_broken"),
        ('{"resources": [{"name": "x"}]}', "package_broken"),
        ('{"resources": [{"name": "x", "path": ["a.csv", "b.csv"]}]}', "package_broken"),
        ('{"resources": [{"name": "x", "path": "../x.csv"}]}', "package_path"),
        ('{"resources": [{"name": "x", "path": "/etc/passwd"}]}', "package_path"),
        ('{"resources": [{"name": "x", "path": "http://x/x.csv"}]}', "package_path"),
        ('{"resources": [{"name": "x", "path": "gone.csv"}]}', "package_file_missing"),
        ("[" * 100_000, "package_broken"),
    ],
)
def test_a_descriptor_that_cannot_be_followed_is_refused(tmp_path, text, code):
    (tmp_path / "datapackage.json").write_text(text)
    assert refused(tmp_path).code == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("../up.csv", "zip_path"), ("/root.csv", "zip_path"), ("c:\\x.csv", "zip_path")],
)
def test_a_zip_with_a_path_that_leads_elsewhere_is_refused(tmp_path, name, code):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "a\n1\n")
    assert refused(path).code == code


def test_damage_inside_a_zip_shows_while_it_is_read(tmp_path):
    path = zip_file(tmp_path / "x.zip", participations__csv="a,b\n" + "1,2\n" * 5000)
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    assert refused(path).code == "zip_damaged"


# Workbooks


def test_a_sheet_gives_numbers_days_and_texts_as_it_stores_them(tmp_path):
    rows = [["a", "b", "c", "d"], ["x", 1, 2.5, date(2022, 5, 20)], [], [True, None, "å"]]
    assert read(workbook(tmp_path / "x.xlsx", t=rows)) == {
        "t": [
            (1, ["a", "b", "c", "d"]),
            (2, ["x", 1, 2.5, moment(2022, 5, 20)]),
            (4, [True, None, "å"]),
        ]
    }


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path):
    path = workbook(
        tmp_path / "x.xlsx", options={"date_1904": True}, t=[["a"], [date(2022, 5, 20)]]
    )
    assert read(path)["t"][1] == (2, [moment(2022, 5, 20)])
    with open_package(path) as found:
        assert found.sheets[0].origin_1904


def test_a_formula_gives_its_saved_value_and_is_never_computed(tmp_path):
    path = workbook(tmp_path / "x.xlsx", t=[["a", "b"], ["=1+1", 5]])
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><f>1+1</f><v>7</v></c><c r="B1"><f>2+2</f></c></row>'
        b"</sheetData></worksheet>"
    )
    repacked(path, xl___worksheets___sheet1__xml=sheet)
    assert read(path)["t"] == [(1, [7, Unusable("formula", "=2+2")])]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (b'<c r="A1" t="e"><v>#REF!</v></c>', Unusable("cell_error", "#REF!")),
        (b'<c r="A1" t="d"><v>2022-05-20T00:00:00</v></c>', moment(2022, 5, 20)),
        (b'<c r="A1" t="inlineStr"><is><t>tal</t></is></c>', "tal"),
        (b'<c r="A1" t="inlineStr"><is><r><t>t</t></r><r><t>al</t></r></is></c>', "tal"),
        (b'<c r="A1" t="str"><v>tal</v></c>', "tal"),
        (b'<c r="A1" t="inlineStr"><is><t>a_x000D_b</t></is></c>', "a\rb"),
        (b'<c r="A1" t="inlineStr"><is><t>a_x005F_x000D_b</t></is></c>', "a_x000D_b"),
    ],
)
def test_cells_of_every_type_are_understood(tmp_path, cell, expected):
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1">' + cell + b"</row></sheetData></worksheet>"
    )
    path = repacked(workbook(tmp_path / "x.xlsx", t=[]), xl___worksheets___sheet1__xml=sheet)
    assert read(path)["t"] == [(1, [expected])]


def test_a_dimension_that_lies_is_not_believed(tmp_path):
    path = workbook(tmp_path / "x.xlsx", t=[["a"], ["1"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert lying != sheet
    assert read(repacked(path, xl___worksheets___sheet1__xml=lying))["t"] == [
        (1, ["a"]),
        (2, ["1"]),
    ]


def test_an_entry_without_a_name_is_damage(tmp_path):
    path = zip_file(tmp_path / "x.zip", a="1")
    content = path.read_bytes().replace(b"a", b"\x00")
    path.write_bytes(content)
    assert refused(path).code == "zip_damaged"


def test_an_entry_that_begins_before_the_archive_is_damage(tmp_path):
    path = zip_file(tmp_path / "x.zip", participations__csv="a\n1\n")
    content = path.read_bytes()
    path.write_bytes(content[30:])
    assert refused(path).code == "zip_damaged"

"""Files that call themselves workbooks, and workbooks that harm or mislead a careless reader."""

import random
import zipfile
from datetime import date
from pathlib import Path

from tests.exchange.files import repacked
from tests.exchange.files import workbook as _workbook

HEADINGS = [
    "association",
    "intervention",
    "participation_id",
    "participant",
    "gender",
    "started_on",
]
ROW = ["skaraborg", "promise-hjo", "b-1", "A", "man", date(2022, 1, 10)]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MB = 2**20


def _bytes(folder: Path, content: bytes, name: str = "import.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def ordinary(folder: Path, *rows: list, **more) -> Path:
    return _workbook(folder / "import.xlsx", participations=[HEADINGS, *(rows or [ROW])], **more)


def _with_part(folder: Path, part: str, content: bytes) -> Path:
    return repacked(ordinary(folder), **{part.replace("/", "___").replace(".", "__"): content})


def _sheet(folder: Path, rows: str, before: str = "") -> Path:
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet {NAMESPACE}><sheetData>'
    return _with_part(folder, SHEET, (head + rows + "</sheetData></worksheet>").encode())


def _text_cells(row: int, values: list[str]) -> str:
    cells = "".join(
        f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
        for column, value in enumerate(values)
    )
    return f'<row r="{row}">{cells}</row>'


TOP = _text_cells(1, HEADINGS)


def _second_row(folder: Path, cell: str) -> Path:
    """A good row whose gender (E2) is `cell`."""
    texts = [str(value) for value in ROW]
    row = _text_cells(2, texts).replace('<c r="E2" t="inlineStr"><is><t>man</t></is></c>', cell)
    return _sheet(folder, TOP + row)


def nothing(folder):
    return _bytes(folder, b"")


def old_workbook(folder):
    return _bytes(folder, OLE + b"\x00" * 4096)


def old_workbook_by_name(folder):
    return _bytes(folder, OLE + b"\x00" * 4096, "import.xls")


def locked_workbook(folder):
    return _bytes(folder, OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"))


def web_page(folder):
    return _bytes(folder, b"\n <html><table><tr><td>association</td></tr></table></html>")


def text(folder):
    return _bytes(folder, b"association,intervention\nskaraborg,hjo\n")


def other_zip(folder):
    with zipfile.ZipFile(folder / "import.xlsx", "w") as archive:
        archive.writestr("participations.csv", "association\n")
    return folder / "import.xlsx"


def open_document(folder):
    with zipfile.ZipFile(folder / "import.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return folder / "import.xlsx"


def open_document_by_name(folder):
    return _bytes(folder, b"PK\x03\x04", "import.ods")


def binary_workbook(folder):
    return _with_part(folder, "xl/workbook.bin", b"\x83\x01")


def macros(folder):
    return _with_part(folder, "xl/vbaProject.bin", OLE)


def macros_by_name(folder):
    return ordinary(folder).rename(folder / "import.xlsm")


def cut_workbook(folder):
    path = ordinary(folder)
    return _bytes(folder, path.read_bytes()[:-300])


def flipped_bits(folder):
    content = bytearray(ordinary(folder).read_bytes())
    chance = random.Random(1)
    for _ in range(60):
        content[chance.randrange(60, len(content) - 400)] ^= 0x55
    return _bytes(folder, bytes(content))


def no_workbook_inside(folder):
    return repacked(ordinary(folder), xl___workbook__xml=None)


def no_sheet_of_that_name(folder):
    return _workbook(folder / "import.xlsx", Blad1=[HEADINGS, ROW])


def sheet_not_xml(folder):
    return _with_part(folder, SHEET, b"<worksheet><sheetData><row>")


def _laughs() -> str:
    entities = ['<!ENTITY a "ha">']
    for one, other in zip("bcdefghij", "abcdefghi", strict=True):
        entities.append(f'<!ENTITY {one} "{f"&{other};" * 10}">')
    return f"<!DOCTYPE x [{''.join(entities)}]>"


def billion_laughs(folder):
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    return _sheet(folder, cell, before=_laughs())


def laughs_in_the_texts(folder):
    content = f'<?xml version="1.0"?>{_laughs()}<sst {NAMESPACE}><si><t>&j;</t></si></sst>'
    return _with_part(folder, STRINGS, content.encode())


def entity_from_a_file(folder):
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    return _sheet(folder, cell, before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def entity_from_the_net(folder):
    return _sheet(folder, TOP, before='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')


def sheet_in_utf_16(folder):
    content = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><worksheet {NAMESPACE}/>'
    return _with_part(folder, SHEET, content.encode("utf-16"))


def text_that_is_not_there(folder):
    return _sheet(folder, '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')


def rows_backwards(folder):
    return _sheet(folder, _text_cells(5, HEADINGS) + TOP)


def row_far_below(folder):
    return _sheet(folder, TOP + _text_cells(1_048_576, ["x"]))


def row_beyond_every_sheet(folder):
    return _sheet(folder, TOP + _text_cells(4_000_000_000, ["x"]))


def million_empty_rows(folder):
    rows = "".join(f'<row r="{number}" ht="15"/>' for number in range(2, 1_048_577))
    return _sheet(folder, TOP + rows)


def column_far_to_the_right(folder):
    return _sheet(folder, '<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>')


def million_columns(folder):
    cells = '<c t="inlineStr"><is><t>x</t></is></c>' * 1_000_000
    return _sheet(folder, f'<row r="1">{cells}</row>')


def thousand_columns(folder):
    cells = "".join(f'<c t="inlineStr"><is><t>{number}</t></is></c>' for number in range(1_000))
    return _sheet(folder, f'<row r="1">{cells}</row>')


def column_beyond_every_sheet(folder):
    return _sheet(folder, '<row r="1"><c r="ABCDE1" t="inlineStr"><is><t>x</t></is></c></row>')


def million_texts(folder):
    texts = "".join(f"<si><t>{number}</t></si>" for number in range(1_000_000))
    return _with_part(folder, STRINGS, f"<sst {NAMESPACE}>{texts}</sst>".encode())


def sheet_of_200_megabytes(folder):
    row = '<row r="2"><c r="A2"><v>1</v></c></row>'
    return _sheet(folder, row * (200 * MB // len(row)))


def one_text_a_million_times(folder):
    return _sheet(folder, TOP + _text_cells(2, ["x" * MB]) + _text_cells(3, ["y"] * 6))


def long_text_in_many_cells(folder):
    """A text of 90,000 characters that the sheet shows in ten thousand cells."""
    path = _sheet(
        folder,
        "".join(
            f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 20 + "</row>" for row in range(1, 600)
        ),
    )
    strings = f"<sst {NAMESPACE}><si><t>{'x' * 90_000}</t></si></sst>"
    return repacked(path, xl___sharedStrings__xml=strings.encode())


def million_rows_with_content(folder):
    chance = random.Random(1)
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{chance.random()}</v></c></row>'
        for number in range(2, 1_048_577)
    )
    return _sheet(folder, TOP + rows)


def settings_of_many_megabytes(folder):
    chance = random.Random(1)
    noise = "".join(f"<x a='{chance.random()}'/>" for _ in range(450_000))
    return _with_part(folder, "xl/styles.xml", f"<styleSheet {NAMESPACE}>{noise}".encode())


def hundred_sheets(folder):
    return _workbook(folder / "import.xlsx", **{f"blad{number}": [["x"]] for number in range(100)})


def formula_without_value(folder):
    return _second_row(folder, '<c r="E2"><f>CONCAT("m","an")</f></c>')


def error_in_a_cell(folder):
    return _second_row(folder, '<c r="E2" t="e"><v>#REF!</v></c>')


def _with(column: int, value: object) -> list:
    return [*ROW[:column], value, *ROW[column + 1 :]]


def date_where_a_code_belongs(folder):
    return ordinary(folder, _with(3, date(2022, 5, 1)))


def truth_where_a_code_belongs(folder):
    return ordinary(folder, _with(3, True))


def digits_that_are_lost(folder):
    return ordinary(folder, _with(3, 198001019876543210))


def _dated(folder: Path, number: float) -> Path:
    """The start as a date cell with this number of days."""
    path = ordinary(folder)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
    start, end = sheet.index('<c r="F2"'), sheet.index("</row>", sheet.index('<c r="F2"'))
    cell = sheet[start:end]
    value = cell[cell.index("<v>") + 3 : cell.index("</v>")]
    changed = cell.replace(f"<v>{value}</v>", f"<v>{number}</v>")
    return repacked(path, xl___worksheets___sheet1__xml=sheet.replace(cell, changed).encode())


def time_in_a_date(folder):
    return _dated(folder, 44571.5)


def time_for_a_date(folder):
    return _dated(folder, 0.5)


def unknown_column_in_a_sheet(folder):
    return _workbook(folder / "import.xlsx", participations=[["shoe_size", *HEADINGS], [42, *ROW]])


def cell_beside_the_table(folder):
    return ordinary(folder, [*ROW, None, "anteckning"])

"""docs/exchange.md says what the program does."""

import re
from pathlib import Path

import pytest

from stegvis.exchange.formats import limits

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (r"A file \| ([\d,]+) MB", limits.MAX_FILE_BYTES // limits.MB),
        (r"Rows of a table \| ([\d,]+)", limits.MAX_ROWS),
        (r"Columns \| ([\d,]+)", limits.MAX_COLUMNS),
        (r"Characters of a cell \| ([\d,]+)", limits.MAX_CELL_CHARACTERS),
        (r"Empty rows one after the other \| ([\d,]+)", limits.MAX_EMPTY_ROWS),
        (r"Files in a zip or folder \| ([\d,]+)", limits.MAX_ENTRIES),
        (r"A zip, unpacked \| ([\d,]+) MB", limits.MAX_UNPACKED_BYTES // limits.MB),
        (r"no entry above ([\d,]+) MB", limits.RATIO_COUNTS_FROM // limits.MB),
        (r"more than ([\d,]+) times its packed", limits.MAX_RATIO),
        (r"A workbook \| ([\d,]+) MB", limits.MAX_WORKBOOK_BYTES // limits.MB),
        (r"([\d,]+) MB unpacked, ", limits.MAX_WORKBOOK_UNPACKED_BYTES // limits.MB),
        (r"([\d,]+) sheets", limits.MAX_SHEETS),
        (r"([\d,]+) different texts", limits.MAX_SHARED_STRINGS),
        (r"reads a workbook \| ([\d,]+) MB", limits.WORKBOOK_MEMORY_BYTES // limits.MB),
        (r"of memory, ([\d,]+) seconds", limits.WORKBOOK_SECONDS),
        (r"Faults listed \| ([\d,]+)", limits.MAX_FAULTS),
    ],
)
def test_the_limits_on_the_page_are_those_of_the_program(words, value):
    (found,) = re.findall(words, PAGE)
    assert int(found.replace(",", "")) == value

"""Comma or semicolon separated text, row by row in constant memory."""

import csv
import io
import re
from collections.abc import Iterator
from typing import TextIO

from stegvis.exchange.formats.cells import Line, is_empty
from stegvis.exchange.formats.encodings import Opener, detect
from stegvis.exchange.formats.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_EMPTY_ROWS,
    MAX_LINE_CHARACTERS,
    MAX_ROWS,
)
from stegvis.exchange.formats.refusals import Refusal

# Tab is what spreadsheet programs write as "Unicode text".
SEPARATORS = (",", ";", "\t")
_NAMED_SEPARATOR = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


def lines(opened: Opener) -> Iterator[Line]:
    """The rows that hold something, each with the number of the line it begins on.

    A quoted cell may run over several lines. Raises Refusal at the first row that cannot be read
    or passes a limit.
    """
    encoding = detect(opened)
    with io.TextIOWrapper(opened(), encoding=encoding, newline="") as file:
        yield from _rows(file)


def _rows(file: TextIO) -> Iterator[Line]:
    physical = _bounded_lines(file)
    first, separator = _beginning(physical)
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    reader = csv.reader(_rest(first, physical), delimiter=separator, strict=True)
    skipped = first[0] - 1 if first else 0
    filled = empty = begins = 0
    while True:
        begins = reader.line_num + skipped + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refusal(_csv_code(error), row=begins, limit=MAX_CELL_CHARACTERS) from None
        if all(is_empty(cell) for cell in cells):
            empty += 1
            if empty > MAX_EMPTY_ROWS:
                raise Refusal("empty_rows", row=begins, limit=MAX_EMPTY_ROWS)
            continue
        filled, empty = filled + 1, 0
        if filled > MAX_ROWS + 1:
            raise Refusal("too_many_rows", row=begins, limit=MAX_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise Refusal("too_many_columns", row=begins, limit=MAX_COLUMNS)
        yield begins, cells


def _csv_code(error: csv.Error) -> str:
    if "field larger" in str(error) or "unexpected end" in str(error):
        return "quote_open"
    return "quote_inside"


def _bounded_lines(file: TextIO) -> Iterator[tuple[int, str]]:
    number = 0
    while text := file.readline(MAX_LINE_CHARACTERS):
        number += 1
        if len(text) == MAX_LINE_CHARACTERS and text[-1] not in "\r\n":
            raise Refusal("line_too_long", row=number, limit=MAX_LINE_CHARACTERS)
        yield number, text


def _beginning(physical: Iterator[tuple[int, str]]) -> tuple[tuple[int, str] | None, str]:
    """The line of the headings and the separator it uses; a line `sep=;` before it decides."""
    named = ""
    for number, text in physical:
        if number == 1 and (found := _NAMED_SEPARATOR.match(text)):
            named = found[1]
            if named not in SEPARATORS:
                raise Refusal("separator", row=1, value=named)
        elif text.strip():
            return (number, text), named or _separator(text)
        elif number > MAX_EMPTY_ROWS:
            raise Refusal("empty_rows", row=number, limit=MAX_EMPTY_ROWS)
    return None, ","


def _separator(headings: str) -> str:
    """The separator that occurs most among the headings; the comma where none does."""
    bare = _QUOTED.sub("", headings)
    return max(SEPARATORS, key=bare.count)


def _rest(first: tuple[int, str] | None, physical: Iterator[tuple[int, str]]) -> Iterator[str]:
    if first:
        yield first[1]
    for _, text in physical:
        yield text

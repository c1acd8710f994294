"""What a cell can hold when it comes out of a file, before anyone knows what it means."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Unusable:
    """A cell whose content the file itself spoils: `code` names the sentence that says how."""

    code: str
    shown: str


# CSV gives text only; a workbook gives numbers, truth values and dates where it stores them so.
Cell = str | int | float | bool | date | datetime | Unusable | None
Line = tuple[int, Sequence[Cell]]  # the row's number in the user's program, its cells
Lines = Callable[[], Iterator[Line]]


@dataclass(frozen=True)
class Sheet:
    """One table as a file holds it.

    `name` is the file's or sheet's name without ending, `file` what to call it in messages.
    `exact` marks our own exports: text in them is kept to the letter. `lines` reads from the
    beginning at every call; empty rows are left out, so the first line is the headings.
    """

    name: str
    file: str
    lines: Lines
    exact: bool = False
    escaped: bool = False  # text cells carry the apostrophe of our CSV files
    origin_1904: bool = False  # the workbook counts days from 1904
    ragged: bool = False  # rows end with their last filled cell, as workbooks store them


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing: no value, or only blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())

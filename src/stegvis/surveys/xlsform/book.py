"""The cells of an XLSForm, read safely: sheets, rows and columns that messages can name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault, of_refusal, shown
from stegvis.exchange.formats.cells import Cell, Sheet, Unusable, is_empty
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.formats.workbooks import open_workbook

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
KNOWN = (SURVEY, CHOICES, SETTINGS)
# Sheets whose content changes what a form asks, and which say what we cannot.
REFUSED = ("external_choices", "entities", "osm")
MOST_ROWS = 2_000
LONGEST = 4_000  # characters of a cell


class Unreadable(Exception):
    """The form cannot be taken in; `faults` name every cell that stands in the way."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults")


@dataclass(frozen=True)
class Row:
    """One row of a sheet by its headings (small letters); cells that say nothing are left out."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, *columns: str) -> str:
        """What the first of `columns` that says something says."""
        return next((self.cells[name] for name in columns if name in self.cells), "")

    def fault(self, column: str, problem: str, accepted: str = "") -> Fault:
        """A fault at the cell of this row under `column`."""
        return Fault(
            file=self.sheet,
            problem=problem,
            accepted=accepted,
            row=self.number,
            column=column,
            value=shown(self.cells.get(column, "")),
        )


@dataclass(frozen=True)
class Book:
    """The sheets that matter, in rows; `headings` as they stand in the file."""

    rows: Mapping[str, tuple[Row, ...]]
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, sheet: str) -> tuple[Row, ...]:
        return self.rows.get(sheet, ())


def read(path: Path) -> Book:
    """The cells of the workbook at `path`. Raises Unreadable."""
    try:
        with open_workbook(path) as sheets:
            return _book(sheets)
    except Refusal as refusal:
        raise Unreadable([of_refusal(refusal, file=path.name)]) from None


def of_rows(sheets: Mapping[str, Iterable[Mapping[str, str]]]) -> Book:
    """A book of rows by heading, the first of each sheet standing in row 2."""
    rows = {
        name: tuple(
            Row(name, number, {key: text for key, text in row.items() if text})
            for number, row in enumerate(said, start=2)
        )
        for name, said in sheets.items()
    }
    headings = {
        name: tuple(dict.fromkeys(key for row in said for key in row.cells))
        for name, said in rows.items()
    }
    return Book(rows, headings)


def _book(sheets: list[Sheet]) -> Book:
    rows: dict[str, tuple[Row, ...]] = {}
    headings: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for sheet in sheets:
        name = sheet.name.lower()
        if name in KNOWN:
            headings[name], rows[name] = _rows(sheet, name, faults)
        elif name in REFUSED and len(list(sheet.lines())) > 1:
            # Translators: «Bladet %(sheet)s används inte här.»
            message = _("The sheet %(sheet)s is not used here.") % {"sheet": name}
            # Translators: «Ta bort bladet, och det som hänvisar till det.»
            faults.append(Fault(name, message, _("Remove it, and what refers to it.")))
    if SURVEY not in rows:
        # Translators: «Arbetsboken har inget blad som heter survey.»
        message = _("The workbook has no sheet named survey.")
        # Translators: «Ett XLSForm har bladen survey, choices och settings.»
        accepted = _("An XLSForm has the sheets survey, choices and settings.")
        faults.append(Fault(SURVEY, message, accepted))
    if faults:
        raise Unreadable(faults)
    return Book(rows, headings)


def _rows(sheet: Sheet, name: str, faults: list[Fault]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    lines = iter(sheet.lines())
    _number, first = next(lines, (1, ()))
    heads = tuple(str(cell or "").strip() for cell in first)
    found: list[Row] = []
    for number, cells in lines:
        if len(found) == MOST_ROWS:
            # Translators: «Bladet har fler än %(limit)s rader.»
            message = _("The sheet has more than %(limit)s rows.") % {"limit": MOST_ROWS}
            faults.append(Fault(name, message, row=number))
            break
        said = dict(_said(zip(heads, cells, strict=False), name, number, faults))
        found.append(Row(name, number, said))
    return heads, tuple(row for row in found if row.cells)


def _said(
    pairs: Iterable[tuple[str, Cell]], sheet: str, number: int, faults: list[Fault]
) -> Iterator[tuple[str, str]]:
    for head, cell in pairs:
        if not head or is_empty(cell):
            continue
        text = _text(cell)
        if text is None or len(text) > LONGEST:
            # Translators: «Cellen är varken kort text eller ett tal.»
            message = _("The cell is neither a short text nor a number.")
            # Translators: «Text med högst %(limit)s tecken, inte ett datum eller en formel.»
            accepted = _("Text of at most %(limit)s characters, no date and no formula.")
            accepted = accepted % {"limit": LONGEST}
            faults.append(Fault(sheet, message, accepted, row=number, column=head))
        else:
            yield head.lower() if "::" not in head else _lowered(head), text


def _lowered(head: str) -> str:
    """«Label::Svenska (sv)» with its column in small letters and its language as it stands."""
    *columns, last = [part.strip() for part in head.split("::")]
    return "::".join([*(column.lower() for column in columns), last])


def _text(cell: Cell) -> str | None:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str | int | float) and not isinstance(cell, Unusable):
        return str(cell).strip()
    return None

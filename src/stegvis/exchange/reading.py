"""A sheet read as one of the tables: headings recognised, every row understood or faulted."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault, Faults, of_refusal, shown
from stegvis.exchange.formats.cells import Cell, Sheet, is_empty
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.parsing import CellParser, Manner
from stegvis.exchange.registry import Column, Key, Table, Values, heading
from stegvis.exchange.vocabulary import Vocabulary

ASSOCIATION = "association"
_TELL_EVERY = 500


def _unwatched(done: int) -> None:
    """Nobody is told."""


@dataclass
class Named:
    """The rows that a table's rows name elsewhere: for each key the first row that does."""

    column: str
    rows: dict[Key, int] = field(default_factory=dict)


@dataclass
class TableReader:
    """Reads one sheet as `table`; every fault goes to `faults`, unknown headings to `ignored`."""

    sheet: Sheet
    table: Table
    vocabulary: Vocabulary
    faults: Faults
    association: str = ""
    ignore_unknown: bool = False
    ignored: list[str] = field(default_factory=list)
    watch: Callable[[int], None] = _unwatched  # told how many rows have been read
    named: list[Named] = field(default_factory=list)

    def read(self) -> Incoming | None:
        """The rows of the sheet; None where its headings already make it useless."""
        try:
            return self._read()
        except Refusal as refusal:
            self.faults.add(of_refusal(refusal, file=self.sheet.file))
            return None

    def _read(self) -> Incoming | None:
        lines = self.sheet.lines()
        first = next(lines, None)
        if first is None:
            raise Refusal("empty_file")
        columns = self._columns(first[0], _without_spare(first[1]))
        if columns is None:
            return None
        manner = Manner(self.sheet.exact, self.sheet.escaped, self.sheet.origin_1904)
        parsers = [
            CellParser(column, manner, self.vocabulary) if column else None for column in columns
        ]
        self.named = [Named(reference.columns[-1]) for reference in self.table.references]
        incoming = Incoming(self.table, self.sheet.file, self._names(columns))
        try:
            for done, (number, cells) in enumerate(lines):
                self._take(incoming, parsers, number, cells)
                if done % _TELL_EVERY == 0:
                    self.watch(done)
        except Refusal:
            incoming.close()
            raise
        return incoming

    # Headings

    def _columns(self, number: int, cells: Sequence[Cell]) -> list[Column | None] | None:
        """The column of each heading, None for those left out; faults for all that is amiss."""
        before = len(self.faults)
        found = [self._column(cell, number) for cell in cells]
        names = [column.name for column in found if column]
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                self._fault(number, name, name, _("The column stands twice."), _("Once."))
        for name in self._lacking(names):
            self._fault(
                number,
                name,
                "",
                _("The column is missing."),
                # Translators: Varje rad behöver sin nyckel: %(key)s.
                _("Every row needs its key: %(key)s.") % {"key": ", ".join(self._needed())},
            )
        return found if len(self.faults) == before else None

    def _lacking(self, names: list[str]) -> list[str]:
        filled = {ASSOCIATION} if self.association else set()
        return [name for name in self._needed() if name not in names and name not in filled]

    def _needed(self) -> list[str]:
        """The columns of the key that mean nothing when they are empty."""
        return [name for name in self.table.key if self.table.by_name[name].required]

    def _column(self, cell: Cell, number: int) -> Column | None:
        text = str(cell if cell is not None else "").strip()
        column = self.table.headings.get(heading(text))
        if column or self.ignore_unknown:
            if not column and text:
                self.ignored.append(f"{self.sheet.file}: {shown(text)}")
            return column
        self._fault(
            number, shown(text), text, _("The table has no such column."), self._headings(text)
        )
        return None

    def _headings(self, text: str) -> str:
        near = difflib.get_close_matches(heading(text), self.table.headings, n=1)
        if near:
            column = self.table.headings[near[0]]
            # Translators: Kanske %(name)s (%(label)s)? Annars --ignore-unknown.
            return _("Perhaps %(name)s (%(label)s); --ignore-unknown leaves it out.") % {
                "name": column.name,
                "label": column.label,
            }
        return ", ".join(column.name for column in self.table.columns)

    def _names(self, columns: list[Column | None]) -> tuple[str, ...]:
        """The columns rows will have: the file's, and those of the key that are filled in."""
        names = [column.name for column in columns if column]
        return (*names, *(name for name in self.table.key if name not in names))

    # Rows

    def _take(
        self,
        incoming: Incoming,
        parsers: list[CellParser | None],
        number: int,
        cells: Sequence[Cell],
    ) -> None:
        values, whole = self._values(parsers, number, cells)
        for name in self.table.key:
            if name not in values and whole:
                values[name] = self._filled(name)
        if not whole:
            return
        wrong = list(self.table.check(values))
        for problem in wrong:
            self._fault(
                number,
                problem.column,
                values.get(problem.column),
                str(problem.problem),
                str(problem.accepted),
            )
        if wrong or not self._once(incoming, number, values):
            return
        self._note(number, values)
        if self.table.teach:
            self.table.teach(values, self.vocabulary)
        incoming.add(Row(number, values))

    def _filled(self, name: str) -> object:
        if name == ASSOCIATION:
            return self.association
        return self.table.by_name[name].empty

    def _values(
        self, parsers: list[CellParser | None], number: int, cells: Sequence[Cell]
    ) -> tuple[Values, bool]:
        """The row's values, and whether every cell could be read."""
        wrong = self._wrong_length(cells, len(parsers))
        if wrong:
            refusal = Refusal(wrong, cells=len(cells), headings=len(parsers))
            self.faults.add(of_refusal(refusal, file=self.sheet.file, row=number))
            return {}, False
        values: Values = {}
        whole = True
        association = self._association(parsers, cells)
        for parser, cell in zip(parsers, _padded(cells, len(parsers)), strict=False):
            if parser is None:
                continue
            name = parser.column.name
            if name == ASSOCIATION and is_empty(cell) and self.association:
                values[name] = self.association
                continue
            try:
                values[name] = parser.value(cell, association=association)
            except Refusal as refusal:
                whole = False
                refusal.value = refusal.value or _as_shown(cell)
                self.faults.add(of_refusal(refusal, file=self.sheet.file, row=number, column=name))
        return values, whole

    def _association(self, parsers: list[CellParser | None], cells: Sequence[Cell]) -> str:
        """Whose own codes the row may use."""
        for parser, cell in zip(parsers, cells, strict=False):
            if parser and parser.column.name == ASSOCIATION and isinstance(cell, str):
                return cell.strip() or self.association
        return self.association

    def _wrong_length(self, cells: Sequence[Cell], headings: int) -> str:
        if any(not is_empty(cell) for cell in cells[headings:]):
            return "row_too_long"
        return "row_too_short" if len(cells) < headings and not self.sheet.ragged else ""

    def _once(self, incoming: Incoming, number: int, values: Values) -> bool:
        key = self.table.key_of(values)
        before = incoming.keys.setdefault(key, number)
        if before == number:
            return True
        self._fault(
            number,
            self.table.key[-1],
            key[-1],
            _("Row %(row)s already has the same key.") % {"row": before},
            _("Each key once: %(key)s.") % {"key": ", ".join(self.table.key)},
        )
        return False

    def _note(self, number: int, values: Values) -> None:
        for named, reference in zip(self.named, self.table.references, strict=True):
            *scope, last = (values.get(name) for name in reference.columns)
            for item in last if isinstance(last, list) else [last]:
                if item:
                    named.rows.setdefault((*scope, item), number)

    def _fault(self, row: int, column: str, value: object, problem: str, accepted: str) -> None:
        self.faults.add(
            Fault(
                file=self.sheet.file,
                row=row,
                column=column,
                value=shown(value),
                problem=problem,
                accepted=accepted,
            )
        )


def _as_shown(cell: Cell) -> object:
    return getattr(cell, "shown", cell)


def _without_spare(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Headings without the empty ones at the end, which a spare separator leaves."""
    end = len(cells)
    while end and is_empty(cells[end - 1]):
        end -= 1
    return cells[:end]


def _padded(cells: Sequence[Cell], headings: int) -> Sequence[Cell]:
    return [*cells, *([None] * (headings - len(cells)))] if len(cells) < headings else cells

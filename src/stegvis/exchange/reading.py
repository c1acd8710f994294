"""A sheet read as one of the tables: headings recognised, every row understood or faulted."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault, Faults, of_refusal, shown
from stegvis.exchange.formats.cells import Cell, Sheet, is_empty
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.incoming import Incoming
from stegvis.exchange.registry import Column, Table, heading
from stegvis.exchange.rows import ASSOCIATION, Named, RowReader
from stegvis.exchange.vocabulary import Vocabulary

_TELL_EVERY = 500


def _unwatched(done: int) -> None:
    """Nobody is told."""


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
        rows = RowReader(
            sheet=self.sheet,
            table=self.table,
            columns=columns,
            vocabulary=self.vocabulary,
            faults=self.faults,
            association=self.association,
        )
        self.named = rows.named
        incoming = Incoming(self.table, self.sheet.file, self._names(columns))
        try:
            for done, (number, cells) in enumerate(lines):
                rows.take(incoming, number, cells)
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


def _without_spare(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Headings without the empty ones at the end, which a spare separator leaves."""
    end = len(cells)
    while end and is_empty(cells[end - 1]):
        end -= 1
    return cells[:end]

"""The rows of one table as they are read: understood cell by cell, checked, or faulted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault, Faults, of_refusal, shown
from stegvis.exchange.formats.cells import Cell, Sheet, is_empty
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.parsing import CellParser, Manner
from stegvis.exchange.registry import Column, Key, Table, Values
from stegvis.exchange.vocabulary import Vocabulary

ASSOCIATION = "association"

# A column's name, the texts it has understood and what they mean, and who understands others.
Place = tuple[str, dict[Cell, Any], CellParser]


@dataclass
class Named:
    """The rows that a table's rows name elsewhere: for each key the first row that does."""

    column: str
    rows: dict[Key, int] = field(default_factory=dict)


class RowReader:
    """Reads rows whose cells stand in the order of `columns`; None is a column left out."""

    def __init__(
        self,
        *,
        sheet: Sheet,
        table: Table,
        columns: Sequence[Column | None],
        vocabulary: Vocabulary,
        faults: Faults,
        association: str,
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._vocabulary = vocabulary
        self._faults = faults
        self._association = association
        manner = Manner(sheet.exact, sheet.escaped, sheet.origin_1904)
        self._parsers = [
            CellParser(self._filling(column), manner, vocabulary) if column else None
            for column in columns
        ]
        names = [column.name if column else "" for column in columns]
        self._at = names.index(ASSOCIATION) if ASSOCIATION in names else None
        self._lacking = [name for name in table.key if name not in names]
        self._places: dict[str, list[Place | None]] = {}
        self.named = [Named(reference.columns[-1]) for reference in table.references]

    def take(self, incoming: Incoming, number: int, cells: Sequence[Cell]) -> None:
        """Add the row to `incoming`, or its faults to the list."""
        values = self._values(number, cells)
        if values is None or self._wrong(number, values) or self._known(incoming, number, values):
            return
        self._note(number, values)
        if self._table.teach:
            self._table.teach(values, self._vocabulary)
        incoming.add(Row(number, values))

    def _filling(self, column: Column) -> Column:
        """The association of the command line is what an empty cell of its column means."""
        if column.name == ASSOCIATION and column.required and self._association:
            return replace(column, required=False, default=self._association)
        return column

    def _values(self, number: int, cells: Sequence[Cell]) -> Values | None:
        """The row's values; None where a cell could not be read."""
        wrong = self._wrong_length(cells)
        if wrong:
            refusal = Refusal(wrong, cells=len(cells), headings=len(self._parsers))
            self._refuse(refusal, number, "")
            return None
        values: Values = {
            name: self._filling(self._table.by_name[name]).empty for name in self._lacking
        }
        whole = True
        association = self._association_of(cells)
        for place, cell in zip(self._places_for(association), self._padded(cells), strict=False):
            if place is None:
                continue
            name, known, parser = place
            try:
                values[name] = (
                    known[cell] if cell in known else parser.value(cell, association=association)
                )
            except Refusal as refusal:
                whole = False
                refusal.value = refusal.value or getattr(cell, "shown", cell)
                self._refuse(refusal, number, name)
        return values if whole else None

    def _association_of(self, cells: Sequence[Cell]) -> str:
        """Whose own codes the row may use."""
        if self._at is None or self._at >= len(cells):
            return self._association
        return str(cells[self._at] or "").strip() or self._association

    def _places_for(self, association: str) -> list[Place | None]:
        if association not in self._places:
            self._places[association] = [
                (parser.column.name, parser.remembered(association), parser) if parser else None
                for parser in self._parsers
            ]
        return self._places[association]

    def _wrong_length(self, cells: Sequence[Cell]) -> str:
        headings = len(self._parsers)
        if any(not is_empty(cell) for cell in cells[headings:]):
            return "row_too_long"
        return "row_too_short" if len(cells) < headings and not self._sheet.ragged else ""

    def _padded(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        missing = len(self._parsers) - len(cells)
        return [*cells, *[None] * missing] if missing > 0 else cells

    def _wrong(self, number: int, values: Values) -> bool:
        problems = list(self._table.check(values))
        for each in problems:
            self._fault(
                number,
                each.column,
                values.get(each.column),
                str(each.problem),
                str(each.accepted),
            )
        return bool(problems)

    def _known(self, incoming: Incoming, number: int, values: Values) -> bool:
        """Whether an earlier row has the same key, which is a fault."""
        key = self._table.key_of(values)
        before = incoming.keys.setdefault(key, number)
        if before == number:
            return False
        self._fault(
            number,
            self._table.key[-1],
            key[-1],
            _("Row %(row)s already has the same key.") % {"row": before},
            _("Each key once: %(key)s.") % {"key": ", ".join(self._table.key)},
        )
        return True

    def _note(self, number: int, values: Values) -> None:
        for named, reference in zip(self.named, self._table.references, strict=True):
            *scope, last = (values.get(name) for name in reference.columns)
            for item in last if isinstance(last, list) else [last]:
                if item:
                    named.rows.setdefault((*scope, item), number)

    def _refuse(self, refusal: Refusal, row: int, column: str) -> None:
        self._faults.add(of_refusal(refusal, file=self._sheet.file, row=row, column=column))

    def _fault(self, row: int, column: str, value: object, problem: str, accepted: str) -> None:
        self._faults.add(
            Fault(
                file=self._sheet.file,
                row=row,
                column=column,
                value=shown(value),
                problem=problem,
                accepted=accepted,
            )
        )

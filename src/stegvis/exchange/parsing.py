"""From the cells of a row to the values of its columns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from stegvis.core import periods
from stegvis.exchange.formats import values
from stegvis.exchange.formats.cells import Cell, is_empty
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.registry import Attached, Column, Kind
from stegvis.exchange.vocabulary import MUNICIPALITIES, Vocabulary

_REMEMBERED = 20_000
_PLACES_ATTACHED = 6


@dataclass(frozen=True)
class Manner:
    """How a sheet writes its cells: our exports keep text exactly and mark it in CSV."""

    exact: bool = False
    escaped: bool = False
    origin_1904: bool = False


@dataclass
class CellParser:
    """Reads the cells of one column; the same text is understood once and then remembered."""

    column: Column
    manner: Manner
    vocabulary: Vocabulary
    _remembered: dict[str, dict[Cell, Any]] = field(default_factory=dict)

    def remembered(self, association: str) -> dict[Cell, Any]:
        """The texts understood so far and what they mean to the association."""
        return self._remembered.setdefault(association, {})

    def value(self, cell: Cell, *, association: str) -> Any:
        """The value of `cell`; raises Refusal where it has none."""
        found = self._understood(cell, association)
        if isinstance(cell, str):
            known = self.remembered(association)
            if len(known) >= _REMEMBERED:
                known.clear()
            known[cell] = found
        return found

    def _understood(self, cell: Cell, association: str) -> Any:
        if self.manner.escaped and isinstance(cell, str) and self.column.kind is not Kind.DATE:
            cell = values.unescaped(cell)
        if is_empty(cell) and not self._keeps_blanks(cell):
            if self.column.required:
                raise Refusal("required")
            return self.column.empty
        if self.column.many:
            return self._items(cell, association)
        return _bounded(_SCALARS[self.column.kind](self, cell, association), self.column)

    def _keeps_blanks(self, cell: Cell) -> bool:
        return bool(cell) and self.manner.exact and self.column.kind in (Kind.TEXT, Kind.LINE)

    # One cell, one value

    def text(self, cell: Cell, _association: str) -> str:
        return values.text(cell, exact=self.manner.exact)

    def line(self, cell: Cell, _association: str) -> str:
        found = values.text(cell, exact=self.manner.exact)
        if self.manner.exact:
            return found
        if "\n" in found:
            raise Refusal("several_lines")
        return values.line(found)

    def slug(self, cell: Cell, _association: str) -> str:
        return values.slug(cell)

    def whole(self, cell: Cell, _association: str) -> int:
        return values.whole(cell)

    def decimal(self, cell: Cell, _association: str) -> Any:
        return values.decimal(cell, places=self.column.places)

    def day(self, cell: Cell, _association: str) -> Any:
        return values.day(cell, origin_1904=self.manner.origin_1904)

    def flag(self, cell: Cell, _association: str) -> bool:
        return values.flag(cell)

    def period(self, cell: Cell, _association: str) -> str:
        found = values.line(cell)
        try:
            read = periods.parse(found)
        except periods.PeriodError:
            raise Refusal("not_a_period") from None
        if isinstance(read, periods.FromStart) or found.endswith("interim"):
            raise Refusal("not_a_period")
        return found

    def months(self, cell: Cell, _association: str) -> tuple[int, int]:
        parts = values.line(cell).split("..")
        if len(parts) == 2 and all(part.isdecimal() and 1 <= len(part) <= 2 for part in parts):
            first, last = (int(part) for part in parts)
            if 1 <= first <= last <= 12:
                return first, last
        raise Refusal("not_months")

    def code(self, cell: Cell, association: str) -> str:
        found = values.line(cell)
        if self.column.codes == MUNICIPALITIES and found.isdecimal():
            found = found.zfill(4)  # spreadsheets drop the first digit of 0180
        return self._meaning(self.column.codes, found, association)

    def _meaning(self, name: str, found: str, association: str) -> str:
        code = self.vocabulary.meaning(name, found, association)
        if code is None and name == MUNICIPALITIES:
            raise Refusal("not_a_municipality")
        if code is None:
            raise Refusal(
                "not_a_code", value=found, codes=self.vocabulary.accepted(name, association)
            )
        return code

    # One cell, a list

    def _items(self, cell: Cell, association: str) -> list[Any]:
        found = values.items(values.text(cell, exact=self.manner.exact))
        if self.column.attached:
            read = [self._attached(item, self.column.attached, association) for item in found]
            names = [item["code"] for item in read]
        else:
            read = names = [self._item(item, association) for item in found]
        for name in names:
            if names.count(name) > 1:
                raise Refusal("named_twice", item=name)
        return read

    def _item(self, item: str, association: str) -> Any:
        if self.column.kind is Kind.CODE and ":" in item:
            raise Refusal("attachment_unexpected", value=item)
        return _bounded(_SCALARS[self.column.kind](self, item, association), self.column)

    def _attached(self, item: str, attached: Attached, association: str) -> dict[str, Any]:
        name, text = values.attached(item)
        code = self.code(name, association)
        if not text and attached.required:
            raise Refusal("attachment_missing", value=item, item=name, example=12)
        value = self._attachment(text, attached, association) if text else attached.default
        return {"code": code, attached.name: value}

    def _attachment(self, text: str, attached: Attached, association: str) -> Any:
        if attached.kind is Kind.CODE:
            return self._meaning(attached.codes, text, association)
        number = values.decimal(text.removesuffix("%"), places=_PLACES_ATTACHED)
        _within(number, attached.least, attached.most)
        return int(number) if number == int(number) else float(number)


Scalar = Callable[[CellParser, Cell, str], Any]
_SCALARS: dict[Kind, Scalar] = {
    Kind.TEXT: CellParser.text,
    Kind.LINE: CellParser.line,
    Kind.SLUG: CellParser.slug,
    Kind.WHOLE: CellParser.whole,
    Kind.DECIMAL: CellParser.decimal,
    Kind.DATE: CellParser.day,
    Kind.FLAG: CellParser.flag,
    Kind.CODE: CellParser.code,
    Kind.PERIOD: CellParser.period,
    Kind.MONTHS: CellParser.months,
}


def _bounded(value: Any, column: Column) -> Any:
    if isinstance(value, str):
        if column.kind is Kind.LINE and len(value) > column.longest:
            raise Refusal("text_too_long", most=column.longest)
    elif column.kind in (Kind.WHOLE, Kind.DECIMAL):
        _within(value, column.least, column.most)
    return value


def _within(number: Any, least: int | None, most: int | None) -> None:
    if least is not None and number < least:
        raise Refusal("too_small", least=least)
    if most is not None and number > most:
        raise Refusal("too_big", most=most)

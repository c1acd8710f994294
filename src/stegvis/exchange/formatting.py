"""From the values of a row to the texts of its cells: what ``parsing`` reads back."""

from datetime import date
from decimal import Decimal
from typing import Any

from stegvis.exchange.formats.values import joined
from stegvis.exchange.registry import Attached, Column, Kind


def cell(value: Any, column: Column) -> str | date | Decimal | int:
    """The cell for a value: a date or number as such, everything else as text."""
    if value is None:
        return ""
    if column.many:
        return joined([_item(each, column.attached) for each in value])
    if column.kind is Kind.FLAG:
        return "yes" if value else "no"
    if column.kind is Kind.MONTHS:
        first, last = value
        return f"{first:02}..{last:02}"
    return value


def _item(value: Any, attached: Attached | None) -> str:
    if attached is None:
        return str(value)
    more = value[attached.name]
    if more is None:
        return str(value["code"])
    return f"{value['code']}:{_number(more) if isinstance(more, int | float) else more}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def text(found: str | date | Decimal | int) -> str:
    """A cell as CSV has it: days as 2022-05-20, numbers without grouping or needless zeros."""
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Decimal):
        plain = f"{found:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(found)

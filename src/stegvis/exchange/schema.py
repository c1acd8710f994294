"""The descriptor of an export: a Tabular Data Package of Frictionless Data, version 1."""

from collections.abc import Iterable
from typing import Any

from stegvis.exchange.formats.sources import MARK, MARK_ESCAPED
from stegvis.exchange.registry import Column, Kind, Reference, Table, tables
from stegvis.exchange.vocabulary import Vocabulary

VERSION = 1
_TYPES = {
    Kind.WHOLE: "integer",
    Kind.DECIMAL: "number",
    Kind.DATE: "date",
    Kind.FLAG: "boolean",
}
_SLUG_PATTERN = "[a-z0-9åäöéü][a-z0-9åäöéü_-]*"
# How a text that a spreadsheet program might compute is written, for whoever reads the package.
_ESCAPING = (
    "Text that begins with an apostrophe, or that a spreadsheet program might take for a formula,"
    " carries one apostrophe more than it has."
)


def descriptor(
    *, name: str, title: str, used: Iterable[Table], vocabulary: Vocabulary
) -> dict[str, Any]:
    """What datapackage.json says about the tables in `used`, for the association `name`."""
    used = list(used)
    present = {table.name for table in used}
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        MARK: {"version": VERSION, "text": MARK_ESCAPED, "note": _ESCAPING},
        "resources": [_resource(table, present, name, vocabulary) for table in used],
    }


def _resource(
    table: Table, present: set[str], association: str, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.label,
        "description": table.help,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, association, vocabulary) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                _foreign_key(table, reference)
                for reference in table.references
                if reference.table in present and _is_foreign_key(table, reference)
            ],
        },
    }


def _field(column: Column, association: str, vocabulary: Vocabulary) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "title": column.label,
        "type": "string" if column.many else _TYPES.get(column.kind, "string"),
    }
    if column.help:
        found["description"] = column.help
    if column.kind is Kind.FLAG:
        found |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if column.many:
        found[MARK] = _list(column, association, vocabulary)
    constraints = _constraints(column, association, vocabulary)
    if constraints:
        found["constraints"] = constraints
    return found


def _list(column: Column, association: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the items of a list may be, which table schemas have no words for."""
    found: dict[str, Any] = {"list": "|"}
    if column.codes:
        found["codes"] = list(vocabulary.codes(column.codes, association))
    if column.attached:
        found["attached"] = {
            "separator": ":",
            "name": column.attached.name,
            "required": column.attached.required,
        }
    return found


def _constraints(column: Column, association: str, vocabulary: Vocabulary) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if column.required:
        found["required"] = True
    if column.many:
        return found
    if column.kind is Kind.CODE:
        found["enum"] = list(vocabulary.codes(column.codes, association))
    if column.kind is Kind.SLUG:
        found["pattern"] = _SLUG_PATTERN
    if column.kind is Kind.LINE:
        found["maxLength"] = column.longest + 1  # the apostrophe of an escaped text
    if column.least is not None:
        found["minimum"] = column.least
    if column.most is not None:
        found["maximum"] = column.most
    return found


def _is_foreign_key(table: Table, reference: Reference) -> bool:
    """A list points to many rows, and a key that is empty in part is no key: neither can be one."""
    columns = [table.by_name[name] for name in reference.columns]
    if any(column.many for column in columns):
        return False
    return len(columns) == 1 or all(column.required for column in columns)


def _foreign_key(table: Table, reference: Reference) -> dict[str, Any]:
    other = tables()[reference.table]
    return {
        "fields": list(reference.columns),
        "reference": {
            "resource": "" if other is table else other.name,
            "fields": list(other.key),
        },
    }

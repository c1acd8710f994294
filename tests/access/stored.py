"""What is stored, cell by cell and with sealed texts opened: to see what a request changed."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.access.sealing import SealedRow

EVERYTHING = Scope(everything=True)
Row = dict[str, Any]
Rows = dict[str, Row]


def rows(table: str) -> Rows:
    """The rows of a table by their key; what is sealed stands in them as it reads."""
    with context.acting(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')
        found = [json.loads(row) for (row,) in cursor.fetchall()]
        made = {str(row.get("id", number)): row for number, row in enumerate(found)}
        for pk, texts in _texts(table):
            made[pk]["texts"] = texts
    return made


def _texts(table: str) -> list[tuple[str, Any]]:
    for model in apps.get_models():
        if model._meta.db_table == table and issubclass(model, SealedRow):
            kept = model._base_manager.select_related("key").exclude(key__wrapped=b"")
            return [(str(each.pk), each.texts) for each in kept]
    return []


@dataclass
class Change:
    """What became of a table: rows that came, cells that say something else, rows that went."""

    came: list[Row] = field(default_factory=list)
    cells: dict[tuple[str, str], Any] = field(default_factory=dict)
    went: set[str] = field(default_factory=set)


def change(before: Rows, after: Rows) -> Change:
    """How `after` differs from `before`."""
    stayed = before.keys() & after.keys()
    return Change(
        came=[after[pk] for pk in after.keys() - before.keys()],
        cells={
            (pk, name): value
            for pk in stayed
            for name, value in after[pk].items()
            if value != before[pk][name]
        },
        went=set(before.keys() - after.keys()),
    )


def beyond(ordinary: dict[str, Change], again: dict[str, Change], more: dict[str, Change]) -> list:
    """What `more` changed that `ordinary` did not.

    Times, random codes and ids differ between `ordinary` and `again`, which were asked the same:
    cells that do are not compared.
    """
    found = []
    for table in sorted(ordinary.keys() | more.keys()):
        first, second, third = (each.get(table, Change()) for each in (ordinary, again, more))
        found += [f"{table}: {each}" for each in _cells_beyond(first, second, third)]
        if _told(first, second) != _told(first, second, third):
            found.append(f"{table}: rows came as {_told(first, second, third)}")
        if third.went != first.went:
            found.append(f"{table}: {len(third.went)} rows went, not {len(first.went)}")
    return found


def _cells_beyond(first: Change, second: Change, third: Change) -> list[str]:
    changing = {key for key, value in first.cells.items() if second.cells.get(key) != value}
    return [
        f"{name} of row {pk} became {third.cells.get((pk, name))!r}"
        for pk, name in sorted(first.cells.keys() | third.cells.keys())
        if (pk, name) not in changing and third.cells.get((pk, name)) != first.cells.get((pk, name))
    ]


def _told(first: Change, second: Change, asked: Change | None = None) -> list[str]:
    """The rows that came with `asked` (or with `first`), by the columns that stay the same."""
    names = {name for row in first.came for name in row} | {
        name for row in (asked or first).came for name in row
    }
    stable = sorted(name for name in names if _column(first, name) == _column(second, name))
    return sorted(repr({name: row.get(name) for name in stable}) for row in (asked or first).came)


def _column(change: Change, name: str) -> list[str]:
    return sorted(repr(row.get(name)) for row in change.came)

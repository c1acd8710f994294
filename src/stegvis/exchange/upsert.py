"""Rows into a model's table: new ones added, different ones changed, equal ones left alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.db.models import NOT_PROVIDED

from stegvis.exchange.lookups import any_of
from stegvis.exchange.registry import Key
from stegvis.exchange.tally import Outcome


@dataclass(frozen=True)
class Wanted:
    """What one row asks for: `values` to hold in any case, `initial` only where it is new."""

    key: Key
    values: Mapping[str, Any]
    initial: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Stored:
    """What a row became: its id, once it has one, and what that took.

    `values` holds, by attribute, all of a new row and of another what the file says.
    """

    outcome: Outcome
    values: dict[str, Any]
    pk: int


def upsert(
    model: type[models.Model], *, key: Sequence[str], wanted: Sequence[Wanted]
) -> list[Stored]:
    """Store `wanted`, whose keys differ from each other, at once; the answer is in its order.

    Changes come before additions, so that a new row may take days or names that a changed one
    gives up.
    """
    work = Upsert(model, key=key)
    stored = work.compare(wanted)
    work.change(stored)
    work.finish()
    work.add(stored)
    return stored


class Upsert:
    """The same for tables too large for one go: batches come in, changes are made at the end.

    Until ``finish`` no row that others may be saving is locked; then one statement changes them
    all. `grows` names the field that counts a row's versions. All rows say the same attributes.
    """

    def __init__(self, model: type[models.Model], *, key: Sequence[str], grows: str = "") -> None:
        self._model = model
        self._key = tuple(key)
        self._grows = grows
        # What the database gives by itself is left to it.
        self._blank = {
            each.attname: each.get_default()
            for each in model._meta.concrete_fields
            if each.db_default is NOT_PROVIDED
        }
        self._new = _Waiting(model, "new", list(self._blank))
        self._changed: _Waiting | None = None

    def compare(self, wanted: Sequence[Wanted]) -> list[Stored]:
        """What each row would become; nothing is written."""
        if not wanted:
            return []
        existing = self._existing(wanted)
        return [self._compared(row, existing.get(row.key)) for row in wanted]

    def add(self, stored: Iterable[Stored]) -> None:
        """Write the new rows among `stored`, which get their ids."""
        new = [each for each in stored if each.outcome is Outcome.NEW]
        if new:
            for each, pk in zip(new, self._ids(len(new)), strict=True):
                each.pk = each.values["id"] = pk
            self._new.hold(each.values for each in new)
            self._new.use(_ADD)

    def change(self, stored: Sequence[Stored]) -> None:
        """Set the changed rows among `stored` aside for ``finish``."""
        changed = [each.values for each in stored if each.outcome is Outcome.CHANGED]
        if changed:
            if self._changed is None:
                self._changed = _Waiting(self._model, "changed", list(changed[0]))
            self._changed.hold(changed)

    def finish(self) -> None:
        """Change all rows set aside, in one statement."""
        if self._changed is not None:
            self._changed.use(_CHANGE, grows=self._grows)

    def _existing(self, wanted: Sequence[Wanted]) -> dict[Key, tuple[int, tuple[Any, ...]]]:
        """Id and attributes of the stored rows by key.

        The filter may find a few rows more; the keys sort them out.
        """
        rows: Any = self._model.objects  # type: ignore[attr-defined]
        for position, name in enumerate(self._key):
            rows = rows.filter(any_of(self._model, name, {row.key[position] for row in wanted}))
        end = len(self._key)
        return {
            row[:end]: (row[end], row[end + 1 :])
            for row in rows.values_list(*self._key, "id", *wanted[0].values)
        }

    def _compared(self, row: Wanted, found: tuple[int, tuple[Any, ...]] | None) -> Stored:
        if found is None:
            named = dict(zip(self._key, row.key, strict=True))
            return Stored(Outcome.NEW, {**self._blank, **named, **row.initial, **row.values}, 0)
        pk, before = found
        same = before == tuple(row.values.values())
        outcome = Outcome.UNCHANGED if same else Outcome.CHANGED
        return Stored(outcome, {"id": pk, **row.values}, pk)

    def _ids(self, count: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(_IDS, [self._model._meta.db_table, count])
            return [row[0] for row in cursor.fetchall()]


class _Waiting:
    """Rows of a model in a temporary table, sent there in one stream, to be used in one statement.

    PostgreSQL takes no stream into a table with row-level security; and of all ways to write many
    rows this is the quickest, several times quicker than statements that carry them.
    """

    def __init__(self, model: type[models.Model], purpose: str, attributes: Sequence[str]) -> None:
        fields = {each.attname: each for each in model._meta.concrete_fields}
        self._columns = {name: str(fields[name].column) for name in attributes}
        self._json = {name for name in attributes if isinstance(fields[name], models.JSONField)}
        self._table = model._meta.db_table
        self._name = f"{purpose}_{self._table}"
        self._made = False

    def hold(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Send the rows, by attribute, to the temporary table."""
        with connection.cursor() as cursor:
            if not self._made:
                cursor.execute(self._statement(_MAKE))
                self._made = True
            with cursor.copy(self._statement(_SEND)) as stream:
                for row in rows:
                    stream.write_row(
                        [
                            _json(row[name]) if name in self._json else row[name]
                            for name in self._columns
                        ]
                    )

    def use(self, template: str, *, grows: str = "") -> None:
        """Run a statement over what is held, and hold nothing more."""
        with connection.cursor() as cursor:
            cursor.execute(self._statement(template, grows=grows))
            cursor.execute(self._statement(_EMPTY))

    def _statement(self, template: str, *, grows: str = "") -> str:
        quoted = connection.ops.quote_name
        columns = [quoted(column) for column in self._columns.values()]
        assignments = [f"{column} = waiting.{column}" for column in columns if column != '"id"']
        if grows:
            assignments.append(f"{quoted(grows)} = stored.{quoted(grows)} + 1")
        return template.format(
            table=quoted(self._table),
            waiting=quoted(self._name),
            columns=", ".join(columns),
            assignments=", ".join(assignments),
        )


def _json(value: Any) -> str | None:
    """A value as the text of its JSON, which the stream carries as it is."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


# Names in these come from models, never from files.
_MAKE = (
    "CREATE TEMPORARY TABLE IF NOT EXISTS {waiting} ON COMMIT DROP"
    " AS SELECT {columns} FROM {table} WITH NO DATA"
)
_SEND = "COPY {waiting} ({columns}) FROM STDIN"
_ADD = "INSERT INTO {table} ({columns}) SELECT {columns} FROM {waiting}"
_CHANGE = (
    "UPDATE {table} stored SET {assignments} FROM {waiting} waiting WHERE stored.id = waiting.id"
)
_EMPTY = "TRUNCATE {waiting}"
_IDS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')::regclass) FROM generate_series(1, %s)"


def relink(
    through: type[models.Model], *, source: str, target: str, wanted: Mapping[int, set[Any]]
) -> set[int]:
    """Make the many-to-many rows of each source exactly its targets; the sources that changed.

    `source` and `target` are the names of the two key columns in `through`.
    """
    rows: Any = through.objects  # type: ignore[attr-defined]
    stored: dict[int, set[Any]] = {each: set() for each in wanted}
    found = rows.filter(**{f"{source}__in": wanted})
    for one, other in found.values_list(source, target):
        stored[one].add(other)
    changed = {each for each, targets in wanted.items() if targets != stored[each]}
    rows.bulk_create(
        through(**{source: each, target: other})
        for each in sorted(changed)
        for other in sorted(wanted[each] - stored[each])
    )
    for each in changed:
        gone = stored[each] - wanted[each]
        if gone:
            rows.filter(**{source: each, f"{target}__in": gone}).delete()
    return changed

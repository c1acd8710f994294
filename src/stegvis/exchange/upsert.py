"""Rows into a model's table: new ones added, different ones changed, equal ones left alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from stegvis.exchange.registry import Key
from stegvis.exchange.tally import Outcome


@dataclass(frozen=True)
class Wanted:
    """What one row asks for: `values` to hold in any case, `initial` only where it is new."""

    key: Key
    values: Mapping[str, Any]
    initial: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Stored:
    """The model instance a row became, and what that took."""

    instance: Any
    outcome: Outcome
    stated: tuple[str, ...] = ()  # the attributes that the row says something about


def upsert(
    model: type[models.Model], *, key: Sequence[str], wanted: Sequence[Wanted]
) -> list[Stored]:
    """Store `wanted`, whose keys differ from each other, at once; instances come in its order.

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
    all. `grows` names the field that counts a row's versions.
    """

    def __init__(self, model: type[models.Model], *, key: Sequence[str], grows: str = "") -> None:
        self._rows: Any = model.objects  # type: ignore[attr-defined]
        self._model = model
        self._key = tuple(key)
        self._grows = grows
        self._new = _Waiting(model, "new", [each.attname for each in model._meta.concrete_fields])
        self._changed: _Waiting | None = None

    def compare(self, wanted: Sequence[Wanted]) -> list[Stored]:
        """What each row would become; nothing is written."""
        existing = self._existing(wanted)
        return [self._compared(row, existing.get(row.key)) for row in wanted]

    def add(self, stored: Iterable[Stored]) -> None:
        """Write the new rows among `stored`, which get their ids."""
        new = [each.instance for each in stored if each.outcome is Outcome.NEW]
        if new:
            for instance, pk in zip(new, self._ids(len(new)), strict=True):
                instance.pk = pk
            self._new.hold(new)
            self._new.use(_ADD)

    def change(self, stored: Sequence[Stored]) -> None:
        """Set the changed rows among `stored` aside for ``finish``."""
        changed = [each for each in stored if each.outcome is Outcome.CHANGED]
        if changed:
            if self._changed is None:
                self._changed = _Waiting(self._model, "changed", ["id", *changed[0].stated])
            self._changed.hold(each.instance for each in changed)

    def finish(self) -> None:
        """Change all rows set aside, in one statement."""
        if self._changed is not None:
            self._changed.use(_CHANGE, grows=self._grows)

    def _existing(self, wanted: Sequence[Wanted]) -> dict[Key, Any]:
        """The rows of the database by key; the filter may find a few more, the keys sort them."""
        filters = {
            f"{name}__in": {row.key[position] for row in wanted}
            for position, name in enumerate(self._key)
        }
        found = self._rows.filter(**filters)
        return {tuple(getattr(each, name) for name in self._key): each for each in found}

    def _compared(self, row: Wanted, found: Any) -> Stored:
        if found is None:
            named = dict(zip(self._key, row.key, strict=True))
            made = self._model(**named, **row.initial, **row.values)
            return Stored(made, Outcome.NEW, tuple(row.values))
        different = False
        for name, value in row.values.items():
            if getattr(found, name) != value:
                setattr(found, name, value)
                different = True
        outcome = Outcome.CHANGED if different else Outcome.UNCHANGED
        return Stored(found, outcome, tuple(row.values))

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
        wanted = set(attributes)
        self._fields = [each for each in model._meta.concrete_fields if each.attname in wanted]
        self._table = model._meta.db_table
        self._name = f"{purpose}_{self._table}"
        self._made = False

    def hold(self, instances: Iterable[Any]) -> None:
        """Send the instances to the temporary table."""
        values = [(each.attname, _ADAPTERS.get(type(each))) for each in self._fields]
        with connection.cursor() as cursor:
            if not self._made:
                cursor.execute(self._statement(_MAKE))
                self._made = True
            with cursor.copy(self._statement(_SEND)) as stream:
                for instance in instances:
                    stream.write_row(
                        [
                            adapt(getattr(instance, name)) if adapt else getattr(instance, name)
                            for name, adapt in values
                        ]
                    )

    def use(self, template: str, *, grows: str = "") -> None:
        """Run a statement over what is held, and hold nothing more."""
        with connection.cursor() as cursor:
            cursor.execute(self._statement(template, grows=grows))
            cursor.execute(self._statement(_EMPTY))

    def _statement(self, template: str, *, grows: str = "") -> str:
        quoted = connection.ops.quote_name
        columns = [quoted(str(each.column)) for each in self._fields]
        assignments = [f"{column} = waiting.{column}" for column in columns if column != '"id"']
        if grows:
            assignments.append(f"{quoted(grows)} = stored.{quoted(grows)} + 1")
        return template.format(
            table=quoted(self._table),
            waiting=quoted(self._name),
            columns=", ".join(columns),
            assignments=", ".join(assignments),
        )


def _json(value: Any) -> Jsonb | None:
    return None if value is None else Jsonb(value)


_ADAPTERS: dict[type, Callable[[Any], Any]] = {models.JSONField: _json}

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

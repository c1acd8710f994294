"""Rows into a model's table: new ones added, different ones changed, equal ones left alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

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
        self._model = model
        self._rows: Any = model.objects  # type: ignore[attr-defined]
        self._key = tuple(key)
        self._grows = grows
        self._id: Any = model._meta.pk
        self._fields: tuple[models.Field[Any, Any], ...] = ()

    def compare(self, wanted: Sequence[Wanted]) -> list[Stored]:
        """What each row would become; nothing is written."""
        existing = self._existing(wanted)
        return [self._compared(row, existing.get(row.key)) for row in wanted]

    def add(self, stored: Iterable[Stored]) -> None:
        """Write the new rows among `stored`, which get their ids."""
        self._rows.bulk_create(each.instance for each in stored if each.outcome is Outcome.NEW)

    def change(self, stored: Iterable[Stored]) -> None:
        """Set the changed rows among `stored` aside for ``finish``."""
        changed = [each.instance for each in stored if each.outcome is Outcome.CHANGED]
        if not changed:
            return
        with connection.cursor() as cursor:
            if not self._made:
                cursor.execute(self._statement(_WAITING))
                self._made = True
            with cursor.copy(self._statement(_COPY)) as copy:
                for instance in changed:
                    copy.write_row(
                        [
                            each.get_db_prep_save(getattr(instance, each.attname), connection)
                            for each in (self._id, *self._fields)
                        ]
                    )

    def finish(self) -> None:
        """Change all rows set aside, in one statement."""
        if self._made:
            with connection.cursor() as cursor:
                cursor.execute(self._statement(_CHANGE))
                cursor.execute(self._statement(_DONE))
            self._made = False

    _made = False

    def _existing(self, wanted: Sequence[Wanted]) -> dict[Key, Any]:
        """The rows of the database by key; the filter may find a few more, the keys sort them."""
        filters = {
            f"{name}__in": {row.key[position] for row in wanted}
            for position, name in enumerate(self._key)
        }
        found = self._rows.filter(**filters)
        return {tuple(getattr(each, name) for name in self._key): each for each in found}

    def _compared(self, row: Wanted, found: Any) -> Stored:
        if not self._fields:
            self._fields = tuple(
                each for each in self._model._meta.concrete_fields if each.attname in row.values
            )
        if found is None:
            named = dict(zip(self._key, row.key, strict=True))
            return Stored(self._model(**named, **row.initial, **row.values), Outcome.NEW)
        different = [name for name, value in row.values.items() if getattr(found, name) != value]
        for name in different:
            setattr(found, name, row.values[name])
        return Stored(found, Outcome.CHANGED if different else Outcome.UNCHANGED)

    def _statement(self, template: str) -> str:
        quoted = connection.ops.quote_name
        columns = [quoted(str(each.column)) for each in self._fields]
        assignments = [f"{column} = waiting.{column}" for column in columns]
        if self._grows:
            assignments.append(f"{quoted(self._grows)} = stored.{quoted(self._grows)} + 1")
        return template.format(
            table=quoted(self._model._meta.db_table),
            waiting=quoted(f"waiting_{self._model._meta.db_table}"),
            columns=", ".join(['"id"', *columns]),
            assignments=", ".join(assignments),
        )


# Names come from models, never from files.
_WAITING = (
    "CREATE TEMPORARY TABLE {waiting} ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA"
)
_COPY = "COPY {waiting} ({columns}) FROM STDIN"
_CHANGE = (
    "UPDATE {table} stored SET {assignments} FROM {waiting} waiting WHERE stored.id = waiting.id"
)
_DONE = "DROP TABLE {waiting}"


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

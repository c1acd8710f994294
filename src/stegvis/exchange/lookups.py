"""From the keys that files use to the rows of the database, many at a time."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from stegvis.exchange.registry import Key

_AT_ONCE = 5_000


def pieces(keys: Collection[Key], size: int = _AT_ONCE) -> Iterator[set[Key]]:
    """The keys in groups small enough for one query."""
    waiting = iter(keys)
    while piece := set(islice(waiting, size)):
        yield piece


def any_of(model: type[models.Model], name: str, values: Collection[Any]) -> RawSQL:
    """A condition: the attribute `name` is one of `values`.

    As one array; a list of thousands of parameters takes longer to prepare than to answer.
    """
    field: Any = model._meta.get_field(name)
    column = connection.ops.quote_name(field.column)
    table = connection.ops.quote_name(model._meta.db_table)
    return RawSQL(f"{table}.{column} = ANY(%s)", [list(values)], BooleanField())  # noqa: S611


def found(
    model: type[models.Model], *lookups: str, keys: Collection[Key], value: str = "pk"
) -> dict[Key, Any]:
    """`value` of each row whose `lookups` are one of `keys`; keys without a row are left out."""
    answer: dict[Key, Any] = {}
    for piece in pieces(keys):
        filters = {
            f"{lookup}__in": {key[position] for key in piece}
            for position, lookup in enumerate(lookups)
        }
        rows = model.objects.filter(**filters).values_list(*lookups, value)  # type: ignore[attr-defined]
        answer |= {tuple(row[:-1]): row[-1] for row in rows if tuple(row[:-1]) in piece}
    return answer


def known(model: type[models.Model], *lookups: str) -> Callable[[set[Key]], set[Key]]:
    """A function that tells which of some keys the rows of `model` have, by `lookups`."""

    def _known(keys: set[Key]) -> set[Key]:
        return set(found(model, *lookups, keys=keys))

    return _known


def slugs(model: type[models.Model], wanted: Collection[str]) -> dict[str, Any]:
    """The ids of rows by their slug."""
    rows: Sequence[Any] = model.objects.filter(slug__in=set(wanted)).values_list("slug", "pk")  # type: ignore[attr-defined]
    return dict(rows)

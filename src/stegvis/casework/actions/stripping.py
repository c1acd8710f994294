"""Finding and removing everything that is stored of one participant, whatever table it is in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import ForeignObjectRel, Model
from django.utils.module_loading import import_string
from psycopg import sql

from stegvis.access import erasures
from stegvis.access.models import DataKey
from stegvis.access.sealing import SealedRow
from stegvis.casework.models import Participant
from stegvis.organisations.models import Association

Keys = set[Any]
Doomed = Mapping[type[Model], Keys]
# Models with a path to a participant that stay as they are, and why; none so far.
KEPT: Mapping[str, str] = {}


def relations_to(model: type[Model]) -> Iterator[ForeignObjectRel]:
    """The relations by which rows of other tables point at rows of `model`, hidden ones too."""
    for found in model._meta.get_fields(include_hidden=True):
        if not isinstance(found, ForeignObjectRel) or found.many_to_many:
            continue
        if _pointing(found)._meta.label_lower not in KEPT:
            yield found


def _pointing(relation: ForeignObjectRel) -> type[Model]:
    model = relation.related_model
    assert isinstance(model, type)
    return model


def models_about() -> set[type[Model]]:
    """Every model with a path to a participant, her own among them."""
    found: set[type[Model]] = set()
    waiting: list[type[Model]] = [Participant]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += [_pointing(relation) for relation in relations_to(model)]
    return found


def rows_about(root: Model) -> dict[type[Model], Keys]:
    """The keys of every row with a path to `root`, her own or its own among them, by model.

    Needs to see every row.
    """
    found: dict[type[Model], Keys] = defaultdict(set)
    found[type(root)].add(root.pk)
    waiting: list[tuple[type[Model], Keys]] = [(type(root), {root.pk})]
    while waiting:
        model, keys = waiting.pop()
        for relation in relations_to(model):
            pointing = _pointing(relation)
            rows = pointing._meta.base_manager.filter(**{f"{relation.field.name}__in": keys})
            fresh = set(rows.values_list("pk", flat=True)) - found[pointing]
            if fresh:
                found[pointing] |= fresh
                waiting.append((pointing, fresh))
    return {model: keys for model, keys in found.items() if keys}


def keys_of(doomed: Doomed) -> Keys:
    """The data keys of these rows that no row of anybody else is sealed under."""
    own = {
        key
        for model, rows in doomed.items()
        if issubclass(model, SealedRow)
        for key in model._meta.base_manager.filter(pk__in=rows).values_list("key_id", flat=True)
    }
    return own - _shared(own, doomed)


def _shared(keys: Keys, doomed: Doomed) -> Keys:
    sealed = [model for model in apps.get_models() if issubclass(model, SealedRow)]
    return {
        key
        for model in sealed
        for key in model._meta.base_manager.filter(key_id__in=keys)
        .exclude(pk__in=doomed.get(model, ()))
        .values_list("key_id", flat=True)
    }


def delete(doomed: Doomed) -> None:
    """Delete the rows; the database then checks that nothing is left that pointed at them.

    Past the collector of Django, which knows no order for rows that point at one another.
    """
    with connection.cursor() as cursor:
        for model, rows in doomed.items():
            statement = sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)").format(
                sql.Identifier(model._meta.db_table), sql.Identifier(_column(model))
            )
            cursor.execute(statement, [list(rows)])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def forget_figures(association: Association) -> None:
    """Delete the association's snapshots, once the running transaction is committed."""
    slug = association.slug
    forget = import_string(settings.STEGVIS_FORGET_SNAPSHOTS)
    transaction.on_commit(lambda: forget(slug))


def destroy(keys: Iterable[Any]) -> None:
    """Empty the data keys: what they sealed opens nowhere again, in older backups neither."""
    found = list(keys)
    DataKey.objects.filter(pk__in=found).update(wrapped=b"")
    erasures.note(erasures.KEY, found)


def _column(model: type[Model]) -> str:
    column = model._meta.pk.column
    assert column is not None
    return column

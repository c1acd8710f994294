"""All that is stored about one participant at her owner, for herself: every field of every table.

Where she stands follows from the schema (the walk that erases her too), and what is about her from
the classes of the fields, so a new table is in the extract the day it is there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import BinaryField, ForeignKey, Model
from django.utils.module_loading import import_string

from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import Scope, scope_of
from stegvis.access.sealing import SealedRow
from stegvis.casework.actions import stripping
from stegvis.casework.models import Participant

# Where a row belongs is told by name.
PLACES = ("association", "owner", "intervention", "site")
# Models with rows about her that tell her nothing, and why.
LEFT_OUT: Mapping[str, str] = {
    "surveys.answerdraft": "answers that she has not sent, gone within a day",
}

Row = dict[str, Any]


def of(participant: Participant, *, by: User, today: date) -> dict[str, Any]:
    """Her code, the day, and by table the rows about her: values, opened texts, places by name.

    Keys, hashes and who of the staff wrote are left out. Raises PermissionError for anyone but the
    owner's manager.
    """
    if participant.owner_id not in scope_of(by).places(Permission.DECIDE_CHANGES, "owners"):
        raise PermissionError("Only the owner's manager gives out a whole record.")
    is_about_her = import_string(settings.STEGVIS_ABOUT_PARTICIPANTS)
    with acting(Scope(user_id=by.pk, everything=True)):
        found = stripping.rows_about(participant)
        tables = {
            model._meta.label_lower: [_told(row, is_about_her) for row in _rows(model, keys)]
            for model, keys in sorted(found.items(), key=lambda each: each[0]._meta.label_lower)
            if model._meta.label_lower not in LEFT_OUT
        }
    return {"participant": participant.code, "made_on": today, "tables": tables}


def _rows(model: type[Model], keys: Iterable[Any]) -> Iterable[Model]:
    names = {field.name for field in model._meta.concrete_fields}
    joined = [name for name in (*PLACES, "key") if name in names]
    rows = model._meta.base_manager.filter(pk__in=keys).order_by("pk")
    return rows.select_related(*joined) if joined else rows


def _told(row: Model, is_about_her: Callable[[str, str], bool]) -> Row:
    told: Row = {"id": row.pk}
    for field in row._meta.concrete_fields:
        if field.name in PLACES and isinstance(field, ForeignKey):
            place = getattr(row, field.name)
            told[field.name] = None if place is None else str(place)
        elif not isinstance(field, BinaryField) and is_about_her(row._meta.label_lower, field.name):
            told[field.name] = field.value_from_object(row)
    if isinstance(row, SealedRow):
        told.pop("key", None)
        told["texts"] = row.texts if row.sealed else {}
        told |= {name: row.unseal_from(getattr(row, name), name) for name in _sealed_beside(row)}
    return told


def _sealed_beside(row: SealedRow) -> Iterator[str]:
    """The columns that are sealed apart from the others and say something."""
    for field in row._meta.concrete_fields:
        beside = isinstance(field, BinaryField) and field.name not in ("sealed", "number_print")
        if beside and getattr(row, field.name):
            yield field.name

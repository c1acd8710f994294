"""The typed history of a participation: one row a change, written with the change itself."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field
from django.utils import timezone

from stegvis.access.models import User
from stegvis.casework.choices.changes import APPLIED
from stegvis.casework.models import Change, Participation

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Origin:
    """Why something is changed, and with what else: all of a batch are undone together."""

    kind: str
    reason: str = ""
    batch: uuid.UUID | None = None
    effective_on: date | None = None
    counterpart: Participation | None = None


def record(
    *,
    participation: Participation,
    origin: Origin,
    before: Values,
    after: Values,
    by: User,
    today: date,
) -> Change:
    """The stored row of a change that has been carried out."""
    now = timezone.now()
    return Change.objects.create(
        participation=participation,
        counterpart=origin.counterpart,
        kind=origin.kind,
        reason=origin.reason,
        effective_on=origin.effective_on or today,
        before=written(before),
        after=written(after),
        state=APPLIED,
        proposed_by=by,
        decided_by=by,
        decided_at=now,
        batch=origin.batch or uuid.uuid4(),
    )


def said(participation: Participation, names: Iterable[str]) -> dict[str, Any]:
    """What `participation` says in the fields named."""
    return {name: getattr(participation, name) for name in names}


def differing(before: Values, after: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same two, with only what differs."""
    names = [name for name in after if written(before).get(name) != written(after).get(name)]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def written(values: Values) -> dict[str, Any]:
    """`values` as JSON keeps them: days and decimals as text."""
    return {name: _plain(value) for name, value in values.items()}


def read(values: Values) -> dict[str, Any]:
    """`values` of a stored change as the fields of a participation take them."""
    return {name: _field(name).to_python(value) for name, value in values.items()}


def _field(name: str) -> "Field[Any, Any]":
    found = Participation._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value

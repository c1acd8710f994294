"""Writing down what is agreed with an intervention: places, weeks, hours, meetings, decisions."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import Scope, scope_of
from stegvis.interventions.models import Agreement, Intervention


class Refused(Exception):
    """The agreement cannot be stored as it is; `field` and `message` say what to change."""

    def __init__(self, field: str, message: str | Promise) -> None:
        super().__init__(str(message))
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Terms:
    """What is agreed from a day on; empty means nothing is agreed about it."""

    starts_on: date
    ends_on: date | None = None
    places: int | None = None
    planned_participants: int | None = None
    weeks: int | None = None
    hours_per_week: Decimal | None = None
    owner_decides: bool = False
    longest_extension_weeks: int | None = None
    meeting_weeks: list[int] = field(default_factory=list)
    meeting_interval_weeks: int | None = None
    meeting_weeks_before_end: int | None = None
    closed_weeks: list[date] = field(default_factory=list)


def decides(scope: Scope, intervention: Intervention) -> bool:
    """Whether who has `scope` manages the organisation that owns the intervention."""
    return intervention.owner_id in scope.places(Permission.DECIDE_CHANGES, "owners")


@transaction.atomic
def agree(*, intervention: Intervention, terms: Terms, by: User) -> Agreement:
    """A new agreement. Raises Refused when another holds on one of its days."""
    return _stored(Agreement(intervention=intervention), terms, by=by)


@transaction.atomic
def change(*, agreement: Agreement, seen: str, terms: Terms, by: User) -> Agreement:
    """The agreement with other terms, if `seen` is still the mark of what it says.

    Raises Refused when it is not, or when another agreement holds on one of the days.
    """
    stored = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if mark_of(terms_of(stored)) != seen:
        # Translators: «Någon annan har ändrat avtalet medan du skrev. Det som gäller nu står
        # ovanför; spara igen om det du skrev ska gälla.»
        message = _(
            "Someone else has changed the agreement while you were writing. What it says now "
            "stands above; save again if what you wrote shall stand."
        )
        raise Refused("", message)
    return _stored(stored, terms, by=by)


def terms_of(agreement: Agreement) -> Terms:
    """What an agreement says."""
    return Terms(**{name: getattr(agreement, name) for name in Terms.__dataclass_fields__})


def mark_of(terms: Terms) -> str:
    """What a page keeps of the terms it was opened with, to tell whether they have changed."""
    return hashlib.sha256(repr(terms).encode()).hexdigest()


def _stored(agreement: Agreement, terms: Terms, *, by: User) -> Agreement:
    if not decides(scope_of(by), agreement.intervention):
        raise PermissionError("This intervention belongs to an organisation you do not manage.")
    _check(agreement, terms)
    values: dict[str, Any] = asdict(terms)
    for name, value in values.items():
        setattr(agreement, name, value)
    agreement.save()
    return agreement


def _check(agreement: Agreement, terms: Terms) -> None:
    if terms.ends_on and terms.ends_on < terms.starts_on:
        # Translators: «Sista dagen är före första dagen; rätta den som är fel.»
        raise Refused("ends_on", _("The last day is before the first; correct the wrong one."))
    others = Agreement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=terms.starts_on), intervention=agreement.intervention
    ).exclude(pk=agreement.pk)
    if terms.ends_on:
        others = others.filter(starts_on__lte=terms.ends_on)
    if other := others.order_by("starts_on").first():
        # Translators: «Avtalet från %(day)s gäller någon av de dagarna. Låt det ena sluta dagen
        # före det andra.»
        message = _(
            "The agreement from %(day)s holds on some of these days. "
            "Let the one end the day before the other begins."
        )
        raise Refused("starts_on", message % {"day": f"{other.starts_on}"})

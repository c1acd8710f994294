"""Who has sent unlinked forms in a collection period: numbers of five and more, else words."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import Sum

from stegvis.core import codes
from stegvis.core.periods import Period
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys import words
from stegvis.surveys.actions import unlinked
from stegvis.surveys.models import (
    AssociationCount,
    InstrumentUse,
    UnlinkedCount,
    WaitingForm,
    YearlyRound,
)
from stegvis.surveys.rules import collection
from stegvis.surveys.transfer.collection import named

PERIODS_SHOWN = 6
ROUNDS_SHOWN = 12


class State(StrEnum):
    """How far the forms of an intervention have come."""

    NONE = "none"  # nothing has come yet
    FEW = "few"  # something has come, too little to be counted
    COUNTED = "counted"
    TOO_FEW = "too_few"  # the period is closed, and nothing or too little was kept here


@dataclass(frozen=True)
class Received:
    """What an intervention has sent of one form; `number` only where it is five or more."""

    intervention: Intervention
    title: str
    state: State
    number: int | None


@dataclass(frozen=True)
class Kept:
    """What is kept for the association as a whole, as far as it may be told."""

    state: State
    number: int | None


@dataclass(frozen=True)
class Collected:
    """A collection period and what has come in it."""

    period: Period
    closed: bool
    rows: list[Received]
    kept: Kept

    @property
    def total(self) -> int:
        """The forms that are counted by intervention."""
        return sum(row.number or 0 for row in self.rows)


@contextmanager
def closing(association: Association) -> Iterator[None]:
    """Run the block where counts and waiting forms of `association` can be read, not written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('stegvis.closing', %s, true)", [str(association.pk)])
        yield
        cursor.execute("SELECT set_config('stegvis.closing', '', true)")


def periods(association: Association, *, today: date) -> list[Period]:
    """The collection period of today and those that counts are stored for, the latest first."""
    now = collection.period_of(today, months=unlinked.months_of(association, on=today))
    with closing(association):
        stored = {
            pair
            for model in (UnlinkedCount, AssociationCount)
            for pair in model.objects.filter(association=association)
            .values_list("collected_from", "collected_to")
            .distinct()
        }
    pairs = sorted({(now.first, now.last), *stored}, reverse=True)[:PERIODS_SHOWN]
    return [Period(first, last, named(first, last)) for first, last in pairs]


def collected(
    association: Association, period: Period, *, among: Iterable[Intervention], today: date
) -> Collected:
    """What has come in `period` from the interventions `among`, by their names."""
    over = period.last < today
    with closing(association):
        waiting = set(
            WaitingForm.objects.filter(**_in(period)).values_list("intervention_id", "instrument")
        )
        stored = {
            (place, code): number
            for place, code, number in UnlinkedCount.objects.filter(
                association=association, **_in(period)
            )
            .values_list("intervention_id", "instrument")
            .annotate(Sum("count"))
        }
        few = _few(association, period)
    closed = over and not waiting
    rows = [
        Received(
            place,
            titles[code],
            *_told(stored.get((place.pk, code), 0), (place.pk, code) in waiting, closed=closed),
        )
        for place, titles in _asking(among, period, stored)
        for code in titles
    ]
    return Collected(period, closed, rows, Kept(*_told(few, waiting=False, closed=False)))


def _few(association: Association, period: Period) -> int:
    """Forms kept for the association because there were too few of them, of no yearly round."""
    asked = YearlyRound.objects.filter(association=association).values("instrument__code")
    kept = AssociationCount.objects.filter(association=association, **_in(period))
    return kept.exclude(instrument__in=asked).aggregate(number=Sum("count"))["number"] or 0


@dataclass(frozen=True)
class Answered:
    """A yearly round, and how many have answered where that may be told."""

    round: YearlyRound
    title: str
    respondent: str
    state: State
    number: int | None
    is_open: bool


def rounds(association: Association, *, today: date) -> list[Answered]:
    """The yearly rounds of an association, the latest first."""
    found = YearlyRound.objects.filter(association=association).select_related("instrument")
    with closing(association):
        return [
            _answered(each, today=today)
            for each in found.order_by("-opens_on", "pk")[:ROUNDS_SHOWN]
        ]


def _answered(found: YearlyRound, *, today: date) -> Answered:
    """Counted in all periods that the round touches: a survey has one round at a time."""
    form = found.instrument.questionnaire
    of_it = {
        "association": found.association_id,
        "instrument": form.code,
        "collected_to__gte": found.opens_on,
        "collected_from__lte": found.closes_on,
    }
    counts = AssociationCount.objects.filter(**of_it).aggregate(number=Sum("count"))["number"]
    waits = WaitingForm.objects.filter(**of_it).exists()
    closed = found.closes_on < today
    state, number = _told(counts or 0, waits, closed=closed and not waits)
    return Answered(
        found,
        words.titled(found.instrument),
        codes.RESPONDENT.label(form.respondent),
        state,
        number,
        is_open=found.opens_on <= today <= found.closes_on,
    )


def _told(number: int, waiting: bool, *, closed: bool) -> tuple[State, int | None]:  # noqa: FBT001
    if number >= unlinked.TOGETHER:
        return State.COUNTED, number
    if closed:
        return State.TOO_FEW, None
    return (State.FEW if number or waiting else State.NONE), None


def _asking(
    among: Iterable[Intervention], period: Period, stored: Iterable[tuple[int, str]]
) -> Iterator[tuple[Intervention, dict[str, str]]]:
    """The unlinked forms of each intervention: those in use some day, and those with counts."""
    places = list(among)
    found: dict[int, dict[str, str]] = {each.pk: {} for each in places}
    for place, code in stored:
        if place in found:
            found[place][code] = code
    uses = InstrumentUse.objects.filter(
        intervention__in=places, used_from__lte=period.last
    ).exclude(used_to__lt=period.first)
    for use in uses.select_related("instrument"):
        if not use.instrument.questionnaire.linked:
            found[use.intervention_id][use.instrument.code] = words.titled(use.instrument)
    for each in places:
        yield each, found[each.pk]


def _in(period: Period) -> dict[str, date]:
    return {"collected_from": period.first, "collected_to": period.last}

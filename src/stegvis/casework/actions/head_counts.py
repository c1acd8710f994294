"""Verbs on head counts: those without a record of their own are counted by year and gender.

A year's row says how many were carried in, are new and have ended. Who is added to or ends in an
earlier year is carried on into the rows of later years, so that what remained of one year is what
the next began with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.actions.participations import Refused
from stegvis.casework.models import HeadCount
from stegvis.casework.rules.head_counts import Spell, Year, problems_of_remaining, years_of
from stegvis.casework.rules.participations import Problem
from stegvis.interventions.models import Intervention


class Changed(Exception):
    """The count has been changed since: one click no longer takes the step back."""


@dataclass(frozen=True)
class Counted:
    """Who are counted together: at which owner, in which intervention, of gender and kind."""

    intervention: Intervention
    owner_id: int
    gender: str
    kind: str = "enrolled"


@transaction.atomic
def add(*, counted: Counted, year: int, by: User, today: date) -> HeadCount:
    """One more who is new in `year`; she is carried into the years after it."""
    _require(counted.intervention, counted.owner_id, by=by)
    _check_year(year, today)
    return enter(counted=counted, spell=Spell(year, None), today=today)


@transaction.atomic
def end(*, counted: Counted, year: int, by: User, today: date) -> HeadCount:
    """One who ended in `year`. Raises Refused when nobody remained."""
    _require(counted.intervention, counted.owner_id, by=by)
    _check_year(year, today)
    carry_over(counted=counted, year=today.year)
    later = list(_rows(counted).filter(year__gte=year).order_by("year"))
    if not later or later[0].year != year or any(_full(row) for row in later):
        # Translators: «Ingen av dem är kvar %(year)s; kontrollera kön och år.»
        message = _("None of them remained in %(year)s; check gender and year.") % {"year": year}
        raise Refused((Problem("gender", message),))
    _rows(counted).filter(year__gt=year).update(carried_in=F("carried_in") - 1)
    _rows(counted).filter(year=year).update(ended=F("ended") + 1)
    later[0].refresh_from_db()
    return later[0]


def _full(row: HeadCount) -> bool:
    return row.carried_in + row.new <= row.ended


@transaction.atomic
def undo_add(*, row: HeadCount, seen: int, by: User) -> None:
    """One fewer who is new, if nobody else has been counted since (`seen` were new then)."""
    _require(row.intervention, row.owner_id, by=by)
    _unchanged(HeadCount.objects.select_for_update().get(pk=row.pk).new, seen)
    counted = _counted(row)
    _rows(counted).filter(year__gt=row.year, carried_in__gt=0).update(
        carried_in=F("carried_in") - 1
    )
    HeadCount.objects.filter(pk=row.pk).update(new=F("new") - 1)
    _drop_empty(counted)


@transaction.atomic
def undo_end(*, row: HeadCount, seen: int, by: User) -> None:
    """One fewer who has ended, if nobody else has ended since (`seen` had ended then)."""
    _require(row.intervention, row.owner_id, by=by)
    _unchanged(HeadCount.objects.select_for_update().get(pk=row.pk).ended, seen)
    HeadCount.objects.filter(pk=row.pk).update(ended=F("ended") - 1)
    _rows(_counted(row)).filter(year__gt=row.year).update(carried_in=F("carried_in") + 1)


@transaction.atomic
def confirm(
    *,
    intervention: Intervention,
    owner_id: int,
    remaining: Mapping[tuple[str, str], int],
    by: User,
    today: date,
) -> None:
    """This January's answer: of each (gender, kind) so many remained from last year.

    Those who are fewer than were counted have ended last year. Raises Refused where more are said
    to remain than were counted: who is new is added first.
    """
    _require(intervention, owner_id, by=by)
    rows = {}
    for gender, kind in remaining:
        counted = Counted(intervention, owner_id, gender, kind)
        carry_over(counted=counted, year=today.year)
        rows[gender, kind] = (counted, _rows(counted).filter(year=today.year).first())
    problems = [
        problem
        for key, (_counted_ones, row) in rows.items()
        for problem in problems_of_remaining(remaining[key], _year(row), gender=key[0], kind=key[1])
    ]
    if problems:
        raise Refused(tuple(problems))
    for key, (counted, row) in rows.items():
        if row is not None:
            _confirm(counted, row, remaining[key], by=by, today=today)


def _confirm(counted: Counted, row: HeadCount, stayed: int, *, by: User, today: date) -> None:
    left = row.carried_in - stayed
    last_year = _rows(counted).filter(year=row.year - 1)
    last_year.update(ended=F("ended") + left)
    HeadCount.objects.filter(pk=row.pk).update(
        carried_in=stayed, confirmed_on=today, confirmed_by=by
    )


def unconfirmed(rows: Iterable[HeadCount], *, today: date) -> list[HeadCount]:
    """The rows that this year's question is about: carried in, and nobody has confirmed."""
    return [
        row
        for row in rows
        if row.year == today.year and row.carried_in and row.confirmed_on is None
    ]


@transaction.atomic
def carry_over(*, counted: Counted, year: int) -> None:
    """Make the row of `year` from what remained of the year before, if there is none yet."""
    before = _rows(counted).filter(year=year - 1).first()
    if before is None or _rows(counted).filter(year=year).exists():
        return
    remained = before.carried_in + before.new - before.ended
    if remained:
        _new_row(counted, year, carried_in=remained)


def carry_over_all(rows: Iterable[HeadCount], *, year: int) -> int:
    """`carry_over` for everyone who is counted in `rows`; how many were looked at."""
    groups = {(row.intervention_id, row.owner_id, row.gender, row.kind): row for row in rows}
    for row in groups.values():
        carry_over(counted=_counted(row), year=year)
    return len(groups)


def enter(*, counted: Counted, spell: Spell, today: date) -> HeadCount:
    """Count someone in for all her years; the row of the first. Asks for no right."""
    carry_over(counted=counted, year=today.year)
    first = None
    for year in years_of(spell, today=today):
        row = _rows(counted).filter(year=year.year).first() or _new_row(counted, year.year)
        HeadCount.objects.filter(pk=row.pk).update(
            carried_in=F("carried_in") + year.carried_in,
            new=F("new") + year.new,
            ended=F("ended") + year.ended,
        )
        first = first or row
    assert first is not None
    first.refresh_from_db()
    return first


def _rows(counted: Counted) -> QuerySet[HeadCount]:
    return HeadCount.objects.filter(
        intervention=counted.intervention,
        owner_id=counted.owner_id,
        gender=counted.gender,
        kind=counted.kind,
    )


def _new_row(counted: Counted, year: int, *, carried_in: int = 0) -> HeadCount:
    return HeadCount.objects.create(
        association_id=counted.intervention.association_id,
        intervention=counted.intervention,
        owner_id=counted.owner_id,
        gender=counted.gender,
        kind=counted.kind,
        year=year,
        carried_in=carried_in,
    )


def _counted(row: HeadCount) -> Counted:
    return Counted(row.intervention, row.owner_id, row.gender, row.kind)


def _year(row: HeadCount | None) -> Year:
    return Year(row.year, row.carried_in, row.new, row.ended) if row else Year(0, 0, 0, 0)


def _drop_empty(counted: Counted) -> None:
    _rows(counted).filter(carried_in=0, new=0, ended=0, confirmed_on=None).delete()


def _unchanged(now: int, seen: int) -> None:
    if now != seen:
        # Translators: «Antalet har ändrats sedan dess; rätta för hand i stället.»
        raise Changed(_("The count has been changed since then; correct it by hand instead."))


def _check_year(year: int, today: date) -> None:
    if not today.year - 1 <= year <= today.year:
        # Translators: «Välj det här året eller förra; tidigare år rättas med en fil.»
        message = _("Choose this year or the last; earlier years are corrected by a file.")
        raise Refused((Problem("year", message),))


def _require(intervention: Intervention, owner_id: int, *, by: User) -> None:
    scope = scope_of(by)
    here = intervention.pk in scope.places(Permission.REGISTER, "interventions")
    if not here or owner_id not in scope.places(Permission.REGISTER, "owners"):
        raise PermissionError("This intervention is counted by an organisation you do not work in.")

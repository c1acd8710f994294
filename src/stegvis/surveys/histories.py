"""What one participant has answered over time, and what happened meanwhile; constant queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stegvis.access.models import User
from stegvis.casework.choices.changes import PAUSED, TRANSFER
from stegvis.casework.models import Change, Participation, StatusPeriod
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys.models import Instrument, NotAnswered, Response

Version = tuple[str, str]  # code and version of an instrument


@dataclass(frozen=True)
class Happening:
    """Something beside the answers: with `until` it lasted, without it goes on or took a day."""

    kind: str  # transferred, parallel or paused
    on: date
    until: date | None
    name: str = ""


@dataclass(frozen=True)
class History:
    """The participations of one person that follow each other, with their answers, by day."""

    participations: list[Participation]
    responses: list[Response]
    instruments: dict[Version, Instrument]
    happened: list[Happening]
    passed: list[NotAnswered]


def history(participation: Participation, *, by: User) -> History:
    """All that `by` may see of it: a transfer begins a participation, but not a new history."""
    everything = _of_participant(participation, by)
    moves = _transfers(participation)
    own = _following(participation, everything, moves)
    responses = list(
        Response.objects.filter(participation__in=own)
        .prefetch_related("answers")
        .order_by("answered_on", "pk")
    )
    passed = NotAnswered.objects.filter(participation__in=own).select_related("instrument")
    versions = {(each.instrument, each.version) for each in responses}
    return History(
        participations=own,
        responses=responses,
        instruments=_instruments(versions, participation.association, participation.intervention),
        happened=_happened(own, everything, moves),
        passed=list(passed.order_by("due_on")),
    )


def _of_participant(participation: Participation, by: User) -> list[Participation]:
    found = Participation.objects.visible_to(by).filter(
        participant_id=participation.participant_id, voided=False
    )
    return list(found.select_related("intervention", "site").order_by("started_on", "pk"))


@dataclass(frozen=True)
class _Transfer:
    ends: int
    begins: int
    on: date


def _transfers(participation: Participation) -> list[_Transfer]:
    """From which participation of the person to which; each end notes the other."""
    rows = Change.objects.filter(
        kind=TRANSFER,
        participation__participant_id=participation.participant_id,
        counterpart__isnull=False,
    ).select_related("participation", "counterpart")
    found = {}
    for row in rows:
        assert row.counterpart is not None
        ends, begins = sorted((row.participation, row.counterpart), key=lambda p: p.started_on)
        found[ends.pk, begins.pk] = _Transfer(ends.pk, begins.pk, begins.started_on)
    return list(found.values())


def _following(
    participation: Participation, everything: Iterable[Participation], moves: list[_Transfer]
) -> list[Participation]:
    """The participation with those that it came from and went on to."""
    own = {participation.pk}
    for _step in moves:
        for move in moves:
            if own & {move.ends, move.begins}:
                own |= {move.ends, move.begins}
    return [each for each in everything if each.pk in own] or [participation]


def _happened(
    own: list[Participation], everything: list[Participation], moves: list[_Transfer]
) -> list[Happening]:
    ids = {each.pk: each for each in own}
    found = [
        Happening("transferred", move.on, None, _place(ids[move.begins]))
        for move in moves
        if move.begins in ids and move.ends in ids
    ]
    found += [
        Happening("parallel", each.started_on, each.ended_on or date.max, each.intervention.name)
        for each in everything
        if each.pk not in ids and any(_overlap(each, other) for other in own)
    ]
    pauses = StatusPeriod.objects.filter(participation__in=own, status=PAUSED)
    found += [Happening(PAUSED, each.starts_on, each.ends_on or date.max) for each in pauses]
    return sorted(found, key=lambda each: (each.on, each.kind, each.name))


def _place(participation: Participation) -> str:
    site = participation.site
    return participation.intervention.name if site.is_default else site.name


def _overlap(one: Participation, other: Participation) -> bool:
    begins = max(one.started_on, other.started_on)
    return begins <= min(one.ended_on or date.max, other.ended_on or date.max)


def _instruments(
    versions: set[Version], association: Association, intervention: Intervention
) -> dict[Version, Instrument]:
    """By code and version; where several have the same, the intervention's own comes first."""
    rows = Instrument.objects.open_to(association).filter(code__in={code for code, _ in versions})
    found: dict[Version, Instrument] = {}
    for row in sorted(rows, key=lambda row: _nearness(row, intervention)):
        found[row.code, row.version] = row
    return {version: row for version, row in found.items() if version in versions}


def _nearness(row: Instrument, intervention: Intervention) -> tuple[bool, bool]:
    return row.intervention_id == intervention.pk, row.association_id is not None

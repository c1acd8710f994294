"""Unlinked forms: from rows to how many forms carried exactly the same answers.

Rows are forms only while the file is read. What is stored are counts for the whole intervention,
instrument and collection period, which an import states anew; forms without an intervention are
those of which there were too few in theirs, and are the association's.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import SystemRandom
from typing import Any

from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found
from stegvis.exchange.tally import Tally
from stegvis.exchange.writing import Writing
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys.models import AssociationCount, UnlinkedCount
from stegvis.surveys.transfer.answers import HEAD, answer
from stegvis.surveys.transfer.collection import days
from stegvis.surveys.transfer.linked import Name, name_of, refuse_mixed

_random = SystemRandom()


@dataclass(frozen=True)
class Scope:
    """What an import states as a whole; without an intervention that of the association."""

    association: int
    intervention: int | None
    instrument: str
    version: str
    collected_from: date
    collected_to: date

    @property
    def model(self) -> Any:
        """Which table holds the counts."""
        return AssociationCount if self.intervention is None else UnlinkedCount

    @property
    def fields(self) -> dict[str, Any]:
        """What all of them have in common."""
        place = {} if self.intervention is None else {"intervention_id": self.intervention}
        return place | {
            "association_id": self.association,
            "instrument": self.instrument,
            "version": self.version,
            "collected_from": self.collected_from,
            "collected_to": self.collected_to,
        }


@dataclass(frozen=True)
class Pattern:
    """What one form said, and of whom no more than her gender."""

    gender: str
    occasion: str
    answers: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> int:
        return max(1, len(self.answers))


@dataclass
class Form:
    """One form while its rows are gathered."""

    row: int
    said: dict[str, Any]
    answers: dict[str, str] = field(default_factory=dict)

    def pattern(self) -> Pattern:
        return Pattern(
            gender=self.said["gender"] or "unknown",
            occasion=self.said["occasion"] or "first",
            answers=tuple(sorted(self.answers.items())),
        )


def write(incoming: Incoming, writing: Writing) -> Tally:
    """Make the counts of every scope in the file exactly those of its forms."""
    forms = _forms(incoming, writing)
    if writing.faults:
        return Tally()
    tally = Tally()
    for scope, wanted in _counted(forms).items():
        tally += _replace(scope, wanted)
    return tally


def _forms(incoming: Incoming, writing: Writing) -> dict[Name, Form]:
    forms: dict[Name, Form] = {}
    for row in incoming.rows():
        if row.values.get("participation_id"):
            continue
        said = {name: row.values.get(name) for name in HEAD}
        form = forms.setdefault(name_of(row), Form(row.number, said))
        for column, value in said.items():
            if form.said[column] != value:
                refuse_mixed(incoming, row, column, form.row, writing)
        _fill(form, row)
    return forms


def _fill(form: Form, row: Row) -> None:
    if value := answer(row):
        form.answers[row.values["item"]] = value


def _counted(forms: dict[Name, Form]) -> dict[Scope, Counter[Pattern]]:
    homes = found(Association, "slug", keys={name[:1] for name in forms})
    places = found(
        Intervention,
        "association__slug",
        "slug",
        keys={(name[0], form.said["intervention"]) for name, form in forms.items()},
    )
    counted: dict[Scope, Counter[Pattern]] = defaultdict(Counter)
    for (association, _response), form in forms.items():
        place = form.said["intervention"]
        scope = Scope(
            homes[(association,)],
            places[association, place] if place else None,
            form.said["instrument"],
            form.said["version"] or "1",
            *days(form.said["answered_in"]),
        )
        counted[scope][form.pattern()] += 1
    return counted


def _replace(scope: Scope, wanted: Counter[Pattern]) -> Tally:
    """Write the counts anew in random order: a file has its forms in the order they were keyed."""
    rows = scope.model.objects.filter(**scope.fields)
    before: Counter[Pattern] = Counter()
    for each in rows:
        before[_pattern(each)] += each.count
    if before != wanted:
        rows.delete()
        counts = list(wanted.items())
        _random.shuffle(counts)
        scope.model.objects.bulk_create(
            scope.model(
                **scope.fields,
                gender=pattern.gender,
                occasion=pattern.occasion,
                pattern=dict(pattern.answers),
                count=count,
            )
            for pattern, count in counts
        )
    return _compared(before, wanted)


def _pattern(each: Any) -> Pattern:
    return Pattern(each.gender, each.occasion, tuple(sorted(each.pattern.items())))


def _compared(stored: Counter[Pattern], wanted: Counter[Pattern]) -> Tally:
    """Rows of the file that are new, that take the place of others, and that were there before.

    Forms have no names, so one that is gone and one that has come count as one that changed.
    """
    gone = sum(pattern.rows * count for pattern, count in (stored - wanted).items())
    come = sum(pattern.rows * count for pattern, count in (wanted - stored).items())
    kept = sum(pattern.rows * count for pattern, count in (wanted & stored).items())
    return Tally(new=max(0, come - gone), changed=gone, unchanged=kept)

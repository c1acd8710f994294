"""Those who are counted without a record: how they stand, and what is asked each January."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from stegvis.casework.models import HeadCount
from stegvis.casework.rules.head_counts import field_of
from stegvis.core import codes
from stegvis.interventions.models import Intervention, Site


@dataclass(frozen=True)
class Where:
    """An intervention at one of its owners: there those without a record are counted."""

    intervention: Intervention
    owner_id: int

    @property
    def code(self) -> str:
        """How forms and addresses name it."""
        return f"{self.intervention.pk}-{self.owner_id}"


@dataclass(frozen=True)
class Line:
    """Of one gender and kind so many came along from last year, as far as anybody knows."""

    gender: str
    kind: str
    most: int

    @property
    def name(self) -> str:
        return field_of(self.gender, self.kind)

    @property
    def label(self) -> str:
        gender = codes.GENDER.label(self.gender)
        return gender if self.kind == "enrolled" else f"{gender}, {codes.KIND.label(self.kind)}"


@dataclass(frozen=True)
class Question:
    """How many remain from last year? Asked once a year of each intervention."""

    where: Where
    lines: tuple[Line, ...]

    @property
    def known(self) -> int:
        return sum(line.most for line in self.lines)


def places_of(sites: QuerySet[Site]) -> list[Where]:
    """Where the sites count, by name of the intervention."""
    found = {
        (site.intervention_id, site.owner_id): Where(site.intervention, site.owner_id)
        for site in sites.select_related("intervention").order_by("intervention__name", "id")
    }
    return list(found.values())


def counts_of(places: Iterable[Where], *, years: Iterable[int]) -> QuerySet[HeadCount]:
    """The counts of these places in the years, the latest year first."""
    pairs = {(each.intervention.pk, each.owner_id) for each in places}
    rows = HeadCount.objects.filter(
        intervention__in={pair[0] for pair in pairs},
        owner__in={pair[1] for pair in pairs},
        year__in=list(years),
    )
    return rows.select_related("intervention").order_by(
        "-year", "intervention__name", "kind", "gender"
    )


def questions(places: Iterable[Where], *, today: date) -> list[Question]:
    """What is to be confirmed this year; nothing where nobody can have come along."""
    known = list(places)
    rows = counts_of(known, years=(today.year - 1, today.year))
    by_place: dict[tuple[int, int], list[HeadCount]] = defaultdict(list)
    for row in rows:
        by_place[row.intervention_id, row.owner_id].append(row)
    asked = (
        Question(each, tuple(_lines(by_place[each.intervention.pk, each.owner_id], today.year)))
        for each in known
    )
    return [each for each in asked if each.lines]


def _lines(rows: list[HeadCount], year: int) -> Iterator[Line]:
    now = {(row.gender, row.kind): row for row in rows if row.year == year}
    for row in rows:
        key = (row.gender, row.kind)
        if row.year == year and row.carried_in and row.confirmed_on is None:
            yield Line(*key, row.carried_in)
        elif row.year < year and key not in now and _remained(row):
            yield Line(*key, _remained(row))


def _remained(row: HeadCount) -> int:
    return row.carried_in + row.new - row.ended

"""The scope of a question: for each intervention, the days of each piece of the period."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from stegvis.core.periods import Period, quarter_of
from stegvis.measures.dimensions import DIMENSIONS, UNKNOWN
from stegvis.measures.faults import UnknownValue
from stegvis.measures.places import Place, Places, shown
from stegvis.measures.question import PLACES, TIMES, Question

DAY = timedelta(days=1)


class ScopeRow(NamedTuple):
    """The days of one piece asked of an intervention; times are empty unless divided by."""

    intervention: str
    shown: str
    month: str
    quarter: str
    first_day: date
    last_day: date
    ended_from: date
    ended_to: date

    def value(self, dimension: str) -> str:
        """The group of a dimension of place or time; what is of no intervention is `unknown`."""
        return str(getattr(self, DIMENSIONS[dimension].column)) or UNKNOWN


@dataclass(frozen=True)
class Scope:
    """Everything that a question asks about; `by` are the places and times that it divides by.

    The groups of `by` are numbered in the order in which they occur: the number is the `piece` of
    the table `scope`, so a statement need not know what the pieces are.
    """

    rows: tuple[ScopeRow, ...]
    by: tuple[str, ...] = ()

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """By number: the values of `by`."""
        return tuple(dict.fromkeys(self._groups))

    @cached_property
    def columns(self) -> list[list[object]]:
        """The table `scope`, column by column."""
        numbers = {group: number for number, group in enumerate(self.groups)}
        in_year = self._in_year()
        return [
            [row.intervention for row in self.rows],
            [numbers[group] for group in self._groups],
            [row.first_day for row in self.rows],
            [row.last_day for row in self.rows],
            [row.ended_from for row in self.rows],
            [row.ended_to for row in self.rows],
            [in_year[group] for group in self._groups],
        ]

    def _in_year(self) -> dict[tuple[str, ...], bool]:
        """Whether all days of a group lie in one calendar year."""
        days: dict[tuple[str, ...], set[date]] = defaultdict(set)
        for group, row in zip(self._groups, self.rows, strict=True):
            days[group].update((row.first_day, row.last_day, row.ended_from, row.ended_to))
        return {group: len({day.year for day in found}) == 1 for group, found in days.items()}

    @cached_property
    def years(self) -> dict[str, tuple[int, int]]:
        """By intervention: the first and the last calendar year that is asked about."""
        found: dict[str, tuple[int, int]] = {}
        for row in self.rows:
            first, last = found.get(row.intervention, (row.first_day.year, row.last_day.year))
            found[row.intervention] = (
                min(first, row.first_day.year),
                max(last, row.last_day.year),
            )
        return found

    def days(self, named: Mapping[str, str]) -> int:
        """The days from the first to the last of the pieces `named`, both included."""
        found = [
            row for row in self.rows if all(row.value(code) == named[code] for code in self.by)
        ]
        if not found:
            return 0
        last, first = max(row.last_day for row in found), min(row.first_day for row in found)
        return (last - first).days + 1

    @cached_property
    def _groups(self) -> list[tuple[str, ...]]:
        """By row: the values of `by`."""
        places = [ScopeRow._fields.index(DIMENSIONS[code].column) for code in self.by]
        return [tuple(str(row[place]) or UNKNOWN for place in places) for row in self.rows]


def scope_of(
    question: Question, places: Places, *, today: date, rest: Place | None = None
) -> Scope:
    """The scope of `question`, ordered by intervention and day.

    Of forms there is a `rest` that belongs to no intervention: a question about all of them holds
    it too. Forms collected as one lot are not cut off by the start of their intervention. Raises
    UnknownPlace for an intervention that is not registered, UnknownValue for filters on months
    that leave a gap in the period.
    """
    chosen = {own: (places[own], whole) for own, whole in _chosen(question, places).items()}
    if rest is not None and not _names_a_place(question):
        chosen[rest.slug] = (rest, rest.slug)
    forms = rest is not None
    rows = (
        ScopeRow(
            own, whole, month, quarter, first, last,
            ended_from=min(first, today + DAY), ended_to=min(last, today),
        )
        for own, (place, whole) in chosen.items()
        for month, quarter, first, last in _pieces(question, _period(question, place, forms=forms))
    )  # fmt: skip
    divided = tuple(code for code in question.by if code in (*PLACES, *TIMES))
    return Scope(tuple(rows), divided)


def _names_a_place(question: Question) -> bool:
    return bool(question.interventions) or any(map(question.values, PLACES))


def _chosen(question: Question, places: Places) -> dict[str, str]:
    """Own slug and shown slug of each intervention, filters on both taken into account."""
    filtered = question.values("intervention")
    asked = question.interventions or tuple(filtered)
    found = shown(places, asked)
    if filtered:
        kept = shown(places, filtered)
        found = {own: whole for own, whole in found.items() if own in kept}
    parts = question.values("part")
    if parts:
        shown(places, parts)
        found = {own: whole for own, whole in found.items() if own in parts}
    return found


def _period(question: Question, place: Place, *, forms: bool) -> Period | None:
    """The days that the question asks about of one intervention, None if there are none."""
    if isinstance(question.period, Period):
        return question.period
    start = place.collected_since if forms else place.starts_on
    return question.period.since(start) if start else None


Piece = tuple[str, str, date, date]


def _pieces(question: Question, period: Period | None) -> Iterator[Piece]:
    """Month, quarter, first and last day of each piece; a name is empty unless divided by."""
    if period is None:
        return
    if not any(code in TIMES for code in (*question.by, *dict(question.where))):
        yield "", "", period.first, period.last
        return

    def names(month: Period) -> tuple[str, str]:
        return (
            month.text if "month" in question.by else "",
            quarter_of(month.first) if "quarter" in question.by else "",
        )

    for key, months in groupby(_months(question, period), key=names):
        first, last = _stretch(list(months))
        yield *key, first, last


def _months(question: Question, period: Period) -> Iterator[Period]:
    """The months of the period that meet the filters on month and quarter."""
    months, quarters = question.values("month"), question.values("quarter")
    for month in period.months():
        if month.text in (months or {month.text}):
            quarter = quarter_of(month.first)
            if quarter in (quarters or {quarter}):
                yield month


def _stretch(months: list[Period]) -> tuple[date, date]:
    """First and last day of `months`, which must follow upon each other."""
    for one, other in pairwise(months):
        if one.last + DAY != other.first:
            raise UnknownValue(
                f"The months asked for leave a gap between {one} and {other}: "
                "divide by month, or ask for months that follow upon each other."
            )
    return months[0].first, months[-1].last

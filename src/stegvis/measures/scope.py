"""The scope of a question: for each intervention, the days of each piece of the period."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from stegvis.core.periods import Period, quarter_of
from stegvis.measures.faults import UnknownValue
from stegvis.measures.places import Place, Places, shown
from stegvis.measures.question import TIMES, Question

DAY = timedelta(days=1)


@dataclass(frozen=True)
class ScopeRow:
    """One row of the table `scope` (see tables); month and quarter are empty unless divided by."""

    intervention: str
    shown: str
    month: str
    quarter: str
    first_day: date
    last_day: date
    ended_from: date
    ended_to: date


Scope = tuple[ScopeRow, ...]


def scope_of(question: Question, places: Places, *, today: date, forms: bool = False) -> Scope:
    """The scope of `question`, ordered by intervention and day.

    Forms collected as one lot are not cut off by the start of their intervention. Raises
    UnknownPlace for an intervention that is not registered, UnknownValue for filters on months
    that leave a gap in the period.
    """
    return tuple(
        ScopeRow(
            own, whole, month, quarter, first, last,
            ended_from=min(first, today + DAY), ended_to=min(last, today),
        )
        for own, whole in _chosen(question, places).items()
        for month, quarter, first, last in _pieces(
            question, _period(question, places[own], forms=forms)
        )
    )  # fmt: skip


def days(rows: Iterable[ScopeRow]) -> int:
    """The days from the first day of `rows` to their last, both included; 0 without rows."""
    spans = [(row.first_day, row.last_day) for row in rows]
    if not spans:
        return 0
    return (max(last for _, last in spans) - min(first for first, _ in spans)).days + 1


def as_columns(scope: Scope) -> list[Sequence[object]]:
    """The scope column by column, as DuckDB takes it."""
    return list(zip(*map(astuple, scope), strict=True)) if scope else [[] for _ in range(8)]


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

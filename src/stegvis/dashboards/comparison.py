"""Associations beside one another, for the national analyst: what each could publish itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stegvis.core.periods import Period
from stegvis.dashboards.audience import PUBLIC
from stegvis.measures import figures
from stegvis.measures.answer import Answer, Figure
from stegvis.measures.faults import QuestionFault
from stegvis.measures.question import Question
from stegvis.organisations.models import Association

COUNTS = ("participations.current", "participations.new", "participations.ended")
SHARE = "exits.to_work_or_studies"
NOTHING = Figure({}, None, suppressed=True)


@dataclass(frozen=True)
class Line:
    """One association: its volumes, and how many of those who ended left for work or studies.

    A figure without a value is too small to be shown, or cannot be told for the year.
    """

    association: Association
    counts: tuple[Figure, ...]
    share: Figure

    @property
    def has_hidden(self) -> bool:
        return any(each.value is None for each in (*self.counts, self.share))


def compared(associations: Iterable[Association], *, period: Period) -> list[Line]:
    """A line for each association: whole years, protected as for the public."""
    return [_line(each, period) for each in associations]


def _line(association: Association, period: Period) -> Line:
    *counts, share = _figures(association, period)
    return Line(association, tuple(counts), share)


def _figures(association: Association, period: Period) -> Iterator[Figure]:
    """Asked together, so that they are protected together."""
    asked = [Question(measure, association.slug, period) for measure in (*COUNTS, SHARE)]
    try:
        answers: Sequence[Answer | None] = figures.ask_all(asked, audience=PUBLIC)
    except QuestionFault:  # a year whose records have been erased is told by its reports only
        answers = [None] * len(asked)
    for answer in answers:
        yield answer.rows[0] if answer and answer.rows else NOTHING

"""Meetings of participations: which are registered, and which are due that nobody answered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stegvis.casework.choices import meetings as choices
from stegvis.casework.models import Meeting, Participation
from stegvis.casework.rules import meetings as rules
from stegvis.casework.rules.meetings import Due, Terms
from stegvis.interventions.models import Agreement

# How far ahead due days are shown where no planned end says when to stop.
AHEAD = timedelta(weeks=26)


@dataclass(frozen=True)
class Schedule:
    """The meetings of one participation, the latest first, and the due ones still unanswered."""

    meetings: tuple[Meeting, ...]
    due: tuple[Due, ...]

    @property
    def held(self) -> int:
        return sum(meeting.state == choices.HELD for meeting in self.counted)

    @property
    def counted(self) -> tuple[Meeting, ...]:
        """Those that are not struck out."""
        return tuple(meeting for meeting in self.meetings if not meeting.voided)

    @property
    def booked(self) -> tuple[Meeting, ...]:
        """Offered or booked, the next first."""
        waiting = [m for m in self.counted if m.state in (choices.OFFERED, choices.BOOKED)]
        return tuple(sorted(waiting, key=lambda m: (m.day or m.due_on or date.max, m.pk)))


def schedule_of(participation: Participation, *, today: date) -> Schedule:
    """The schedule of one participation, in two queries."""
    return schedules_of([participation], today=today)[participation.pk]


def schedules_of(participations: Iterable[Participation], *, today: date) -> dict[int, Schedule]:
    """The schedule of each participation by its id, in two queries whatever their number."""
    rows = list(participations)
    terms = terms_of({row.intervention_id for row in rows}, on=today)
    meetings = _meetings({row.pk for row in rows})
    return {
        row.pk: _schedule(row, terms.get(row.intervention_id, Terms()), meetings[row.pk], today)
        for row in rows
    }


def terms_of(interventions: Iterable[int], *, on: date) -> dict[int, Terms]:
    """What is agreed on meetings `on` a day, by intervention.

    Between agreements the last one holds, so that nobody's meetings vanish while the next is
    being written; weeks that any agreement closes are closed.
    """
    rows = Agreement.objects.filter(intervention__in=interventions, starts_on__lte=on)
    closed: dict[int, set[date]] = defaultdict(set)
    latest: dict[int, Agreement] = {}
    for row in rows.order_by("starts_on"):
        closed[row.intervention_id].update(row.closed_weeks)
        latest[row.intervention_id] = row
    return {
        intervention: Terms(
            weeks=tuple(row.meeting_weeks),
            interval=row.meeting_interval_weeks,
            before_end=row.meeting_weeks_before_end,
            closed_weeks=frozenset(closed[intervention]),
        )
        for intervention, row in latest.items()
    }


def _meetings(participations: Iterable[int]) -> dict[int, list[Meeting]]:
    found: dict[int, list[Meeting]] = defaultdict(list)
    rows = Meeting.objects.filter(participation__in=participations).order_by("pk")
    for row in rows:
        found[row.participation_id].append(row)
    return found


def _schedule(
    participation: Participation, terms: Terms, meetings: list[Meeting], today: date
) -> Schedule:
    course = rules.Course(
        participation.started_on, participation.planned_end_on, participation.ended_on
    )
    kept = [
        rules.Kept(each.occasion, each.weeks, each.due_on, each.state)
        for each in meetings
        if not each.voided
    ]
    dues = rules.due_days(terms, course, until=max(today, course.started_on) + AHEAD)
    latest_first = sorted(meetings, key=lambda m: (m.day or m.due_on or date.min, m.pk))[::-1]
    return Schedule(tuple(latest_first), rules.outstanding(dues, kept))

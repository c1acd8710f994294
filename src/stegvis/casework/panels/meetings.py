"""Meetings on the page of a participation, in its timeline, and on the start page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stegvis.casework import queries, schedule
from stegvis.casework.choices import meetings as choices
from stegvis.casework.models import Meeting, Participation
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.casework.rules.meetings import Due
from stegvis.organisations.place import Place

# How far ahead a due meeting stands on the start page: it takes time to find a day for many.
NOTICE = timedelta(weeks=4)


@dataclass(frozen=True)
class DueLine:
    """A due meeting in words, and where it is registered."""

    label: str
    day: date
    href: str
    late: bool


@dataclass(frozen=True)
class MeetingLine:
    """A registered meeting in words, and where it is changed."""

    meeting: Meeting
    label: str
    state: str
    href: str


def code_of(due: Due) -> str:
    """How an address names a due meeting: ``after_weeks-4``."""
    return f"{due.occasion}-{due.weeks}"


def named(occasion: str, weeks: int) -> str:
    """Which meeting it is: «Avstämning efter 4 veckor»."""
    if occasion == choices.AFTER_WEEKS:
        # Translators: «Avstämning efter %(weeks)s vecka» / «Avstämning efter %(weeks)s veckor»
        text = ngettext("Check-in after %(weeks)s week", "Check-in after %(weeks)s weeks", weeks)
    elif occasion == choices.BEFORE_END:
        # Translators: «Avslutsmöte %(weeks)s vecka före slut» / «Avslutsmöte %(weeks)s veckor …»
        text = ngettext(
            "End meeting %(weeks)s week before the end",
            "End meeting %(weeks)s weeks before the end",
            weeks,
        )
    else:
        # Translators: «Extra möte»
        text = _("Extra meeting")
    return text % {"weeks": weeks}


def state_of(meeting: Meeting) -> str:
    """How far it has come, in a word."""
    # Translators: «Struket»
    struck = pgettext("one meeting", "Struck out")
    return struck if meeting.voided else choices.STATE.label(meeting.state)


def panel(participation: Participation, *, place: Place, today: date) -> Panel:
    """What is due next, and every meeting so far; how many of them were held."""
    found = schedule.schedule_of(participation, today=today)
    due = [] if participation.voided or participation.ended_on else found.due
    context: dict[str, Any] = {
        "due": [_due_line(each, participation, place, today) for each in due],
        "meetings": [_line(each, place) for each in found.meetings],
        "held": found.held,
        "counted": len(found.counted),
    }
    # Translators: «Möten»
    return Panel(_("Meetings"), "casework/meetings/panel.html", context)


def _due_line(due: Due, participation: Participation, place: Place, today: date) -> DueLine:
    return DueLine(
        label=named(due.occasion, due.weeks),
        day=due.day,
        href=_href(due, participation, place),
        late=due.day < today,
    )


def _href(due: Due, participation: Participation, place: Place) -> str:
    return place.url("new_meeting", participation.pk, **{"for": code_of(due)})


def _line(meeting: Meeting, place: Place) -> MeetingLine:
    return MeetingLine(
        meeting,
        named(meeting.occasion, meeting.weeks),
        state_of(meeting),
        place.url("meeting", meeting.participation_id, meeting.pk),
    )


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """Meetings that have a day: «Avstämning efter 4 veckor: hållet»."""
    for meeting in Meeting.objects.filter(participation=participation, voided=False):
        if meeting.day:
            line = _line(meeting, place)
            yield Event(meeting.day, f"{line.label}: {line.state.lower()}", line.href)


def tasks(desk: Desk) -> Iterator[Task]:
    """Meetings to arrange within four weeks, and those that nobody has said how they went."""
    rows = list(queries.shown(desk.participations.filter(queries.ongoing(on=desk.today))))
    schedules = schedule.schedules_of(rows, today=desk.today)
    for row in rows:
        found = schedules[row.pk]
        for due in found.due:
            if due.day <= desk.today + NOTICE:
                yield Task(
                    due.day, named(due.occasion, due.weeks), _href(due, row, desk.place), row
                )
        for meeting in found.booked:
            yield _waiting(meeting, row, desk)


def _waiting(meeting: Meeting, participation: Participation, desk: Desk) -> Task:
    """A meeting that is offered or booked: to be agreed, to be held, or to be answered for."""
    day = meeting.day or meeting.due_on or desk.today
    which = named(meeting.occasion, meeting.weeks)
    if meeting.state == choices.OFFERED:
        # Translators: «%(which)s: erbjudet, kom överens om en dag»
        label = _("%(which)s: offered, agree on a day")
    elif day < desk.today:
        # Translators: «%(which)s: hur gick det?»
        label = _("%(which)s: how did it go?")
    else:
        # Translators: «%(which)s: bokat»
        label = _("%(which)s: booked")
    href = desk.place.url("meeting", participation.pk, meeting.pk)
    return Task(day, label % {"which": which}, href, participation)

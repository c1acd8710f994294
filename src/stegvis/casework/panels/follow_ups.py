"""Follow-ups after the exit: on the page, in the timeline, and on the start page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.casework import following
from stegvis.casework.models import Participation
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.casework.rules import follow_ups as rules
from stegvis.casework.rules.follow_ups import Standing
from stegvis.core import clock
from stegvis.organisations.place import Place

WORDS = {
    # Translators: «kommer»
    Standing.COMING: gettext_lazy("to come"),
    # Translators: «kan göras nu»
    Standing.OPEN: gettext_lazy("can be made now"),
    # Translators: «försenad»
    Standing.LATE: gettext_lazy("late"),
    # Translators: «gjord»
    Standing.MADE: gettext_lazy("made"),
    # Translators: «gick inte att nå»
    Standing.NOT_REACHED: gettext_lazy("could not be reached"),
    # Translators: «blev inte av»
    Standing.MISSED: gettext_lazy("was not made"),
}
TONES = {Standing.MADE: "done", Standing.LATE: "late"}


@dataclass(frozen=True)
class Line:
    """One follow-up in words, and where it is written down or changed."""

    label: str
    due_on: date
    standing: str
    tone: str
    href: str


def named(months: int) -> str:
    """Which follow-up it is."""
    # Translators: «Uppföljning efter %(months)s månader»
    return _("Follow-up after %(months)s months") % {"months": months}


def panel(participation: Participation, *, place: Place, today: date) -> Panel | None:
    """Both follow-ups; nothing for who is not followed up."""
    found = following.follow_ups_of(participation, today=today)
    if not found:
        return None
    lines = [_line(each, participation, place) for each in found]
    # Translators: «Uppföljning efter avslutet»
    title = _("After the exit")
    return Panel(title, "casework/follow_ups/panel.html", {"lines": lines})


def _line(each: rules.FollowUp, participation: Participation, place: Place) -> Line:
    can_be_written = each.standing is not Standing.COMING
    return Line(
        label=named(each.months),
        due_on=each.due_on,
        standing=str(WORDS[each.standing]),
        tone=TONES.get(each.standing, "wait"),
        href=place.url("follow_up", participation.pk, each.months) if can_be_written else "",
    )


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """Attempts, and the days on which follow-ups are due."""
    for row in participation.follow_ups.prefetch_related("attempts"):
        for attempt in row.attempts.all():
            # Translators: «Uppföljning: fick kontakt» / «Uppföljning: försök utan svar»
            label = _("Follow-up: reached") if attempt.reached else _("Follow-up: no answer")
            yield Event(attempt.tried_on, label)
    for each in following.follow_ups_of(participation, today=clock.today()):
        if each.heard is None:
            yield Event(each.due_on, named(each.months))


def tasks(desk: Desk) -> Iterator[Task]:
    """Each follow-up that waits, until someone has been reached or given up on; one query."""
    for each in following.waiting(desk.participations, today=desk.today):
        yield Task(
            due_on=each.follow_up.due_on,
            label=named(each.follow_up.months),
            href=desk.place.url("follow_up", each.participation.pk, each.follow_up.months),
            participation=each.participation,
        )

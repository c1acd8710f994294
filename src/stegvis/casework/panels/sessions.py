"""Attendance and hours on the page of a participation; unmarked sessions on the start page."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stegvis.casework import week
from stegvis.casework.choices import meetings as choices
from stegvis.casework.models import Attendance, Participation, Session
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.casework.rules.workdays import WEEK, monday_of
from stegvis.casework.week import Hours
from stegvis.organisations.place import Place

WEEKS, LAST = 4, 5


def panel(participation: Participation, *, place: Place, today: date) -> Panel:
    """How often she came, the last sessions, and the hours of the last weeks."""
    rows = list(_attendances(participation).order_by("-session__day", "-session__starts_at"))
    context = {
        "came": sum(row.state in choices.THERE for row in rows),
        "asked": len(rows),
        "last": [(row.session, choices.ATTENDANCE.label(row.state)) for row in rows[:LAST]],
        "weeks": _weeks(participation, today=participation.ended_on or today),
    }
    # Translators: «Närvaro och timmar»
    return Panel(_("Attendance and hours"), "casework/sessions/panel.html", context)


def _weeks(participation: Participation, *, today: date) -> list[tuple[date, Hours]]:
    """The last weeks with anything planned or achieved, the latest first."""
    mondays = [monday_of(today) - number * WEEK for number in range(WEEKS)]
    found = week.weeks_of(participation, mondays=mondays)
    return [each for each in found if each[1].planned is not None or each[1].reached]


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """One line a session: «Hälsa och vardag: närvarande»."""
    for row in _attendances(participation):
        state = choices.ATTENDANCE.label(row.state).lower()
        href = place.url("session", row.session_id)
        yield Event(row.session.day, f"{row.session.title}: {state}", href)


def _attendances(participation: Participation) -> QuerySet[Attendance]:
    marked = Attendance.objects.filter(participation=participation, session__cancelled=False)
    return marked.exclude(state="").select_related("session")


def tasks(desk: Desk) -> Iterator[Task]:
    """Sessions of today or earlier that nobody has marked."""
    sites = desk.participations.order_by().values("site")
    waiting = Session.objects.filter(
        site__in=sites, day__lte=desk.today, marked=False, cancelled=False
    )
    for session in waiting.select_related("site__intervention"):
        # Translators: «Markera närvaro: %(title)s (%(place)s)»
        label = _("Mark attendance: %(title)s (%(place)s)")
        label %= {"title": session.title, "place": session.site.intervention.name}
        yield Task(session.day, label, desk.place.url("session", session.pk))

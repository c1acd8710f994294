"""«Min dag»: what waits, the late before the new."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.access import readlog
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import queries
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.dashboards import pages
from stegvis.organisations.place import place_of

RECENTLY = timedelta(days=30)
SHOWN = 15


@allow(Permission.SEE_PERSONS)
@require_safe
def my_day(request: Request, association: str) -> HttpResponse:
    """Those past their planned end, those with answers missing, those who just began."""
    place = place_of(request, association)
    reached = Participation.objects.visible_to(request.user)
    mine = queries.shown(reached.filter(association=place.association, voided=False))
    today = clock.today()
    lists = [
        pages.shortlist("late", mine.filter(queries.late(on=today)), "planned_end_on", SHOWN),
        pages.shortlist(
            "incomplete",
            mine.filter(queries.incomplete(), queries.ongoing(on=today)),
            "started_on",
            SHOWN,
        ),
        pages.shortlist(
            "new", mine.filter(started_on__range=(today - RECENTLY, today)), "-started_on", SHOWN
        ),
    ]
    ids = [row.participant_id for shortlist in lists for row in shortlist.rows]
    reader = readlog.Reader(user_id=request.user.pk)
    readlog.record(reader, action="my_day", kind="participant", ids=ids)
    ongoing = mine.filter(queries.ongoing(on=today)).count()
    return render(request, "dashboards/my_day.html", {"lists": lists, "ongoing": ongoing})

"""«Min dag»: everything that waits, the late before the new, until it has been done."""

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import desk, naming, queries
from stegvis.casework.forms.desk import DeskFilter
from stegvis.casework.panels import registry
from stegvis.casework.panels.parts import Desk
from stegvis.casework.views.reading import reached, record_reading
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of

REMEMBERED = "casework.desk.filters"


@allow(Permission.SEE_PERSONS)
@require_safe
def my_day(request: Request, association: str) -> HttpResponse:
    """The tasks of those she reaches, narrowed the way the address says."""
    place, today = place_of(request, association), clock.today()
    everyone = reached(request, place).filter(voided=False)
    filters = DeskFilter(request.GET, scope=request.scope, participations=everyone)
    if again := _remembered(request, place, filters):
        return redirect(again)
    mine = filters.narrowed()
    tasks = registry.tasks_for(Desk(place, request.user, today, mine))
    groups = desk.grouped(tasks, today=today, whole=request.GET.get("all", ""))
    shown = [task.participation for group in groups for task in group.tasks if task.participation]
    # A source may have left these for later; here they cost the same however many there are.
    prefetch_related_objects(shown, "participant", "intervention")
    names = naming.names_of([each.participant for each in shown], by=request.user)
    record_reading(request, "my_day", shown)
    context = {
        "groups": groups,
        "late": sum(group.total for group in groups if group.code == desk.LATE),
        "ongoing": mine.filter(queries.ongoing(on=today)).count(),
        "filter": filters,
        "names": names,
    }
    return render(request, "casework/desk/index.html", context)


def _remembered(request: Request, place: Place, filters: DeskFilter) -> str:
    """Where the reader's own filters of last time lead, when she comes without any."""
    if "reset" in request.GET or filters.fields.keys() & request.GET.keys():
        request.session[REMEMBERED] = filters.chosen
        return ""
    kept = request.session.get(REMEMBERED)
    if not kept or set(request.GET) - {"period"} or not kept.keys() <= filters.fields.keys():
        return ""
    return place.url("my_day", **kept)

"""The list of participations as a workbook, for those who may read every row of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from stegvis.access import readlog
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import queries, spreadsheet
from stegvis.casework.filters import ParticipationFilter
from stegvis.casework.spreadsheet import Written
from stegvis.casework.views.reading import reached
from stegvis.core import clock
from stegvis.organisations.lists import lists_of
from stegvis.organisations.place import Place, place_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(Permission.SEE_PERSONS)
@require_safe
def participations_workbook(request: Request, association: str) -> HttpResponse:
    """What the list shows for the same address, all pages of it; codes, never names."""
    place = place_of(request, association)
    in_period = reached(request, place).filter(queries.current_in(place.period), voided=False)
    found = ParticipationFilter(request.GET, queryset=in_period, scope=request.scope)
    lists = lists_of(place.association, on=clock.today())
    with TemporaryDirectory(dir=settings.VAR) as folder:
        file = Path(folder, "list.xlsx")
        written = spreadsheet.write(found.qs, lists=lists, to=file)
        answer = HttpResponse(file.read_bytes(), content_type=WORKBOOK)
    name = spreadsheet.file_name(today=clock.today())
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    _record(request, place, found, written)
    return answer


def _record(request: Request, place: Place, found: ParticipationFilter, written: Written) -> None:
    """Who took the file along, how it was narrowed, and everyone in it."""
    chosen = {"period": place.period.text, **found.chosen}
    readlog.record(
        readlog.Reader(user_id=request.user.pk),
        action="participations.export",
        kind=readlog.PARTICIPANT,
        ids=written.participants,
        participations=written.participations,
        asked=" ".join(f"{name}={value}" for name, value in chosen.items()),
        count=len(written.participations),
    )

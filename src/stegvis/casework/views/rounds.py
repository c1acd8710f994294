"""Starting and ending a round: one grid, one look at the whole, one confirmation, one undo.

The grid is sent to be looked at (`step` is "look") and again to be done ("do"); both times it is
judged in full, so nothing is stored that was not looked at.
"""

from collections.abc import Callable
from typing import Any

from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.actions import rounds as actions
from stegvis.casework.actions.rounds import Ending, Round, RoundRefused
from stegvis.casework.forms.offers import site_label
from stegvis.casework.forms.rounds import MOST_ROWS, EndGrid, EndRow, Grid, StartGrid, StartRow
from stegvis.casework.models import Participant, Participation
from stegvis.casework.views import undo
from stegvis.casework.views.reading import reached, record_reading
from stegvis.casework.views.sites import own_sites
from stegvis.core import clock
from stegvis.interventions.models import Site
from stegvis.organisations.place import Place, place_of

ROWS, MORE_ROWS = 8, 5


def _started_text(count: int) -> str:
    # Translators: «%(count)s deltagare har startat.»
    return ngettext(
        "%(count)s participant has started.", "%(count)s participants have started.", count
    )


def _ended_text(count: int) -> str:
    # Translators: «%(count)s avslut är registrerat.» / «%(count)s avslut är registrerade.»
    return ngettext("%(count)s exit is registered.", "%(count)s exits are registered.", count)


DONE = {"start": _started_text, "end": _ended_text}
# Translators: «Starta de här» / «Avsluta de här»
TITLES = {"start": gettext_lazy("Start these"), "end": gettext_lazy("End these")}


@allow(Permission.REGISTER)
def start_round(request: Request, association: str) -> HttpResponse:
    """Many who start at a site."""
    place = place_of(request, association)
    site, sites = _site(request, place)
    rows = _count(request)
    step = request.POST.get("step", "")
    grid = StartGrid(request.POST or None, rows=rows, association=place.association)
    context: dict[str, Any] = {"grid": grid, "sites": sites, "site": site, "rows": rows}
    if site is None or step not in ("look", "do"):
        return render(request, "casework/rounds/start.html", context)

    known = _known(request, place, site, grid)

    def act() -> Round:
        registrations = [row.registration(site, known) for row in _started(grid)]
        return actions.start(registrations=registrations, by=request.user, today=clock.today())

    return _sent(request, place, "start", context, act)


@allow(Permission.REGISTER)
def end_round(request: Request, association: str) -> HttpResponse:
    """Many who end at a site."""
    place = place_of(request, association)
    site, sites = _site(request, place)
    shown = _running(request, place, site)
    record_reading(request, "round.end", shown)
    names = naming.names_of([each.participant for each in shown], by=request.user)
    grid = EndGrid(
        request.POST or None, participations=shown, names=names, association=place.association
    )
    context: dict[str, Any] = {"grid": grid, "sites": sites, "site": site, "rows": len(shown)}
    if site is None or request.POST.get("step") not in ("look", "do"):
        return render(request, "casework/rounds/end.html", context)

    def act() -> Round:
        endings = [_ending(grid, row) for row in grid.used()]
        return actions.end(endings=endings, by=request.user, today=clock.today())

    return _sent(request, place, "end", context, act)


def _sent(
    request: Request,
    place: Place,
    kind: str,
    context: dict[str, Any],
    act: Callable[[], Round],
) -> HttpResponse:
    """Look at the grid, or do it; with any problem it is shown again and nothing is stored."""
    grid: Grid = context["grid"]
    try:
        if not grid.is_valid():
            return _again(request, kind, context)
        if request.POST["step"] != "do":
            actions.rehearse(act)
            return _looked(request, grid, kind, context)
        done = act()
    except RoundRefused as refused:
        grid.show(refused)
        return _again(request, kind, context)
    count = len(done.participations)
    undo.done_in_batch(request, place, DONE[kind](count) % {"count": count}, batch=done.batch)
    return redirect(place.url("participations", reset=1))


def _looked(request: Request, grid: Grid, kind: str, context: dict[str, Any]) -> HttpResponse:
    """The whole round as it would be stored, with all that was sent along."""
    sent = [
        (name, value)
        for name, values in grid.sent.lists()
        if name not in ("step", "csrfmiddlewaretoken")
        for value in values
    ]
    looked = [(row.called, [_read(cell) for cell in row.cells]) for row in grid.used()]
    more = {"looked": looked, "sent": sent, "title": TITLES[kind]}
    return render(request, "casework/rounds/look.html", context | more)


def _read(cell: BoundField) -> str:
    """What stands in a cell, in words."""
    value = cell.form.cleaned_data[cell.name]
    offered = dict(getattr(cell.field, "choices", ()))
    return str(offered.get(value, "" if value is None else value))


def _again(request: Request, kind: str, context: dict[str, Any]) -> HttpResponse:
    grid: Grid = context["grid"]
    context["nothing"] = not grid.used()
    return render(request, f"casework/rounds/{kind}.html", context, status=422)


def _site(request: Request, place: Place) -> tuple[Site | None, list[tuple[int, str]]]:
    """The site that is asked for, or the only one; and all there are to choose from."""
    sites = list(own_sites(request, place))
    asked = request.POST.get("site") or request.GET.get("site") or ""
    offered = [(each.pk, site_label(each)) for each in sites]
    chosen = next((each for each in sites if str(each.pk) == asked), None)
    return chosen or (sites[0] if len(sites) == 1 else None), offered


def _count(request: Request) -> int:
    sent = request.POST.get("rows", "")
    rows = min(int(sent), MOST_ROWS) if sent.isdecimal() else ROWS
    return rows + MORE_ROWS if request.POST.get("step") == "more" else rows


def _started(grid: StartGrid) -> list[StartRow]:
    return [row for row in grid.used() if isinstance(row, StartRow)]


def _known(request: Request, place: Place, site: Site, grid: StartGrid) -> dict[str, Participant]:
    """The participants whose codes stand in the grid; a code that nobody has is told at its row."""
    grid.is_valid()  # a row must be judged before anything can be added to what is wrong with it
    codes = {row: _code(row) for row in grid.used()}
    wanted = {code for code in codes.values() if code}
    if not wanted:
        return {}
    owned = Participant.objects.filter(association=place.association, owner_id=site.owner_id)
    found = {each.code.upper(): each for each in owned if each.code.upper() in wanted}
    rows = reached(request, place).filter(participant__in=found.values())
    record_reading(request, "round.start", rows)
    for row, code in codes.items():
        if code and code not in found:
            # Translators: «Ingen deltagare har koden «%(code)s» här.»
            row.show(
                "participant_code",
                _("No participant has the code “%(code)s” here.") % {"code": code},
            )
    return found


def _code(row: Any) -> str:
    return str(row["participant_code"].value() or "").strip().upper()


def _running(request: Request, place: Place, site: Site | None) -> list[Participation]:
    """Those who have begun and not ended at the site, the first to start first."""
    if site is None:
        return []
    rows = reached(request, place).filter(
        site=site, voided=False, ended_on=None, started_on__lte=clock.today()
    )
    ordered = rows.select_related("participant", "intervention", "site", "participant__association")
    return list(ordered.order_by("started_on", "id")[:MOST_ROWS])


def _ending(grid: EndGrid, row: Any) -> Ending:
    assert isinstance(row, EndRow)
    participation = grid.participation_of(row)
    return row.ending(get_object_or_404(Participation, pk=participation.pk))

"""Planned and achieved hours: a grid of everyone at a site in one week."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming, week
from stegvis.casework.actions import hours as actions
from stegvis.casework.actions.undoing import TooLate
from stegvis.casework.forms.hours import WeekForm
from stegvis.casework.views import undo
from stegvis.casework.views.reading import reached, record_reading
from stegvis.casework.views.sites import SiteWeek, site_week
from stegvis.casework.week import Hours
from stegvis.core.periods import Period
from stegvis.organisations.place import Place, place_of


@allow(Permission.REGISTER)
def hours(request: Request, association: str) -> HttpResponse:
    """The grid; `copy` in the address begins empty boxes with what was planned the week before."""
    place = place_of(request, association)
    shown = site_week(request, place, one=True)
    rows = _rows(request, place, shown)
    record_reading(request, "hours.show", [row.participation for row in rows])
    begun = _copied(rows, shown) if "copy" in request.GET else {}
    form = WeekForm(request.POST or None, hours=rows, initial=begun)
    count = form.carry_out(
        lambda: actions.write(monday=shown.monday, rows=form.written(), by=request.user)
    )
    if count is None:
        return _page(request, form, shown)
    # Translators: «%(count)s rad är sparad.» / «%(count)s rader är sparade.»
    saved = ngettext("%(count)s row is saved.", "%(count)s rows are saved.", count)
    again = place.url("undo_hours", **shown.query)
    undo.done(request, saved % {"count": count}, undo=again, hidden={"request": request.id})
    return redirect(place.url("hours", **shown.query))


@allow(Permission.REGISTER)
@require_POST
def undo_hours(request: Request, association: str) -> HttpResponse:
    """The hours as they were before one save, as the history of changes knows them."""
    place = place_of(request, association)
    shown = site_week(request, place, one=True)
    rows = actions.written_by(
        request.user, request_id=request.POST.get("request", ""), now=timezone.now()
    )
    record_reading(request, "hours.undo", [row.participation for row in rows if row.participation])
    try:
        count = actions.undo(revisions=rows, by=request.user)
    except TooLate as late:
        messages.error(request, str(late))
    else:
        # Translators: «%(count)s rad är som den var.» / «%(count)s rader är som de var.»
        text = ngettext("%(count)s row is as it was.", "%(count)s rows are as they were.", count)
        messages.success(request, text % {"count": count})
    return redirect(place.url("hours", **shown.query))


def _rows(request: Request, place: Place, shown: SiteWeek) -> list[Hours]:
    if shown.chosen is None:
        return []
    period = Period(shown.monday, shown.last)
    group = week.taking_part(reached(request, place), site=shown.chosen.pk, period=period)
    return week.hours_of(group, monday=shown.monday)


def _copied(rows: list[Hours], shown: SiteWeek) -> dict[str, Any]:
    """What was planned the week before, for those with nothing planned yet."""
    earlier = week.hours_of([row.participation for row in rows], monday=shown.before)
    return {
        f"planned-{then.participation.pk}": then.planned
        for now, then in zip(rows, earlier, strict=True)
        if now.planned is None and then.planned is not None
    }


def _page(request: Request, form: WeekForm, shown: SiteWeek) -> HttpResponse:
    agreed = shown.chosen and week.agreed_hours(shown.chosen.intervention_id, on=shown.monday)
    people = [each.participation.participant for each in form.hours]
    names = naming.names_of(people, by=request.user)
    context = {"form": form, "week": shown, "agreed": agreed, "names": names}
    status = 422 if form.is_bound else 200
    return render(request, "casework/hours/index.html", context, status=status)

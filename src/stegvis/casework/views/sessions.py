"""Group sessions: the week of a site, planning one, marking the whole group on one screen."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming, week
from stegvis.casework.actions import sessions as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices import meetings as choices
from stegvis.casework.forms.sessions import AttendanceForm, SessionForm, filled
from stegvis.casework.models import Session
from stegvis.casework.rules.workdays import WEEK
from stegvis.casework.views.reading import reached, record_reading
from stegvis.casework.views.sites import own_sites, site_week
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of


@allow(Permission.REGISTER)
@require_safe
def sessions(request: Request, association: str) -> HttpResponse:
    """The sessions of a week, at one site or all of one's own."""
    place = place_of(request, association)
    shown = site_week(request, place)
    sites = [shown.chosen.pk] if shown.chosen else [site.pk for site in shown.sites]
    listed = list(week.sessions_in(sites, monday=shown.monday))
    context = {"week": shown, "sessions": listed, "today": clock.today()}
    return render(request, "casework/sessions/index.html", context)


@allow(Permission.REGISTER)
def new_session(request: Request, association: str) -> HttpResponse:
    """Plan a session; `like` in the address begins with another one, a week later."""
    place = place_of(request, association)
    sites = own_sites(request, place)
    form = SessionForm(request.POST or None, sites=sites, initial=_begun(request, place))
    made = form.carry_out(
        lambda: actions.plan(
            site=form.cleaned_data["site"], details=form.details(), by=request.user
        )
    )
    if made is None:
        return _page(request, "casework/sessions/form.html", form=form)
    return redirect(place.url("session", made.pk))


def _begun(request: Request, place: Place) -> dict[str, Any]:
    """What a new session begins with: the one it is like, or the first site, today at nine."""
    like = request.GET.get("like", "")
    if like.isdecimal():
        found = _one(request, place, int(like))
        return {
            "site": found.site_id,
            "title": found.title,
            "day": found.day + WEEK,
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
        }
    chosen = site_week(request, place).chosen
    begun = {"day": clock.today(), "starts_at": time(9), "ends_at": time(12)}
    return begun | ({"site": chosen.pk} if chosen else {})


def _one(request: Request, place: Place, pk: int) -> Session:
    """A session at a site of one's own; 404 for any other."""
    mine = Session.objects.filter(site__in=own_sites(request, place))
    return get_object_or_404(mine.select_related("site", "site__intervention"), pk=pk)


@allow(Permission.REGISTER)
def session(request: Request, association: str, session: int) -> HttpResponse:
    """Mark everyone in the group: one screen, one save."""
    place = place_of(request, association)
    found = _one(request, place, session)
    group = list(week.group_of(found, reached(request, place)))
    record_reading(request, "session.show", group)
    form = AttendanceForm(request.POST or None, session=found, group=group)
    if "fill" in request.POST:
        begun = filled(request.POST, form, choices.PRESENT)
        form = AttendanceForm(session=found, group=group, initial=begun)
        return _attendance(request, form, found)
    done = form.carry_out(
        lambda: actions.mark(
            session=found,
            seen=form.cleaned_data["version"],
            marks=form.marks(),
            by=request.user,
        )
    )
    if done is None:
        return _attendance(request, form, found)
    # Translators: «Närvaron är sparad.»
    messages.success(request, _("The attendance is saved."))
    return redirect(place.url("session", found.pk))


@allow(Permission.REGISTER)
def change_session(request: Request, association: str, session: int) -> HttpResponse:
    """Another time or title; the attendance stays."""
    place = place_of(request, association)
    found = _one(request, place, session)
    begun = {name: getattr(found, name) for name in ("version", "title", "day")}
    begun |= {"starts_at": found.starts_at, "ends_at": found.ends_at}
    form = SessionForm(request.POST or None, sites=None, initial=begun)
    done = form.carry_out(
        lambda: actions.change(
            session=found,
            seen=form.cleaned_data["version"],
            details=form.details(),
            by=request.user,
        )
    )
    if done is None:
        return _page(request, "casework/sessions/form.html", form=form, session=found)
    # Translators: «Träffen är ändrad.»
    messages.success(request, _("The session is changed."))
    return redirect(place.url("session", found.pk))


def _attendance(request: Request, form: AttendanceForm, session: Session) -> HttpResponse:
    names = naming.names_of([each.participant for each in form.group], by=request.user)
    template = "casework/sessions/session.html"
    return _page(request, template, form=form, session=session, names=names)


def _page(request: Request, template: str, **context: Any) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].is_bound else 200)


@allow(Permission.REGISTER)
@require_POST
def undo_attendance(request: Request, association: str, session: int) -> HttpResponse:
    """The marks as they were before the last save."""
    place = place_of(request, association)
    found = _one(request, place, session)
    record_reading(request, "session.undo", week.group_of(found, reached(request, place)))
    try:
        actions.undo(session=found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.problems[0].message))
    else:
        # Translators: «Närvaron är som den var före senaste sparandet.»
        messages.success(request, _("The attendance is as it was before the last save."))
    return redirect(place.url("session", found.pk))


@allow(Permission.REGISTER)
@require_POST
def cancel_session(request: Request, association: str, session: int) -> HttpResponse:
    """Call the session off."""
    place = place_of(request, association)
    found = _one(request, place, session)
    actions.cancel(session=found, by=request.user)
    # Translators: «Träffen är inställd. Det går att ångra på sidan.»
    messages.success(request, _("The session is called off. That can be undone on this page."))
    return redirect(place.url("session", found.pk))


@allow(Permission.REGISTER)
@require_POST
def hold_session(request: Request, association: str, session: int) -> HttpResponse:
    """The undo of calling off."""
    place = place_of(request, association)
    found = _one(request, place, session)
    actions.hold(session=found, by=request.user)
    # Translators: «Träffen blir av.»
    messages.success(request, _("The session will be held."))
    return redirect(place.url("session", found.pk))

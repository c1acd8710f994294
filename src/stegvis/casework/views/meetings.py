"""Meetings of a participation: register one, say how it went, strike it out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming, schedule
from stegvis.casework.actions import meetings as actions
from stegvis.casework.choices import meetings as choices
from stegvis.casework.forms.meetings import MeetingForm, answers_of, usual
from stegvis.casework.models import Meeting, Participation
from stegvis.casework.panels.meetings import code_of, named, state_of
from stegvis.casework.rules.meetings import Due
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of


@allow(Permission.REGISTER)
def new_meeting(request: Request, association: str, pk: int) -> HttpResponse:
    """Register the due meeting that `for` in the address names, or an extra one."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "meeting.new", [found])
    today = clock.today()
    due = _asked(request, found)
    form = MeetingForm(request.POST or None, initial=usual(today))
    made = form.carry_out(
        lambda: actions.register(
            participation=found, due=due, said=form.said(), by=request.user, today=today
        )
    )
    if made is None:
        label = named(due.occasion, due.weeks) if due else named(choices.EXTRA, 0)
        return _page(request, form, participation=found, due=due, label=label)
    return _done(request, place, found)


def _asked(request: Request, participation: Participation) -> Due | None:
    """The due meeting that is being registered; None for an extra one, 404 for one not due."""
    code = request.GET.get("for", "")
    if not code:
        return None
    due = schedule.schedule_of(participation, today=clock.today()).due
    for each in due:
        if code_of(each) == code:
            return each
    raise Http404


@allow(Permission.REGISTER)
def meeting(request: Request, association: str, pk: int, meeting: int) -> HttpResponse:
    """How a meeting went, or when it will be instead."""
    place = place_of(request, association)
    found = one(request, place, pk)
    stored = _one(found, meeting)
    record_reading(request, "meeting.show", [found])
    form = MeetingForm(request.POST or None, initial=answers_of(stored))
    done = form.carry_out(
        lambda: actions.correct(
            meeting=stored,
            seen=form.cleaned_data["version"],
            said=form.said(),
            by=request.user,
            today=clock.today(),
        )
    )
    if done is None:
        label, state = named(stored.occasion, stored.weeks), state_of(stored)
        return _page(request, form, participation=found, meeting=stored, label=label, state=state)
    return _done(request, place, found)


def _one(participation: Participation, pk: int) -> Meeting:
    return get_object_or_404(Meeting, participation=participation, pk=pk)


def _page(
    request: Request, form: MeetingForm, *, participation: Participation, **context: object
) -> HttpResponse:
    names = naming.names_of([participation.participant], by=request.user)
    context |= {"form": form, "participation": participation, "names": names}
    status = 422 if form.is_bound else 200
    return render(request, "casework/meetings/meeting.html", context, status=status)


def _done(request: Request, place: Place, participation: Participation) -> HttpResponse:
    # Translators: «Mötet är sparat.»
    messages.success(request, _("The meeting is saved."))
    return redirect(place.url("participation", participation.pk) + "#meetings")


@allow(Permission.REGISTER)
@require_POST
def void_meeting(request: Request, association: str, pk: int, meeting: int) -> HttpResponse:
    """Registered by mistake: it answers nothing, and can be restored."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "meeting.void", [found])
    actions.void(meeting=_one(found, meeting), by=request.user)
    # Translators: «Mötet är struket. Det går att återställa under Möten.»
    messages.success(request, _("The meeting is struck out. It can be restored under Meetings."))
    return redirect(place.url("participation", pk) + "#meetings")


@allow(Permission.REGISTER)
@require_POST
def restore_meeting(request: Request, association: str, pk: int, meeting: int) -> HttpResponse:
    """The undo of striking out."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "meeting.restore", [found])
    actions.restore(meeting=_one(found, meeting), by=request.user)
    # Translators: «Mötet är återställt.»
    messages.success(request, _("The meeting is restored."))
    return redirect(place.url("participation", pk) + "#meetings")

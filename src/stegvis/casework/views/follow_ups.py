"""Follow-ups after the exit: those that wait, one to write down, and its undo."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import following, naming
from stegvis.casework.actions import follow_ups as actions
from stegvis.casework.actions.seen import mark
from stegvis.casework.forms.follow_ups import AnswerForm, FollowUpForm
from stegvis.casework.models import FollowUp, Participation
from stegvis.casework.rules import follow_ups as rules
from stegvis.casework.tables import FollowUpTable
from stegvis.casework.views.reading import one, reached, record_reading
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of


@allow(Permission.SEE_PERSONS)
@require_safe
def follow_ups(request: Request, association: str) -> HttpResponse:
    """Everyone who waits to be followed up, the oldest first."""
    place = place_of(request, association)
    waiting = following.waiting(reached(request, place), today=clock.today())
    table = FollowUpTable(waiting, place=place)
    table.configured(request)
    shown = [row.record.participation for row in table.paginated_rows]
    table.names = naming.names_of([each.participant for each in shown], by=request.user)
    record_reading(request, "follow_ups.list", shown)
    return render(
        request, "casework/follow_ups/index.html", {"table": table, "total": len(waiting)}
    )


@allow(Permission.REGISTER)
def follow_up(request: Request, association: str, pk: int, months: int) -> HttpResponse:
    """One attempt, and the answers it gave; of one already made, its answers."""
    place = place_of(request, association)
    found = one(request, place, pk)
    due = _due(found, months)
    record_reading(request, "follow_up.note", [found])
    stored = _stored(found, due)
    if stored and stored.reached:
        return _correct(request, place, found, due, stored)
    begun = {"tried_on": clock.today(), "mark": mark(actions.said(stored))}
    form = FollowUpForm(request.POST or None, association=place.association, initial=begun)
    if _noted(form, request, found, months) is None:
        return _page(request, form, participation=found, due=due, stored=stored)
    # Translators: «Försöket är sparat.»
    messages.success(request, _("The attempt is saved."))
    after = (due.due_on, found.pk)
    return redirect(_next(request, place, after) if "next" in request.POST else _home(place, found))


def _correct(
    request: Request, place: Place, found: Participation, due: rules.FollowUp, stored: FollowUp
) -> HttpResponse:
    said = actions.said(stored)
    begun = said | {"mark": mark(said)}
    form = AnswerForm(request.POST or None, association=place.association, initial=begun)
    made = form.carry_out(
        lambda: actions.correct(
            follow_up=stored,
            answers=form.answers,
            by=request.user,
            seen=form.seen_mark,
        )
    )
    if made is None:
        return _page(request, form, participation=found, due=due, stored=stored)
    messages.success(request, _("The changes are saved."))
    return redirect(_home(place, found))


@allow(Permission.REGISTER)
@require_POST
def take_back(request: Request, association: str, pk: int, months: int) -> HttpResponse:
    """Undo the latest attempt."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "follow_up.take_back", [found])
    stored = _stored(found, _due(found, months))
    if stored is None:
        raise Http404
    actions.take_back(follow_up=stored, by=request.user)
    # Translators: «Försöket är borttaget, och uppföljningen väntar igen.»
    messages.success(request, _("The attempt is taken away, and the follow-up waits again."))
    return redirect(_home(place, found))


def _due(participation: Participation, months: int) -> rules.FollowUp:
    """The follow-up of that interval; 404 where the participation is not followed up then."""
    for each in following.follow_ups_of(participation, today=clock.today()):
        if each.months == months:
            return each
    raise Http404


def _stored(participation: Participation, due: rules.FollowUp) -> FollowUp | None:
    """What is written of it."""
    rows = participation.follow_ups.select_related("participation__site")
    return rows.filter(due_on=due.due_on).first()


def _noted(
    form: FollowUpForm, request: Request, found: Participation, months: int
) -> FollowUp | None:
    """The follow-up with the attempt; what is refused stands at the fields."""
    return form.carry_out(
        lambda: actions.note(
            participation=found,
            months=months,
            attempt=form.attempt,
            answers=form.answers,
            by=request.user,
            today=clock.today(),
            seen=form.seen_mark,
        )
    )


def _home(place: Place, participation: Participation) -> str:
    return place.url("participation", participation.pk)


def _next(request: Request, place: Place, after: tuple[date, int]) -> str:
    """Where the next one on the list is written down; the list itself when it was the last."""
    for each in following.waiting(reached(request, place), today=clock.today()):
        if each.order > after:
            return place.url("follow_up", each.participation.pk, each.follow_up.months)
    return place.url("follow_ups")


def _page(
    request: Request, form: AnswerForm, *, participation: Participation, **context: Any
) -> HttpResponse:
    """The form, as 422 when it was sent and cannot be saved yet."""
    status = 422 if form.is_bound else 200
    names = naming.names_of([participation.participant], by=request.user)
    context |= {"form": form, "participation": participation, "names": names}
    return render(request, "casework/follow_ups/follow_up.html", context, status=status)

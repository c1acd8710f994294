"""The exit: how it ended, what was wanted, what is handed over, and the closing document."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import closing, naming
from stegvis.casework.actions import outcomes as actions
from stegvis.casework.actions.seen import mark
from stegvis.casework.forms.changes import ExitForm
from stegvis.casework.forms.grouped import Grouped
from stegvis.casework.forms.outcomes import HandoverForm, WantedForm
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import place_of


@allow(Permission.REGISTER)
def end(request: Request, association: str, pk: int) -> HttpResponse:
    """How a participation ended; afterwards its closing document is at hand."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.end", [found])
    said = actions.said(found)
    form = ExitForm(
        request.POST or None,
        association=place.association,
        initial={"version": found.version, "mark": mark(said), **said},
    )
    done = form.carry_out(
        lambda: actions.close(
            participation=form.seen(found),
            outcome=form.outcome(),
            scores=form.scores,
            handed=form.handed,
            by=request.user,
            today=clock.today(),
            seen=form.seen_mark,
        )
    )
    if done is None:
        return _form_page(request, "casework/end.html", form, participation=found)
    messages.success(request, _("The exit is registered."))
    return redirect(place.url("participation", pk))


@allow(Permission.REGISTER)
def wanted(request: Request, association: str, pk: int) -> HttpResponse:
    """What the participation shall lead to."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.wanted", [found])
    stored = actions.wanted(found)
    form = WantedForm(request.POST or None, initial=stored | {"mark": mark(stored)})
    done = form.carry_out(
        lambda: actions.want(
            participation=found,
            scores=form.scores(found),
            by=request.user,
            seen=form.seen_mark,
        )
    )
    if done is None:
        return _form_page(request, "casework/closing/wanted.html", form, participation=found)
    # Translators: «De önskade resultaten är sparade.»
    messages.success(request, _("The wanted outcomes are saved."))
    return redirect(place.url("participation", pk))


@allow(Permission.REGISTER)
def handover(request: Request, association: str, pk: int) -> HttpResponse:
    """Scores and handover of a participation that has ended."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.handover", [found])
    form = HandoverForm(request.POST or None, participation=found)
    done = form.carry_out(
        lambda: actions.close_later(
            participation=found,
            scores=form.scores,
            handed=form.handed,
            by=request.user,
            seen=form.seen_mark,
        )
    )
    if done is None:
        return _form_page(request, "casework/closing/handover.html", form, participation=found)
    # Translators: «Bedömningen och överlämningen är sparade.»
    messages.success(request, _("Scores and handover are saved."))
    return redirect(place.url("closing_document", pk))


@allow(Permission.SEE_PERSONS)
@require_safe
def closing_document(request: Request, association: str, pk: int) -> HttpResponse:
    """One page for the referrer, made from what is registered; printed by the browser."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.closing_document", [found])
    document = closing.document(found, today=clock.today())
    names = naming.names_of([found.participant], by=request.user)
    context = {"participation": found, "document": document, "names": names}
    return render(request, "casework/closing/document.html", context)


def _form_page(request: Request, template: str, form: Grouped, **context: Any) -> HttpResponse:
    """The form, as 422 when it was sent and cannot be saved yet."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)

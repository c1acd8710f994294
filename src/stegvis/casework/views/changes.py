"""Typed changes of a participation: propose or make one, decide on it, withdraw it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework.actions import changes as actions
from stegvis.casework.actions import participations
from stegvis.casework.actions.changes import Settled
from stegvis.casework.choices import changes as kinds
from stegvis.casework.forms.typed_changes import ChangeForm, DecisionForm
from stegvis.casework.models import Change, Participation
from stegvis.casework.panels.changes import described
from stegvis.casework.rules import changes as rules
from stegvis.casework.views import undo
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import place_of

TITLES: dict[str, Promise | str] = {
    # Translators: «Förläng»
    kinds.EXTEND: gettext_lazy("Extend"),
    # Translators: «Gör vilande»
    kinds.PAUSE: gettext_lazy("Pause"),
    # Translators: «Återuppta»
    kinds.RESUME: gettext_lazy("Resume"),
    # Translators: «Ändra omfattning»
    kinds.INTENSITY: gettext_lazy("Change the hours"),
}


@allow(Permission.REGISTER)
def change(request: Request, association: str, pk: int, kind: str) -> HttpResponse:
    """One change of `kind`: a proposal where the owner decides, else done at once or planned."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, f"participation.{kind}", [found])
    form = ChangeForm(request.POST or None, kind=kind)
    made = form.carry_out(
        lambda: actions.propose(
            participation=found, proposal=form.proposal(), by=request.user, today=clock.today()
        )
    )
    if made is None:
        return _form_page(request, form, found)
    if made.state == kinds.APPLIED:
        undo.done_in_batch(request, place, _said(made), batch=made.batch)
    else:
        messages.success(request, _said(made))
    return redirect(place.url("participation", pk))


def _form_page(request: Request, form: ChangeForm, found: Participation) -> HttpResponse:
    running = actions.running_facts(found)
    context = {
        "form": form,
        "participation": found,
        "title": TITLES[form.kind],
        "extends": form.kind == kinds.EXTEND,
        "latest": rules.latest_end(running) if form.kind == kinds.EXTEND else None,
        "proposes": actions.needs_decision(found, by=request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/changes/change.html", context, status=status)


def _said(made: Change) -> str:
    texts = {
        # Translators: «Förslaget är skickat till insatsägaren.»
        kinds.PROPOSED: _("The proposal is sent to the owner."),
        # Translators: «Ändringen är planerad till %(day)s.»
        kinds.APPROVED: _("The change is planned for %(day)s."),
        # Translators: «Ändringen är gjord.»
        kinds.APPLIED: _("The change is made."),
    }
    return texts[made.state] % {"day": made.effective_on}


@allow(Permission.DECIDE_CHANGES)
def decide(request: Request, association: str, pk: int, change: int) -> HttpResponse:
    """A proposal, why it is made, and the decision of the owner's manager."""
    place = place_of(request, association)
    found = one(request, place, pk)
    asked = _one(found, change)
    record_reading(request, "change.decide", [found])
    form = DecisionForm(request.POST or None)
    refused = request.POST.get("decision") == "refuse"
    act: Any = _refuse if refused else _approve
    try:
        made = form.carry_out(lambda: act(asked, form, request))
    except Settled:
        # Translators: «Förslaget är redan avgjort.»
        messages.error(request, _("The proposal has been settled already."))
        return redirect(place.url("participation", pk))
    if made is None:
        context = {
            "form": form,
            "participation": found,
            "change": described(asked, texts=True),
            "open": asked.state == kinds.PROPOSED
            and participations.decides(found.site, by=request.user),
        }
        status = 422 if form.is_bound else 200
        return render(request, "casework/changes/decide.html", context, status=status)
    # Translators: «Förslaget är avslaget.» / «Förslaget är godkänt.»
    said = _("The proposal is refused.") if refused else _("The proposal is approved.")
    messages.success(request, said)
    return redirect(place.url("participation", pk))


def _approve(asked: Change, form: DecisionForm, request: Request) -> Change:
    return actions.approve(change=asked, by=request.user, today=clock.today())


def _refuse(asked: Change, form: DecisionForm, request: Request) -> Change:
    text = form.cleaned_data["text"]
    return actions.refuse(change=asked, text=text, by=request.user, today=clock.today())


@allow(Permission.REGISTER)
@require_POST
def withdraw(request: Request, association: str, pk: int, change: int) -> HttpResponse:
    """Take back a proposal, or a change that is planned."""
    place = place_of(request, association)
    found = one(request, place, pk)
    asked = _one(found, change)
    record_reading(request, "change.withdraw", [found])
    try:
        actions.withdraw(change=asked, by=request.user)
    except Settled:
        messages.error(request, _("The proposal has been settled already."))
    else:
        # Translators: «Återtaget.»
        messages.success(request, _("Withdrawn."))
    return redirect(place.url("participation", pk))


def _one(found: Participation, pk: int) -> Change:
    shown = found.changes.select_related("participation__site", "proposed_by", "decided_by")
    return get_object_or_404(shown.prefetch_related("notes__key"), pk=pk)

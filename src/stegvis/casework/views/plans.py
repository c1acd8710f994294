"""The action plan of a participation: one page to agree on, tick off and print."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.actions import plans as actions
from stegvis.casework.forms.plans import GoalForm, StepForm, TickForm
from stegvis.casework.models import Participation, Plan, PlanGoal
from stegvis.casework.panels.plans import plan_of, shown_plan
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of


@allow(Permission.REGISTER)
def plan(request: Request, association: str, pk: int) -> HttpResponse:
    """The plan with its steps; without one, the form that begins it."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "plan.show", [found])
    stored = plan_of(found)
    if stored is None:
        return _begin(request, place, found)
    form = StepForm(request.POST or None)
    made = form.carry_out(
        lambda: actions.add_step(
            plan=stored,
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            by=request.user,
        )
    )
    if made is None:
        return _page(request, "casework/plans/plan.html", form, participation=found, plan=stored)
    # Translators: «Delmålet är tillagt.»
    messages.success(request, _("The part goal is added."))
    return _back(place, pk)


def _begin(request: Request, place: Place, participation: Participation) -> HttpResponse:
    today = clock.today()
    form = GoalForm(request.POST or None, initial={"agreed_on": today})
    made = form.carry_out(
        lambda: actions.agree(
            participation=participation,
            goal=form.cleaned_data["goal"],
            on=form.cleaned_data["agreed_on"],
            by=request.user,
            today=today,
        )
    )
    if made is None:
        return _page(request, "casework/plans/goal.html", form, participation=participation)
    # Translators: «Planen är påbörjad. Lägg till delmål.»
    messages.success(request, _("The plan has begun. Add part goals."))
    return _back(place, participation.pk)


@allow(Permission.REGISTER)
def change_plan(request: Request, association: str, pk: int) -> HttpResponse:
    """Another goal, or the same in other words."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "plan.change", [found])
    stored = _plan(found)
    begun = {"goal": stored.texts["goal"], "agreed_on": stored.agreed_on, "version": stored.version}
    form = GoalForm(request.POST or None, initial=begun)
    done = form.carry_out(
        lambda: actions.reword(
            plan=stored,
            seen=form.cleaned_data["version"],
            goal=form.cleaned_data["goal"],
            on=form.cleaned_data["agreed_on"],
            by=request.user,
            today=clock.today(),
        )
    )
    if done is None:
        return _page(request, "casework/plans/goal.html", form, participation=found, plan=stored)
    # Translators: «Målet är sparat.»
    messages.success(request, _("The goal is saved."))
    return _back(place, pk)


@allow(Permission.REGISTER)
def change_step(request: Request, association: str, pk: int, step: UUID) -> HttpResponse:
    """A step in other words or by another day."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "plan.step", [found])
    stored = _step(found, step)
    begun = {"text": stored.texts["text"], "due_on": stored.due_on}
    form = StepForm(request.POST or None, initial=begun)
    done = form.carry_out(
        lambda: actions.change_step(
            step=stored,
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            by=request.user,
        )
    )
    if done is None:
        return _page(request, "casework/plans/step.html", form, participation=found, step=stored)
    # Translators: «Delmålet är sparat.»
    messages.success(request, _("The part goal is saved."))
    return _back(place, pk)


@allow(Permission.REGISTER)
@require_POST
def tick_step(request: Request, association: str, pk: int, step: UUID) -> HttpResponse:
    """Reached, on the day that was written."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "plan.tick", [found])
    stored = _step(found, step)
    form = TickForm(request.POST)
    done = form.carry_out(
        lambda: actions.tick(
            step=stored,
            on=form.cleaned_data["reached_on"],
            by=request.user,
            today=clock.today(),
        )
    )
    if done is None:
        messages.error(request, " ".join(str(e) for e in form.errors["reached_on"]))
    else:
        # Translators: «Delmålet är avbockat. Det går att ångra på sidan.»
        messages.success(request, _("The part goal is ticked off. That can be undone below."))
    return _back(place, pk)


@allow(Permission.REGISTER)
@require_POST
def untick_step(request: Request, association: str, pk: int, step: UUID) -> HttpResponse:
    """The undo of ticking off."""
    # Translators: «Delmålet är inte längre avbockat.»
    done = _("The part goal is no longer ticked off.")
    return _change(request, association, pk, step, act=actions.untick, done=done)


@allow(Permission.REGISTER)
@require_POST
def drop_step(request: Request, association: str, pk: int, step: UUID) -> HttpResponse:
    """No longer part of the plan."""
    # Translators: «Delmålet är borttaget ur planen. Det går att ta tillbaka.»
    done = _("The part goal is taken out of the plan. It can be taken back.")
    return _change(request, association, pk, step, act=actions.drop, done=done)


@allow(Permission.REGISTER)
@require_POST
def take_up_step(request: Request, association: str, pk: int, step: UUID) -> HttpResponse:
    """The undo of dropping."""
    # Translators: «Delmålet är tillbaka i planen.»
    done = _("The part goal is back in the plan.")
    return _change(request, association, pk, step, act=actions.take_up, done=done)


def _change(
    request: Request,
    association: str,
    pk: int,
    step: UUID,
    *,
    act: Callable[..., PlanGoal],
    done: str,
) -> HttpResponse:
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, f"plan.{act.__name__}", [found])
    act(step=_step(found, step), by=request.user)
    messages.success(request, done)
    return _back(place, pk)


def _plan(participation: Participation) -> Plan:
    stored = plan_of(participation)
    if stored is None:
        raise Http404
    return stored


def _step(participation: Participation, pk: UUID) -> PlanGoal:
    rows = PlanGoal.objects.filter(plan__participation=participation)
    return get_object_or_404(rows.select_related("key", "plan__participation"), pk=pk)


def _back(place: Place, pk: int) -> HttpResponse:
    return redirect(place.url("plan", pk))


def _page(
    request: Request, template: str, form: Any, *, participation: Participation, **context: Any
) -> HttpResponse:
    names = naming.names_of([participation.participant], by=request.user)
    context |= {"form": form, "participation": participation, "names": names}
    if context.get("plan"):
        context |= {"shown": shown_plan(context["plan"]), "today": clock.today()}
    status = 422 if form.is_bound else 200
    return render(request, template, context, status=status)

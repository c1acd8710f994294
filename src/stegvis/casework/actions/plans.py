"""Verbs on an action plan: agree on its goal, add steps, tick them off, drop and restore them."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import require_site, require_version
from stegvis.casework.keys import key_of
from stegvis.casework.models import Participation, Plan, PlanGoal
from stegvis.casework.rules.participations import Problem


@transaction.atomic
def agree(*, participation: Participation, goal: str, on: date, by: User, today: date) -> Plan:
    """The plan of a participation that has none yet, with its goal."""
    require_site(participation.site_id, by=by)
    _require_past(on, today=today, field="agreed_on")
    plan = Plan(participation=participation, key=key_of(participation.participant), agreed_on=on)
    plan.say(goal=goal)
    plan.save()
    return plan


@transaction.atomic
def reword(*, plan: Plan, seen: int, goal: str, on: date, by: User, today: date) -> Plan:
    """The plan with another goal, agreed on another day, if it still has the version `seen`."""
    require_site(plan.participation.site_id, by=by)
    _require_past(on, today=today, field="agreed_on")
    stored = Plan.objects.select_for_update(of=("self",)).select_related("key").get(pk=plan.pk)
    require_version(stored.version, seen=seen)
    stored.agreed_on = on
    stored.version += 1
    stored.say(goal=goal)
    stored.save()
    return stored


@transaction.atomic
def add_step(*, plan: Plan, text: str, due_on: date | None, by: User) -> PlanGoal:
    """A step on the way, after the others."""
    require_site(plan.participation.site_id, by=by)
    last = plan.goals.aggregate(last=Max("position"))["last"] or 0
    step = PlanGoal(plan=plan, key=plan.key, position=last + 1, due_on=due_on)
    step.say(text=text)
    step.save()
    return step


@transaction.atomic
def change_step(*, step: PlanGoal, text: str, due_on: date | None, by: User) -> PlanGoal:
    """The step in other words or by another day."""
    require_site(step.plan.participation.site_id, by=by)
    step.due_on = due_on
    step.say(text=text)
    step.save()
    return step


@transaction.atomic
def tick(*, step: PlanGoal, on: date, by: User, today: date) -> PlanGoal:
    """The step ticked off together with the participant on a day that has come."""
    _require_past(on, today=today, field="reached_on")
    return _set(step, by=by, reached_on=on, reached_by=by)


@transaction.atomic
def untick(*, step: PlanGoal, by: User) -> PlanGoal:
    """The step still to be reached: the undo of `tick`."""
    return _set(step, by=by, reached_on=None, reached_by=None)


@transaction.atomic
def drop(*, step: PlanGoal, by: User) -> PlanGoal:
    """The step no longer part of the plan; it can be taken up again."""
    return _set(step, by=by, dropped=True)


@transaction.atomic
def take_up(*, step: PlanGoal, by: User) -> PlanGoal:
    """The step back in the plan: the undo of `drop`."""
    return _set(step, by=by, dropped=False)


def _set(step: PlanGoal, *, by: User, **values: object) -> PlanGoal:
    require_site(step.plan.participation.site_id, by=by)
    for name, value in values.items():
        setattr(step, name, value)
    step.save(update_fields=list(values))
    return step


def _require_past(day: date, *, today: date, field: str) -> None:
    if day > today:
        # Translators: «Den dagen har inte kommit än; skriv idag eller en tidigare dag.»
        message = _("That day has not come yet; write today or an earlier day.")
        raise Refused((Problem(field, message),))

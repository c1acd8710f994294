"""The action plan on the page of a participation, in its timeline, and on the start page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from stegvis.casework import queries
from stegvis.casework.models import Participation, Plan, PlanGoal
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.organisations.place import Place


@dataclass(frozen=True)
class Step:
    """A step with its text opened."""

    step: PlanGoal
    text: str


@dataclass(frozen=True)
class ShownPlan:
    """A plan with its texts opened: the steps that hold, those reached, those dropped."""

    goal: str
    steps: tuple[Step, ...]
    dropped: tuple[Step, ...]

    @property
    def reached(self) -> int:
        return sum(each.step.reached_on is not None for each in self.steps)


def plan_of(participation: Participation) -> Plan | None:
    """The plan of a participation, if one is agreed."""
    return (
        Plan.objects.filter(participation=participation)
        .select_related("key", "participation")
        .first()
    )


def shown_plan(plan: Plan) -> ShownPlan:
    """What a page shows of `plan`, in one query."""
    rows = plan.goals.select_related("key", "reached_by")
    steps = [Step(row, row.texts["text"]) for row in rows]
    return ShownPlan(
        goal=plan.texts["goal"],
        steps=tuple(each for each in steps if not each.step.dropped),
        dropped=tuple(each for each in steps if each.step.dropped),
    )


def panel(participation: Participation, *, place: Place, today: date) -> Panel:
    """How many steps are reached, and the way to the plan; its words stay on its own page."""
    plan = Plan.objects.filter(participation=participation).first()
    steps = list(plan.goals.filter(dropped=False)) if plan else []
    late = [step for step in steps if step.due_on and step.due_on < today and not step.reached_on]
    context = {
        "plan": plan,
        "steps": len(steps),
        "reached": sum(step.reached_on is not None for step in steps),
        "late": len(late),
    }
    # Translators: «Handlingsplan»
    return Panel(_("Action plan"), "casework/plans/panel.html", context)


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """When the plan was agreed on and each step reached."""
    href = place.url("plan", participation.pk)
    for plan in Plan.objects.filter(participation=participation):
        # Translators: «Handlingsplan överenskommen»
        yield Event(plan.agreed_on, _("Action plan agreed on"), href)
        for step in plan.goals.exclude(reached_on=None):
            if step.reached_on:
                # Translators: «Delmål nått»
                yield Event(step.reached_on, _("Part goal reached"), href)


def tasks(desk: Desk) -> Iterator[Task]:
    """Steps that should have been reached by now, of those who still take part."""
    running = desk.participations.filter(queries.ongoing(on=desk.today))
    rows = (
        PlanGoal.objects.filter(
            plan__participation__in=running,
            dropped=False,
            reached_on=None,
            due_on__lte=desk.today,
        )
        .select_related(
            "plan__participation__participant",
            "plan__participation__intervention",
            "plan__participation__site",
        )
        .order_by("due_on", "position")
    )
    for row in rows:
        taking_part = row.plan.participation
        if row.due_on:
            # Translators: «Delmål att följa upp»
            label = _("Part goal to follow up")
            yield Task(row.due_on, label, desk.place.url("plan", taking_part.pk), taking_part)

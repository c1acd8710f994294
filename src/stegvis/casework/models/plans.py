"""The action plan (handlingsplan): where she is going, and the steps on the way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stegvis.access.models import User
from stegvis.access.sealing import SealedRow
from stegvis.casework.models.participations import Participation


class Plan(SealedRow):
    """The plan of one participation; says ``goal``: where she wants to be afterwards."""

    participation = models.OneToOneField(Participation, models.PROTECT, related_name="plan")
    agreed_on = models.DateField()
    # Grows with every change of the goal; a form that carries an older one is refused.
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Handlingsplan {self.pk}"


class PlanGoal(SealedRow):
    """A step on the way; says ``text``. Ticked off together with the participant, or dropped."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    reached_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reached_on=None, reached_by=None)
                | Q(reached_on__isnull=False, reached_by__isnull=False),
                name="plan_goal_reached_on_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"Delmål {self.pk}"

"""Goals of interventions and associations: what was promised, in words and as a measure."""

from typing import ClassVar

from django.db import models

from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association


class Goal(models.Model):
    """A goal for a period: its text, and for goals that can be computed the measure and target."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="goals")
    reference = models.CharField(max_length=80)
    intervention = models.ForeignKey(
        Intervention, models.CASCADE, null=True, blank=True, related_name="goals"
    )
    period = models.CharField(max_length=40)
    text = models.TextField()
    kind = models.CharField(max_length=20)
    measure = models.CharField(max_length=80, blank=True)
    filter = models.CharField(max_length=200, blank=True)
    denominator = models.CharField(max_length=80, blank=True)
    operator = models.CharField(max_length=20, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "reference"], name="goal_once"),
            listed("kind", codes.GOAL_KIND, name="goal_kind_listed"),
            listed("operator", codes.GOAL_OPERATOR, name="goal_operator_listed", blank=True),
            listed("unit", codes.GOAL_UNIT, name="goal_unit_listed", blank=True),
        ]

    def __str__(self) -> str:
        return self.text

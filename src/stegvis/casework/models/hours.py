"""Planned and achieved hours of a week."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stegvis.casework.models.participations import Participation

MOST = 80  # hours a week


class WeekHours(models.Model):
    """What was planned and what was achieved in the week that begins on `monday`.

    Empty `planned` means what the agreement says; empty `achieved` what the sessions add up to.
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="weeks")
    monday = models.DateField()
    planned = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    achieved = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "monday"], name="week_hours_once"),
            models.CheckConstraint(
                condition=Q(monday__iso_week_day=1), name="week_hours_begin_on_monday"
            ),
            models.CheckConstraint(
                condition=(Q(planned=None) | Q(planned__gte=0, planned__lte=MOST))
                & (Q(achieved=None) | Q(achieved__gte=0, achieved__lte=MOST)),
                name="week_hours_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.monday}"

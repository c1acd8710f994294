"""Meetings with the referrer and others during a participation (avstämningsmöten)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stegvis.casework.choices import meetings as choices
from stegvis.casework.models.participations import Participation
from stegvis.core.models import listed


class Meeting(models.Model):
    """One attempt to meet: offered, booked, held, cancelled or not held.

    `occasion` and `weeks` say which due day it answers ("4 weeks after the start"), `due_on` that
    day as it was reckoned when this was written. `parties` holds ``{"code", "state"}``.
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="meetings")
    occasion = models.CharField(max_length=20, default=choices.EXTRA)
    weeks = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20)
    day = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    mode = models.CharField(max_length=20, blank=True)
    parties = models.JSONField(default=list, blank=True)
    cancelled_by = models.CharField(max_length=20, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    voided = models.BooleanField(default=False)
    # Grows with every change; a form that carries an older one is refused.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            listed("occasion", choices.OCCASIONS, name="meeting_occasion_listed"),
            listed("state", choices.STATE, name="meeting_state_listed"),
            listed("mode", choices.MODE, name="meeting_mode_listed", blank=True),
            listed("cancelled_by", choices.PARTY, name="meeting_cancelled_by_listed", blank=True),
            models.CheckConstraint(
                condition=~Q(state__in=[choices.BOOKED, choices.HELD]) | Q(day__isnull=False),
                name="meeting_booked_or_held_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state=choices.CANCELLED, cancelled_on__isnull=False)
                & ~Q(cancelled_by="")
                | ~Q(state=choices.CANCELLED) & Q(cancelled_by="", cancelled_on__isnull=True),
                name="meeting_cancelled_by_whom_and_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["participation", "day"], name="meeting_by_participation")
        ]

    def __str__(self) -> str:
        return f"Möte {self.pk}"

    @property
    def notice(self) -> int | None:
        """How many days ahead it was cancelled; negative when it was said afterwards."""
        if self.day is None or self.cancelled_on is None:
            return None
        return (self.day - self.cancelled_on).days

"""Follow-ups after the exit: what was heard, and every attempt to hear it.

That one is due follows from the exit (``rules.follow_ups``); a row exists once something is
written down.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stegvis.access.models import User
from stegvis.casework.choices import follow_ups as choices
from stegvis.casework.models.participations import Participation
from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.organisations.models import Association


class FollowUp(models.Model):
    """One follow-up: `reached` is null while someone may still try.

    Occupation, support and next steps are written as at the exit (see `Participation`).
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="follow_ups")
    due_on = models.DateField()
    reached = models.BooleanField(null=True)
    made_on = models.DateField(null=True, blank=True)
    occupation = models.JSONField(null=True, blank=True)
    support = models.JSONField(null=True, blank=True)
    next_steps = models.JSONField(default=list, blank=True)
    plan = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "due_on"], name="follow_up_once"),
            listed("plan", codes.PLAN_FOLLOWED, name="follow_up_plan_listed", blank=True),
            models.CheckConstraint(
                condition=Q(reached=True)
                | Q(occupation=None, support=None, next_steps=[], plan=""),
                name="follow_up_answers_need_contact",
            ),
            models.CheckConstraint(
                condition=Q(made_on=None) | Q(reached__isnull=False),
                name="follow_up_day_needs_result",
            ),
        ]

    def __str__(self) -> str:
        return f"Uppföljning {self.due_on}"


class FollowUpAttempt(models.Model):
    """One attempt to reach someone for a follow-up."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="attempts")
    tried_on = models.DateField()
    channel = models.CharField(max_length=20)
    reached = models.BooleanField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["tried_on", "pk"]
        constraints: ClassVar = [
            listed("channel", choices.CHANNEL, name="follow_up_channel_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.tried_on}"

    @property
    def channel_label(self) -> str:
        return choices.CHANNEL.label(self.channel)

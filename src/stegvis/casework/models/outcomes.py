"""What a participation was wanted to lead to, and what the receiving authority takes over."""

from typing import ClassVar

from django.db import models

from stegvis.access.sealing import SealedRow
from stegvis.casework.choices import outcomes as choices
from stegvis.casework.models.participations import Participation
from stegvis.core.models import listed


class WantedOutcome(models.Model):
    """One thing that the participation is to lead to, chosen at its start; scored at its exit."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="wanted_outcomes")
    code = models.CharField(max_length=40)
    score = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "code"], name="wanted_outcome_once"),
            listed("score", choices.SCORE, name="wanted_outcome_score_listed", blank=True),
        ]

    def __str__(self) -> str:
        return self.code


class Handover(SealedRow):
    """Who takes over when the participation ends, and when; says ``text``: what they take over."""

    participation = models.OneToOneField(Participation, models.PROTECT, related_name="handover")
    receiver = models.CharField(max_length=80, blank=True)
    from_day = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Överlämning {self.pk}"

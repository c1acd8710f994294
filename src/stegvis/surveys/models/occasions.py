"""Occasions on which nobody answered, and why.

That one is due follows from the plan of the intervention (``rules.occasions``); a row exists
once the staff have written down why there is no answer.
"""

from typing import ClassVar

from django.db import models

from stegvis.access.models import User
from stegvis.casework.models import Participation
from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.organisations.models import Association
from stegvis.surveys.choices import REASON
from stegvis.surveys.models.instruments import Instrument

OCCASIONS = tuple(code for code in codes.OCCASION if code.code not in ("first", "again"))


class NotAnswered(models.Model):
    """An occasion that passes without an answer, for the reason the staff give."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="not_answered")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=10)
    due_on = models.DateField()
    reason = models.CharField(max_length=20)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participation", "instrument", "occasion", "due_on"],
                name="not_answered_once",
            ),
            listed("occasion", OCCASIONS, name="not_answered_occasion_listed"),
            listed("reason", REASON, name="not_answered_reason_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.due_on}"

    @property
    def reason_label(self) -> str:
        return REASON.label(self.reason)

"""Yearly rounds: an association asks its staff, referrers, managers or board by one link."""

from typing import ClassVar

from django.db import models

from stegvis.access.models import User
from stegvis.core.models import not_before
from stegvis.organisations.models import Association
from stegvis.surveys.models.instruments import Instrument


class YearlyRound(models.Model):
    """A questionnaire that a group answers from one day to another, tied to nobody."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="yearly_rounds")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="yearly_rounds")
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "instrument", "opens_on"], name="yearly_round_once"
            ),
            not_before("closes_on", "opens_on", name="yearly_round_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.opens_on}–{self.closes_on}"

"""That a participant was asked with an unlinked form: staff's tick, never written by the form."""

from typing import ClassVar

from django.db import models

from stegvis.access.models import User
from stegvis.casework.models import Participation
from stegvis.core.models import listed
from stegvis.organisations.models import Association
from stegvis.surveys.choices import ASKED
from stegvis.surveys.models.unlinked import UNLINKED_OCCASIONS


class Asked(models.Model):
    """How asking one participant went in a year, the first time or again.

    `instrument` is the code of the form in any version. The year is all that is kept of when; the
    day in `noted_on` is that of the tick, for whoever wonders who set it.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="asked")
    instrument = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=10)
    outcome = models.CharField(max_length=20)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participation", "instrument", "year", "occasion"], name="asked_once"
            ),
            listed("occasion", UNLINKED_OCCASIONS, name="asked_occasion_listed"),
            listed("outcome", ASKED, name="asked_outcome_listed"),
            models.CheckConstraint(
                condition=models.Q(year__range=(2000, 2200)), name="asked_year_has_four_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.occasion}"

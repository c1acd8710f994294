"""Instruments: versioned questionnaires, and which intervention uses which."""

from functools import cached_property
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.core.models import SlugField
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys.rules.questionnaire import Questionnaire, read


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    """Instruments, narrowed to those an association can use."""

    def open_to(self, association: Association) -> "InstrumentQuerySet":
        """Those shipped with the program and the association's own."""
        return self.filter(models.Q(association=None) | models.Q(association=association))


class Instrument(models.Model):
    """One version of a questionnaire; once answered it never changes, a new version follows.

    `association` is empty for those shipped with the program. An intervention's own short survey
    names the intervention.
    """

    association = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="instruments"
    )
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="own_instruments"
    )
    code = SlugField()
    version = models.CharField(max_length=20)
    document = models.JSONField()  # as rules.questionnaire.read takes it
    wording = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = InstrumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "code", "version"],
                name="instrument_version_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return read(self.document)


class InstrumentUse(models.Model):
    """An intervention asks with an instrument: at start, every so many months, at exit and after.

    `shows_first`: the first answer is shown at the last measurement; the analysis says so.
    """

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="instruments_in_use"
    )
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="uses")
    at_start = models.BooleanField(default=True)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    at_exit = models.BooleanField(default=True)
    months_after = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    shows_first = models.BooleanField(default=False)
    used_from = models.DateField()
    used_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["intervention", "instrument"], name="instrument_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.instrument_id}"

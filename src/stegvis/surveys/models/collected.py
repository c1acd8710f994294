"""Answers to instruments. Unlinked forms are counts without a row per form or person."""

from typing import ClassVar

from django.db import models

from stegvis.casework.models import Participation
from stegvis.core import codes
from stegvis.core.models import listed, not_before
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association, Organisation
from stegvis.surveys.models.unlinked import Collected


class UnlinkedCount(Collected):
    """How many unlinked forms of a collection period carried exactly this pattern of answers."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="+")
    version = models.CharField(max_length=20, default="1")
    gender = models.CharField(max_length=10, default="unknown")
    occasion = models.CharField(max_length=10, default="first")
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "intervention",
                    "instrument",
                    "version",
                    "collected_from",
                    "collected_to",
                    "gender",
                    "occasion",
                    "pattern",
                ],
                name="unlinked_pattern_once",
            ),
            listed("gender", codes.GENDER, name="unlinked_gender_listed"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="unlinked_counts_forms"),
            not_before("collected_to", "collected_from", name="unlinked_period_in_order"),
        ]


class Response(models.Model):
    """A participant's answers on one occasion, linked to her participation.

    `with_staff`: they read the questions to her and filled in. `interpreter` is the language in
    which somebody interpreted. `first_shown`: she saw her first answers while she answered.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="responses")
    reference = models.CharField(max_length=60)
    instrument = models.CharField(max_length=80)
    version = models.CharField(max_length=20, default="1")
    occasion = models.CharField(max_length=10)
    respondent = models.CharField(max_length=20, default="participant")
    answered_on = models.DateField()
    with_staff = models.BooleanField(default=False)
    interpreter = models.CharField(max_length=10, blank=True, default="")
    first_shown = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "association", "reference"], name="response_reference_once"
            ),
            listed("occasion", codes.OCCASION, name="response_occasion_listed"),
            listed("respondent", codes.RESPONDENT, name="response_respondent_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.occasion}"


class Answer(models.Model):
    """The coded answer to one item; free text is never an Answer."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=80)
    value = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "item"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return self.item

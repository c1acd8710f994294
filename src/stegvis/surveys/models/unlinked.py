"""Unlinked forms on their way to the counts, and how long an association's periods are."""

import uuid
from typing import ClassVar

from django.db import models

from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association

UNLINKED_OCCASIONS = ("first", "again")


class CollectionLength(models.Model):
    """How many months the collection periods of an association have.

    Until `holds_from` they still have `before`: a change never cuts a period that has begun.
    """

    association = models.OneToOneField(
        Association, models.CASCADE, primary_key=True, related_name="collection_length"
    )
    months = models.PositiveSmallIntegerField()
    before = models.PositiveSmallIntegerField(null=True, blank=True)
    holds_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(months__in=(3, 4, 6, 12)), name="collection_length_listed"
            ),
            models.CheckConstraint(
                condition=models.Q(before__isnull=True, holds_from__isnull=True)
                | models.Q(before__isnull=False, holds_from__isnull=False),
                name="collection_length_changes_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} months"


class UsedKey(models.Model):
    """That a form with this one-time key has been counted; says nothing else.

    The first byte is the day the key was made for, modulo 256; two days later the row is gone.
    """

    print = models.BinaryField(primary_key=True)

    def __str__(self) -> str:
        return "Used key"


class Collected(models.Model):
    """What is known of an unlinked form: nobody's, and of a period instead of a day."""

    instrument = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    collected_from = models.DateField()
    collected_to = models.DateField()
    gender = models.CharField(max_length=10)
    occasion = models.CharField(max_length=10)
    pattern = models.JSONField()  # item -> value, in the order of the form

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.instrument} {self.collected_from}–{self.collected_to}"


class WaitingForm(Collected):
    """A form that waits for at least four others of its intervention, period and gender.

    Of a yearly round it belongs to the association instead. Its id is random, and all that wait
    together are written anew in random order whenever one more comes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="+"
    )
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            listed("gender", codes.GENDER, name="waiting_gender_listed"),
            listed("occasion", UNLINKED_OCCASIONS, name="waiting_occasion_listed"),
            models.CheckConstraint(
                condition=models.Q(intervention__isnull=True, association__isnull=False)
                | models.Q(intervention__isnull=False, association__isnull=True),
                name="waiting_form_has_one_place",
            ),
        ]


class AssociationCount(Collected):
    """Forms of a period that were too few of a gender to be kept by intervention.

    Also those of a yearly round, which belong to no intervention.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            listed("gender", codes.GENDER, name="association_count_gender_listed"),
            listed("occasion", UNLINKED_OCCASIONS, name="association_count_occasion_listed"),
            models.CheckConstraint(
                condition=models.Q(count__gte=1), name="association_counts_forms"
            ),
        ]

"""Participants: persons as one owner organisation knows them, and those it only counts."""

from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from stegvis.access.models import User
from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association, Organisation


class Participant(models.Model):
    """A person as one owner organisation knows her: a random code, gender and birth year.

    `identified` is false for a registration without a code: it may be a person who also stands
    elsewhere, so figures of persons give a span. `protected` (skyddade personuppgifter) forbids
    names in lists and an address anywhere; the database sees to the latter.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    gender = models.CharField(max_length=10, default="unknown")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    identified = models.BooleanField(default=True)
    protected = models.BooleanField(default=False)
    # Where she was first registered; besides, she is seen wherever one of her participations is.
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="+")
    # What the ledger of erasures knows her by, so that no older backup brings her back.
    random_id = models.UUIDField(db_default=RandomUUID(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "association", "code"], name="participant_code_once"
            ),
            listed("gender", codes.GENDER, name="participant_gender_listed"),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="participant_birth_year_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"Deltagare {self.code}"


class HeadCount(models.Model):
    """Participants without a record of their own (no consent, protected identity): a year's count.

    Never listed one by one; counted in whole calendar years only.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="head_counts")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    gender = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, default="enrolled")
    carried_in = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    # Each January the staff say how many have stayed; `carried_in` is a guess until then.
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "intervention", "year", "gender", "kind"], name="head_count_once"
            ),
            listed("gender", codes.GENDER, name="head_count_gender_listed"),
            listed("kind", codes.KIND, name="head_count_kind_listed"),
            models.CheckConstraint(
                condition=Q(ended__lte=F("carried_in") + F("new")),
                name="head_count_ended_at_most_current",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="head_count_confirmed_by_someone_on_some_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.year} {self.gender}"

"""Associations, the organisations around them, municipalities and the code lists' additions."""

from typing import ClassVar

from django.db import models

from stegvis.access.scope import scope_of
from stegvis.core import codes
from stegvis.core.models import SlugField, listed


class AssociationQuerySet(models.QuerySet["Association"]):
    """Associations, narrowed to what someone may see."""

    def visible_to(self, user: object) -> "AssociationQuerySet":
        """The associations where `user` holds any role."""
        return self.filter(id__in=scope_of(user).associations)  # type: ignore[arg-type]


class Municipality(models.Model):
    """One of Sweden's 290 municipalities, by SCB's four-digit code."""

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class Association(models.Model):
    """A coordination association (samordningsförbund)."""

    slug = SlugField(unique=True)
    name = models.CharField(max_length=160)
    organisation_number = models.CharField(max_length=20, blank=True)
    municipalities = models.ManyToManyField(Municipality, blank=True)
    # The interim report's months, January to August unless the statutes say otherwise.
    interim_from = models.PositiveSmallIntegerField(default=1)
    interim_to = models.PositiveSmallIntegerField(default=8)
    # The period that pages open with, while the office works on last year's report; empty means
    # this year.
    opening_period = models.CharField(max_length=40, blank=True)

    objects: ClassVar = AssociationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    interim_from__gte=1,
                    interim_to__lte=12,
                    interim_from__lte=models.F("interim_to"),
                ),
                name="association_interim_within_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def interim(self) -> tuple[int, int]:
        return self.interim_from, self.interim_to


class Organisation(models.Model):
    """An authority, provider or other body that refers, owns, runs or takes part."""

    slug = SlugField(unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=40, default="other")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            listed("kind", codes.ORGANISATION_KIND, name="organisation_kind_listed"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An organisation that is a party (part) of an association."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "organisation"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} i {self.association}"


class Code(models.Model):
    """A value of a code list: shipped with the program or added by one association.

    Values are added and retired, never given another meaning.
    """

    list_name = models.CharField(max_length=40)
    code = SlugField()
    label_sv = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    association = models.ForeignKey(Association, models.CASCADE, null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["list_name", "code", "association"],
                nulls_distinct=False,
                name="code_once_per_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_name}: {self.code}"


class Change(models.Model):
    """A writing transaction touched what the figures of an association are made from.

    Rows are added by triggers only. A snapshot is stale when a visible row's transaction is not
    in it: correct also for transactions that commit in another order than they began.
    """

    association_id = models.BigIntegerField()
    # pg_current_xact_id(), type xid8; Django only ever reads it through raw SQL.
    xid = models.TextField()

    class Meta:
        managed = False
        db_table = "organisations_change"

    def __str__(self) -> str:
        return f"association {self.association_id} in transaction {self.xid}"

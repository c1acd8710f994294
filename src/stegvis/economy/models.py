"""Funding and budget of an association, as far as import and reports need them."""

from typing import ClassVar

from django.db import models

from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association


class Funding(models.Model):
    """What a party or another source gives an association in a year, in whole kronor."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="funding")
    year = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, default="member")
    amount_sek = models.BigIntegerField()
    preliminary = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "year", "party", "kind"], name="funding_once"
            ),
            listed("kind", codes.FUNDING_KIND, name="funding_kind_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.year}"


class BudgetVersion(models.Model):
    """One version of an association's budget for a year: proposal, decided or revised."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=20, default="decided")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "year", "version"], name="budget_version_once"
            ),
            listed("version", codes.BUDGET_VERSION, name="budget_version_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.version}"


def _amount() -> models.DecimalField:
    return models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)


class BudgetLine(models.Model):
    """A line of a budget, in thousands of kronor; a memo line is in no sum."""

    budget = models.ForeignKey(BudgetVersion, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20, default="cost")
    heading = models.CharField(max_length=160, blank=True)
    line = models.CharField(max_length=200)
    category = models.CharField(max_length=30, default="other")
    intervention = models.ForeignKey(Intervention, models.PROTECT, null=True, blank=True)
    memo = models.BooleanField(default=False)
    shared_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    outcome_previous_tkr = _amount()
    budget_tkr = _amount()
    requisitioned_tkr = _amount()
    outcome_tkr = _amount()
    forecast_tkr = _amount()
    comment = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "line"], name="budget_line_once"),
            listed("kind", codes.BUDGET_KIND, name="budget_kind_listed"),
            listed("category", codes.BUDGET_CATEGORY, name="budget_category_listed"),
        ]

    def __str__(self) -> str:
        return self.line

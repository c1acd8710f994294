"""How long an owner keeps records, what must be kept longer, and the receipts of erasures."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stegvis.access.models import User
from stegvis.casework.choices import retention as choices
from stegvis.casework.models.people import Participant
from stegvis.core.models import listed, not_before
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association, Organisation


class RetentionRule(models.Model):
    """Records of a class are kept so many months after the last exit, as decided in a document.

    Rows are only added: the latest decision holds.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    months = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=80)
    decided_on = models.DateField()
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            listed("kind", choices.CLASS, name="retention_kind_listed"),
            models.CheckConstraint(
                condition=Q(months__range=(1, choices.LONGEST)), name="retention_months_plausible"
            ),
            models.CheckConstraint(condition=~Q(document=""), name="retention_needs_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.months}"


class LegalHold(models.Model):
    """Records that must stay whatever the rule says: of one participant or a whole intervention."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="holds"
    )
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.CharField(max_length=80)
    placed_on = models.DateField()
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(participant=None, intervention__isnull=False)
                | Q(participant__isnull=False, intervention=None),
                name="legal_hold_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="legal_hold_needs_a_reason"),
            not_before("lifted_on", "placed_on", name="legal_hold_lifted_after_it_is_placed"),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_by=None)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                name="legal_hold_lifted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class Erasure(models.Model):
    """The receipt of an erasure: how much of what, by which decision, and nothing of whom."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    erased_on = models.DateField()
    document = models.CharField(max_length=80)
    decided_on = models.DateField()
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    persons = models.PositiveIntegerField()
    rows = models.JSONField(default=dict)  # how many by table

    class Meta:
        constraints: ClassVar = [
            listed("kind", choices.CLASS, name="erasure_kind_listed"),
            models.CheckConstraint(condition=~Q(document=""), name="erasure_needs_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.erased_on}"

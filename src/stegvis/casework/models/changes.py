"""How a participation runs and what has changed: spells, and typed changes with their decision."""

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from stegvis.access.models import User
from stegvis.access.sealing import SealedRow
from stegvis.casework.choices import changes as choices
from stegvis.casework.models.participations import Participation
from stegvis.core.models import listed, not_before


class StatusPeriod(models.Model):
    """Days on which a participation is paused, or active with so many hours a week.

    Days that no spell covers are active with what the agreement says.
    """

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="status_periods")
    status = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            listed("status", choices.STATUS, name="status_period_listed"),
            not_before("ends_on", "starts_on", name="status_period_in_order"),
            models.CheckConstraint(
                condition=Q(hours_per_week=None) | Q(hours_per_week__range=(0, 80)),
                name="status_period_hours_plausible",
            ),
            ExclusionConstraint(
                name="status_period_one_at_a_time",
                index_type="GIST",
                expressions=[
                    (
                        Func(
                            F("participation_id"),
                            F("participation_id"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.starts_on}–{self.ends_on or ''}"


class Change(models.Model):
    """One change of a participation: of which kind, why, from what to what, who decided.

    `before` and `after` hold the fields that differ, as JSON. `batch` joins the changes that one
    confirmation made, so that one undo takes them all back. `counterpart` is the other end of a
    transfer.
    """

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="changes")
    counterpart = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    effective_on = models.DateField()
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    batch = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        constraints: ClassVar = [
            listed("kind", choices.KIND, name="change_kind_listed"),
            listed("reason", choices.REASON, name="change_reason_listed", blank=True),
            listed("state", choices.STATE, name="change_state_listed"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="change_decided_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(choices.PROPOSED, choices.WITHDRAWN))
                | Q(decided_by__isnull=False),
                name="change_is_decided_once_it_holds",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["participation", "effective_on"], name="change_by_day"),
            models.Index(
                fields=["effective_on"],
                condition=Q(state__in=(choices.PROPOSED, choices.APPROVED)),
                name="change_waiting",
            ),
            models.Index(fields=["batch"], name="change_by_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_on}"


class ChangeNote(SealedRow):
    """What someone wrote beside a change: why it is proposed, or why it was refused."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="notes")

    def __str__(self) -> str:
        return f"Note {self.pk}"

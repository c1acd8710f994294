"""Reports that someone ordered, and how far their making has come."""

from typing import ClassVar

from django.db import models

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.core.models import listed
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association

KINDS = ("annual", "attainment")
AUDIENCES = ("owner", "association", "public")
STATES = ("ordered", "running", "ready", "failed")


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, narrowed to what someone may see."""

    def visible_to(self, user: object) -> "ReportQuerySet":
        """Reports where `user` may read them; those for an owner only to who ordered them."""
        scope = scope_of(user)  # type: ignore[arg-type]
        return self.filter(
            models.Q(association_id__in=scope.places(Permission.SEE_REPORTS, "associations"))
            & (~models.Q(audience="owner") | models.Q(ordered_by_id=scope.user_id))
        )


class Report(models.Model):
    """One report: what was asked for, its state, and the folder that holds its files."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=20)
    period = models.CharField(max_length=40)
    audience = models.CharField(max_length=20, default="association")
    interventions = models.ManyToManyField(Intervention, blank=True)
    language = models.CharField(max_length=5, default="sv")
    state = models.CharField(max_length=10, default="ordered")
    tries = models.PositiveSmallIntegerField(default=0)
    done_percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=120, blank=True)
    problem = models.CharField(max_length=400, blank=True)
    folder = models.CharField(max_length=60, blank=True)
    data_version = models.CharField(max_length=64, blank=True)
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            listed("kind", KINDS, name="report_kind_listed"),
            listed("audience", AUDIENCES, name="report_audience_listed"),
            listed("state", STATES, name="report_state_listed"),
        ]
        ordering: ClassVar = ["-ordered_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"

"""Participations: one person in one intervention once, in the workspace of the site's owner."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from stegvis.access.scope import scope_of
from stegvis.casework.models.people import Participant
from stegvis.core import codes
from stegvis.core.models import listed, not_before
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association, Organisation


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Participations, narrowed to what someone may see."""

    def visible_to(self, user: object) -> "ParticipationQuerySet":
        """Participations at the sites where `user` sees persons, or opened in an emergency.

        Those that have been erased are in figures only.
        """
        scope = scope_of(user)  # type: ignore[arg-type]
        return self.filter(erased_on=None).filter(
            Q(site_id__in=scope.sites_with_persons) | Q(pk__in=scope.participations)
        )


class Participation(models.Model):
    """One person in one intervention once, from start to exit.

    Lists keep the order in which they were registered: the first referrer is the formal one.
    `next_steps` holds ``{"code", "state"}``; support and occupation hold ``{"code", "percent"}``
    and are null when not known.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="participations")
    reference = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, default="enrolled")
    municipality_code = models.CharField(max_length=4, blank=True)
    origin = models.CharField(max_length=20, default="unknown")
    target_groups = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    referrers = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    referred_on = models.DateField(null=True, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    need_signalled_on = models.DateField(null=True, blank=True)
    started_on = models.DateField()
    planned_end_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    completed = models.CharField(max_length=20, default="unknown")
    exit_reason = models.CharField(max_length=40, blank=True)
    next_steps = models.JSONField(default=list, blank=True)
    next_intervention = models.CharField(max_length=80, blank=True)
    education = models.CharField(max_length=20, default="unknown")
    time_in_support = models.CharField(max_length=20, default="unknown")
    support_start = models.JSONField(null=True, blank=True)
    support_end = models.JSONField(null=True, blank=True)
    occupation_start = models.JSONField(null=True, blank=True)
    occupation_end = models.JSONField(null=True, blank=True)
    employment_form = models.CharField(max_length=30, default="unknown")
    hours_start = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    hours_end = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    voided = models.BooleanField(default=False)
    # Grows with every change; a form that carries an older one is shown both versions.
    version = models.PositiveIntegerField(default=1)
    # Since when all that is left are months, bands and codes (``actions.erasure``).
    erased_on = models.DateField(null=True, blank=True, editable=False)

    objects: ClassVar = ParticipationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "association", "intervention", "reference"],
                name="participation_reference_once",
            ),
            listed("kind", codes.KIND, name="participation_kind_listed"),
            listed("origin", codes.ORIGIN, name="participation_origin_listed"),
            listed("completed", codes.COMPLETED, name="participation_completed_listed"),
            listed(
                "exit_reason",
                codes.EXIT_REASON,
                name="participation_exit_reason_listed",
                blank=True,
            ),
            listed("education", codes.EDUCATION, name="participation_education_listed"),
            listed("time_in_support", codes.TIME_IN_SUPPORT, name="participation_time_listed"),
            listed(
                "employment_form", codes.EMPLOYMENT_FORM, name="participation_employment_listed"
            ),
            not_before("ended_on", "started_on", name="participation_ends_after_start"),
            not_before("planned_end_on", "started_on", name="participation_planned_after_start"),
            models.CheckConstraint(
                condition=Q(exit_reason="") | Q(ended_on__isnull=False) | Q(voided=True),
                name="participation_reason_needs_end",
            ),
            ExclusionConstraint(
                name="participation_once_at_a_time",
                index_type="GIST",
                expressions=[
                    (
                        Func(
                            F("participant_id"),
                            F("participant_id"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("intervention_id"),
                            F("intervention_id"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("started_on"), F("ended_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided=False, kind="enrolled"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["association", "started_on"], name="participation_by_start"),
            models.Index(fields=["site", "ended_on"], name="participation_by_site"),
        ]

    def __str__(self) -> str:
        return f"Deltagande {self.reference}"

    @property
    def formal_referrer(self) -> str:
        return self.referrers[0] if self.referrers else "unknown"

"""The catalogue: interventions, their sites, and the agreements that say how much is bought."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value

from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.core import codes
from stegvis.core.models import SlugField, listed, not_before
from stegvis.organisations.models import Association, Municipality, Organisation


class InterventionQuerySet(models.QuerySet["Intervention"]):
    """Interventions, narrowed to what someone may see."""

    def visible_to(self, user: object) -> "InterventionQuerySet":
        """Those `user` holds a role for: by association, as owner, or as staff."""
        scope = scope_of(user)  # type: ignore[arg-type]
        return self.filter(id__in=scope.places(Permission.SEE_INTERVENTIONS, "interventions"))


class Intervention(models.Model):
    """What an association finances: an individual or structural intervention (insats)."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="interventions")
    slug = SlugField()
    name = models.CharField(max_length=160)
    aliases = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    orientation = models.CharField(max_length=20, default="individual")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    succeeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="owned_interventions")
    parties = models.ManyToManyField(Organisation, blank=True, related_name="interventions")
    provider = models.CharField(max_length=160, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    target_groups = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    background = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    goal_text = models.TextField(blank=True)
    method = models.TextField(blank=True)
    participant_word = models.CharField(max_length=40, default="deltagare")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    # Whether its own staff see first names in lists; a code is shown where not.
    shows_names = models.BooleanField(default=True)

    objects: ClassVar = InterventionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "slug"], name="intervention_slug_once"),
            listed("orientation", codes.ORIENTATION, name="intervention_orientation_listed"),
            not_before("ends_on", "starts_on", name="intervention_ends_after_start"),
            models.CheckConstraint(
                condition=~models.Q(part_of=F("id")), name="intervention_not_part_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """Where an intervention meets its participants; the site's owner holds the persons."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="sites")
    slug = SlugField()
    name = models.CharField(max_length=160)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    # Every intervention has one site that needs no name of its own.
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intervention", "slug"], name="site_slug_once"),
            models.UniqueConstraint(
                fields=["intervention"],
                condition=models.Q(is_default=True),
                name="site_default_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """What is agreed for a span of days: places, weeks, hours; never two at once."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="agreements")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    follow_up_places = models.PositiveIntegerField(null=True, blank=True)
    rounds_per_year = models.PositiveIntegerField(null=True, blank=True)
    planned_participants = models.PositiveIntegerField(null=True, blank=True)
    weeks = models.PositiveIntegerField(null=True, blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    extension_rule = models.CharField(max_length=400, blank=True)
    place_quotas = models.JSONField(default=dict, blank=True)  # referrer code -> places
    # Extensions, pauses and the like: decided by the owner, or by those who register them.
    owner_decides = models.BooleanField(default=False)
    longest_extension_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    # When meetings with the referrer are due: so many weeks after the start, at an interval, and
    # so many weeks before the planned end; moved past closed weeks (their Mondays).
    meeting_weeks = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    meeting_interval_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    meeting_weeks_before_end = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_weeks = ArrayField(models.DateField(), default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["intervention", "starts_on"], name="agreement_once"),
            not_before("ends_on", "starts_on", name="agreement_ends_after_start"),
            ExclusionConstraint(
                name="agreement_one_at_a_time",
                index_type="GIST",
                expressions=[
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
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention} {self.starts_on}–{self.ends_on or ''}"

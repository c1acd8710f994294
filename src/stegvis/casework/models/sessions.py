"""Group sessions at a site, and who of its participants came."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from stegvis.casework.choices import meetings as choices
from stegvis.casework.models.participations import Participation
from stegvis.core.models import listed
from stegvis.interventions.models import Site


class Session(models.Model):
    """A meeting of a group: where, when and what; `undoable` once attendance has been marked."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    day = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    title = models.CharField(max_length=80)
    cancelled = models.BooleanField(default=False)
    marked = models.BooleanField(default=False)
    undoable = models.BooleanField(default=False)
    # Grows with every marking; a form that carries an older one is refused.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "day"], name="session_by_site")]

    def __str__(self) -> str:
        return f"{self.title} {self.day}"

    @property
    def hours(self) -> Decimal:
        """How long it lasts."""
        length = datetime.combine(self.day, self.ends_at) - datetime.combine(
            self.day, self.starts_at
        )
        return Decimal(length.seconds) / 3600


class Attendance(models.Model):
    """Whether one participant came to a session, and for how many hours.

    An empty `state` is not marked. `before_state` and `before_hours` are what the last marking
    replaced.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=20, blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=2, default=0)
    before_state = models.CharField(max_length=20, blank=True)
    before_hours = models.DecimalField(max_digits=4, decimal_places=2, default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "session"], name="attendance_once"),
            listed("state", choices.ATTENDANCE, name="attendance_state_listed", blank=True),
            models.CheckConstraint(
                condition=Q(hours=0) | Q(state__in=choices.THERE), name="attendance_hours_if_there"
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=0, hours__lte=24), name="attendance_hours_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.state}"

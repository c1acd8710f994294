"""Joint meetings (utökade möten): authorities take up referrals together and plan."""

from typing import ClassVar

from django.db import models

from stegvis.access.models import User
from stegvis.access.sealing import SealedRow
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models.referrals import Referral
from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association, Organisation


class JointMeeting(models.Model):
    """A meeting of an intervention's referral group on a day.

    `taken_up` is how many referrals stand on its agenda: a number that remains, and that reports
    read, when the persons are gone.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="joint_meetings")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    held_on = models.DateField()
    state = models.CharField(max_length=20, default=choices.PLANNED)
    taken_up = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "intervention", "held_on"], name="joint_meeting_once_a_day"
            ),
            listed("state", choices.MEETING_STATE, name="joint_meeting_state_listed"),
        ]

    def __str__(self) -> str:
        return f"Utökat möte {self.held_on}"


class AgendaItem(SealedRow):
    """A referral on a meeting's agenda and what was decided; says ``plan``, the joint plan."""

    meeting = models.ForeignKey(JointMeeting, models.PROTECT, related_name="items")
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=20, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "meeting"], name="agenda_item_once"),
            listed("decision", choices.DECISIONS, name="agenda_item_decision", blank=True),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by=None)
                | (~models.Q(decision="") & models.Q(decided_by__isnull=False)),
                name="agenda_item_decided_by",
            ),
        ]

    def __str__(self) -> str:
        return f"Punkt {self.position}"


class JointAttendance(models.Model):
    """How many of an authority took part in a meeting, in which role: numbers, no names."""

    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="attendances")
    organisation_kind = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "organisation_kind", "role"], name="joint_attendance_once"
            ),
            listed(
                "organisation_kind", codes.ORGANISATION_KIND, name="joint_attendance_kind_listed"
            ),
            listed("role", choices.ATTENDEE_ROLE, name="joint_attendance_role_listed"),
            models.CheckConstraint(
                condition=models.Q(count__gte=1), name="joint_attendance_of_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_kind} {self.role} {self.count}"

"""Models of the entrance: invitations into an account, and doors opened in an emergency."""

from typing import ClassVar

from django.db import models

from stegvis.access.sealing import SealedRow


class Invitation(models.Model):
    """A code, used once, that lets its user choose a password or tie her agency's login.

    Only a keyed hash of the code is stored: the database alone gives no valid code.
    """

    user = models.ForeignKey("access.User", models.CASCADE, related_name="invitations")
    fingerprint = models.BinaryField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "used_at"], name="invitation_by_user"),
        ]

    def __str__(self) -> str:
        return f"Invitation of user {self.user_id}"


class Emergency(models.Model):
    """Emergency access: one participation outside a user's reach, open to her until an hour."""

    user = models.ForeignKey("access.User", models.PROTECT, related_name="emergencies")
    association_id = models.BigIntegerField()
    owner_id = models.BigIntegerField()
    participation_id = models.BigIntegerField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("opened_at"))
                & models.Q(
                    until__lte=models.ExpressionWrapper(
                        models.F("opened_at")
                        + models.Value("1:00:00", output_field=models.DurationField()),
                        output_field=models.DateTimeField(),
                    )
                ),
                name="emergency_an_hour_at_most",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_at=None, seen_by=None)
                | models.Q(seen_at__isnull=False, seen_by__isnull=False),
                name="emergency_seen_by_someone",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "until"], name="emergency_by_user"),
            models.Index(fields=["owner_id", "opened_at"], name="emergency_by_owner"),
        ]

    def __str__(self) -> str:
        return f"Emergency {self.pk}"


class EmergencyReason(SealedRow):
    """Why the door was opened, in words that may name a person; sealed for the owner."""

    emergency = models.ForeignKey(Emergency, models.PROTECT, related_name="reasons")
    owner_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner_id", "emergency"], name="emergency_reason_once"),
        ]

    def __str__(self) -> str:
        return f"Reason of emergency {self.emergency_id}"

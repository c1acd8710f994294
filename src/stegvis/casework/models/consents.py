"""Consents: what a person has agreed to, how it is known, and until when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from stegvis.access.models import User
from stegvis.casework.choices import consents as choices
from stegvis.casework.models.people import Participant
from stegvis.core.models import listed, not_before
from stegvis.organisations.models import Association, Organisation


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, narrowed to those that hold."""

    def holding(self, *, on: date) -> "ConsentQuerySet":
        """Given, not run out and not withdrawn on a day."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=on),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
            given_on__lte=on,
        )

    def run_out(self, *, on: date) -> "ConsentQuerySet":
        """Past their last day and never withdrawn."""
        return self.filter(valid_to__lt=on, withdrawn_on=None)


class Consent(models.Model):
    """One consent of a kind, signed on paper that is kept somewhere, or electronically.

    Belongs to a referral, to a participant, or, once the referral has led to a start, to both.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="consents"
    )
    referral = models.ForeignKey(
        "casework.Referral", models.CASCADE, null=True, blank=True, related_name="consents"
    )
    kind = models.CharField(max_length=20)
    given_on = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=20)
    kept_at = models.CharField(max_length=20, blank=True)
    signature = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects: ClassVar = ConsentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["given_on", "pk"]
        constraints: ClassVar = [
            listed("kind", choices.KIND, name="consent_kind_listed"),
            listed("kept_at", choices.KEPT_AT, name="consent_kept_at_listed", blank=True),
            not_before("valid_to", "given_on", name="consent_ends_after_it_is_given"),
            not_before("withdrawn_on", "given_on", name="consent_withdrawn_after_it_is_given"),
            models.CheckConstraint(
                condition=Q(participant__isnull=False) | Q(referral__isnull=False),
                name="consent_of_someone",
            ),
            models.CheckConstraint(
                condition=(Q(how=choices.PAPER, signature="") & ~Q(kept_at=""))
                | (Q(how=choices.ELECTRONIC, kept_at="") & ~Q(signature="")),
                name="consent_signed_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"Samtycke {self.pk}"

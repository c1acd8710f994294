"""Referrals: what an officer asks of an intervention for a person, and every answer to it."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stegvis.access import vault
from stegvis.access.models import DataKey, User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.access.sealing import FingerprintedRow, SealedRow
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models.participations import Participation
from stegvis.casework.models.people import Participant
from stegvis.core import codes
from stegvis.core.models import listed
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association, Organisation


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals, narrowed to what someone may see in one of three relations to them."""

    def written_by(self, user: User) -> "ReferralQuerySet":
        """The officer's own, drafts among them."""
        return self.filter(officer=user)

    def handled_by(self, user: User) -> "ReferralQuerySet":
        """Those sent to the sites where `user` handles referrals."""
        scope = scope_of(user)
        handle = Permission.HANDLE_REFERRALS
        here = Q(site_id__in=scope.places(handle, "sites"))
        anywhere = Q(site=None, intervention_id__in=scope.places(handle, "interventions"))
        return self.filter(
            here | anywhere, owner_id__in=scope.owners_with_persons, sent_on__isnull=False
        )

    def shared_with(self, user: User, *, on: date) -> "ReferralQuerySet":
        """Those taken up in joint meetings of the groups `user` sits in, while consent holds."""
        scope, assess = scope_of(user), Permission.ASSESS_REFERRALS
        here = Q(site_id__in=scope.places(assess, "sites"))
        anywhere = Q(site=None, intervention_id__in=scope.places(assess, "interventions"))
        return self.filter(here | anywhere, shared_until__gte=on)


class Referral(models.Model):
    """One request that a person may start in an intervention.

    Codes and dates only: who she is and what is said of her stand in its `ReferralText`.
    `shared_until` is the last day on which the joint group sees it, empty when it does not;
    `site` is empty where any site of the intervention will do.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    officer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20)
    status = models.CharField(max_length=20, default=choices.DRAFT)
    # Grows with every change; who acts on an older one is shown what has happened.
    version = models.PositiveIntegerField(default=1)
    protected = models.BooleanField(default=False)
    gender = models.CharField(max_length=10, default="unknown")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    municipality_code = models.CharField(max_length=4, blank=True)
    referrer = models.CharField(max_length=80, blank=True)
    self_referral = models.BooleanField(default=False)
    situations = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    support = models.JSONField(null=True, blank=True)
    time_in_support = models.CharField(max_length=20, default="unknown")
    at_af = models.CharField(max_length=10, default="unknown")
    programmes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    contacts = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    wanted_outcomes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    interpreter = models.CharField(max_length=10, blank=True)
    three_party = models.CharField(max_length=10, default="no")
    signed_on = models.DateField(null=True, blank=True)
    written_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    waiting_since = models.DateField(null=True, blank=True)
    expected_start_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    shared_until = models.DateField(null=True, blank=True)
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="referrals"
    )
    participation = models.ForeignKey(
        Participation, models.SET_NULL, null=True, blank=True, related_name="referrals"
    )

    objects: ClassVar = ReferralQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "reference"], name="referral_reference_once"),
            listed("status", choices.STATUS, name="referral_status_listed"),
            listed("gender", codes.GENDER, name="referral_gender_listed"),
            listed("time_in_support", codes.TIME_IN_SUPPORT, name="referral_time_listed"),
            listed("at_af", choices.YES_NO, name="referral_at_af_listed"),
            listed("three_party", choices.THREE_PARTY, name="referral_three_party_listed"),
            listed("interpreter", choices.LANGUAGE, name="referral_language_listed", blank=True),
            models.CheckConstraint(
                condition=Q(status=choices.DRAFT, sent_on=None)
                | (~Q(status=choices.DRAFT) & Q(sent_on__isnull=False)),
                name="referral_draft_is_not_sent",
            ),
            models.CheckConstraint(
                condition=~Q(status=choices.WAITING) | Q(waiting_since__isnull=False),
                name="referral_waits_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(participation=None) | Q(status=choices.STARTED),
                name="referral_leads_to_a_start",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "status"], name="referral_by_status"),
            models.Index(fields=["intervention", "waiting_since"], name="referral_waiting"),
        ]

    def __str__(self) -> str:
        return f"Remiss {self.reference}"


class ReferralText(FingerprintedRow):
    """Who is referred and why: all that a referral says in words.

    Says name, number, address, phone, email; officer_name, officer_phone, officer_email;
    situation, contacts, purpose, notes. The hash finds the number again for the same owner only.
    """

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="text")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number_print=None, number_master=None)
                | Q(number_print__isnull=False, number_master__isnull=False),
                name="referral_print_has_its_master",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["number_print"], name="referral_by_number")]

    def __str__(self) -> str:
        return f"Remisstext {self.pk}"

    @property
    def said(self) -> dict[str, Any]:
        """All texts; none once they are destroyed."""
        try:
            return self.texts
        except vault.Destroyed:
            return {}

    @property
    def fingerprinted(self) -> tuple[str, str] | None:
        number = self.said.get("number")
        return (number, purpose(self.referral.owner_id)) if number else None


def purpose(owner: int) -> str:
    """What the hashes of an owner's referrals are made for."""
    return f"referral owner {owner}"


class ReferralStep(SealedRow):
    """A status that a referral came to: when, by whom and why. Rows are only ever added.

    Says ``note``, for the officer as well as for the staff. `by` is empty when time did it.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()  # the version of the referral that it led to
    status = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "number"], name="referral_step_once"),
            listed("status", choices.STATUS, name="referral_step_status_listed"),
            listed("reason", choices.REASON, name="referral_step_reason_listed", blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.day}"

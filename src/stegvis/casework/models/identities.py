"""Who a participant is: names, number and contact, sealed under a key of her own."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from stegvis.access.sealing import FingerprintedRow
from stegvis.casework.models.people import Participant
from stegvis.organisations.models import Organisation


class Identity(FingerprintedRow):
    """What opens for the staff of the interventions where she takes part, and for nobody else.

    `sealed` holds first_name, last_name, number (twelve characters), number_kind, phone, email,
    contact and label; the address is sealed apart, so that the database itself can keep it from a
    protected person (`protected` follows the participant's own). `number_print` finds the number
    again among those of the same owner only.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="identity")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    protected = models.BooleanField(default=False)
    address = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "number_print"], name="identity_number_once_per_owner"
            ),
            models.CheckConstraint(
                condition=Q(number_print=None, number_master=None)
                | Q(number_print__isnull=False, number_master__isnull=False),
                name="identity_print_has_its_master",
            ),
            models.CheckConstraint(
                condition=Q(address=None) | Q(protected=False),
                name="identity_protected_has_no_address",
            ),
        ]

    def __str__(self) -> str:
        return f"Identity {self.pk}"

    @property
    def fingerprinted(self) -> tuple[str, str] | None:
        number = self.texts.get("number")
        return (number, purpose(self.owner_id)) if number else None

    @property
    def details(self) -> dict[str, Any]:
        """All texts, the address among them."""
        address = self.unseal_from(self.address, "address") if self.address else ""
        return {**self.texts, "address": address}


def purpose(owner: int) -> str:
    """What an owner's fingerprints are made for: no other owner's can be compared with them."""
    return f"identity number {owner}"

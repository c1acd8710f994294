"""Invitations to answer without an account, and answers that have not been sent yet."""

import json
import uuid
from typing import ClassVar

from django.db import models

from stegvis.access import vault
from stegvis.access.models import User
from stegvis.casework.models import Participation
from stegvis.core.models import listed
from stegvis.organisations.models import Association, Municipality, Organisation
from stegvis.surveys.models.instruments import Instrument
from stegvis.surveys.models.occasions import OCCASIONS


class Invitation(models.Model):
    """One person's link and code to one instrument on one occasion; only their hashes are kept.

    `with_staff`: they read the questions to her, through an interpreter in that language or none.
    """

    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="invitations")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=10)
    due_on = models.DateField()
    # Keyed hashes; whoever has the database alone can make neither the link nor the code.
    link_print = models.BinaryField()
    code_print = models.BinaryField()
    valid_until = models.DateTimeField()
    with_staff = models.BooleanField(default=False)
    interpreter = models.CharField(max_length=10, blank=True, default="")
    # Whose texts of help are shown.
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            listed("occasion", OCCASIONS, name="invitation_occasion_listed"),
        ]
        # Not unique: no key may span owners. Two that are alike are as likely as a guess.
        indexes: ClassVar = [
            models.Index(fields=["link_print"], name="invitation_by_link"),
            models.Index(fields=["code_print"], name="invitation_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.due_on}"

    @property
    def reference(self) -> str:
        """What the one response of this invitation is called."""
        return f"inv-{self.pk}"


class AnswerDraft(models.Model):
    """Answers between the first page and the last, sealed; its id is known to one browser only.

    Has a key of its own, which goes with the row: a day later nothing opens it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="drafts")
    wrapped = models.BinaryField()
    master = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    begun_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    @property
    def answers(self) -> dict[str, str]:
        """By item the answer given so far; empty for one that was skipped."""
        said: dict[str, str] = json.loads(
            vault.unseal(
                bytes(self.sealed),
                wrapped=bytes(self.wrapped),
                master=self.master,
                place=self._place,
            )
        )
        return said

    def say(self, answers: dict[str, str]) -> None:
        """Seal `answers` under a fresh key."""
        self.wrapped, self.master = vault.new_key()
        self.sealed = vault.seal(
            json.dumps(answers), wrapped=self.wrapped, master=self.master, place=self._place
        )

    @property
    def _place(self) -> str:
        return f"surveys_answerdraft {self.pk}"

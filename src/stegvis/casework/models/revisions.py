"""The history of changes: what each statement altered in a row about a participant.

Written by triggers of the database (``casework.tracking``), whichever code, job or command made
the change; the program itself only reads it (docs/adr/0030).
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from stegvis.access.models import User
from stegvis.casework.models.participations import Participation
from stegvis.casework.models.people import Participant


class Revision(models.Model):
    """What was altered in one row: every column by name in `fields`, pseudonymous ones by value.

    `noun` names the kind of row as its table does, `day` the day that a meeting, a week or the like
    is about. What is sealed stands in `fields` alone. `by`
    is whoever the context named; nobody for a job of the night and for the command line.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, related_name="revisions"
    )
    noun = models.CharField(max_length=20)
    day = models.DateField(null=True)
    fields = ArrayField(models.CharField(max_length=40))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    removed = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    request_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["participation", "-id"], name="revision_by_participation"),
            models.Index(fields=["participant", "-id"], name="revision_by_participant"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.pk}"

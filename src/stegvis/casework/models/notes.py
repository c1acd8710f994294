"""Notes (anteckningar), kept to what follow-up needs."""

from typing import ClassVar

from django.db import models

from stegvis.access.models import User
from stegvis.access.sealing import SealedRow
from stegvis.casework.models.participations import Participation

LONGEST = 1_000  # characters


class Note(SealedRow):
    """A short note; says ``text``. A correction is a new row that `corrects` the one before."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="notes")
    day = models.DateField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participation", "corrects"], name="note_corrected_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["participation", "day"], name="note_by_participation")
        ]

    def __str__(self) -> str:
        return f"Anteckning {self.pk}"

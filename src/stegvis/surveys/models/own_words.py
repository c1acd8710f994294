"""What somebody says in her own words, and what she is shown of what she said before: sealed."""

from typing import ClassVar

from django.db import models

from stegvis.access.sealing import SealedRow
from stegvis.surveys.models.collected import Response
from stegvis.surveys.models.invitations import Invitation


class OwnWords(SealedRow):
    """The answer to one item in free text; says ``text``. Never a figure, never exported."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="own_words")
    item = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "item"], name="own_words_once"),
        ]

    def __str__(self) -> str:
        return self.item


class FirstAnswers(SealedRow):
    """The first answers, where the intervention shows them at the last measurement.

    Copied when the invitation is made: what its link opens is this row, never a response.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="first_answers")

    def __str__(self) -> str:
        return f"First answers {self.pk}"

"""What pages of answering tell: where help is, what happens next, and questions read aloud."""

from typing import ClassVar

from django.db import models

from stegvis.organisations.models import Association, Municipality
from stegvis.surveys.models.instruments import Instrument


class HelpText(models.Model):
    """Where help is and what happens next, in one language.

    Of one municipality, or of the whole association where none is named.
    """

    association = models.ForeignKey(Association, models.CASCADE, related_name="help_texts")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10)
    where_help_is = models.TextField(blank=True)
    what_happens_next = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "municipality", "language"],
                name="help_text_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association_id} {self.municipality_id or '–'} {self.language}"


class Recording(models.Model):
    """A text of an instrument read aloud: the file that its document calls `name`."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="recordings")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # as HTTP names the type
    sound = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "name"], name="recording_once"),
        ]

    def __str__(self) -> str:
        return self.name

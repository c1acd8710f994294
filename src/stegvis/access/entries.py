"""Models of the read log: its rows, the seals over them, and the reviews of what they say."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class ReadLogEntry(models.Model):
    """One reading of persons: ids and codes only. No foreign keys: it outlives what it names.

    `owner_id` is the organisation in whose chain the row is sealed, `owner_ids` all whose
    persons were shown. An export says in `asked` how it was narrowed and in `count` how many
    rows it held.
    """

    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)
    operator = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40, blank=True)
    association_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(default=0)
    owner_ids = ArrayField(models.BigIntegerField(), default=list)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40, blank=True)
    object_ids = ArrayField(models.BigIntegerField(), default=list)
    participations = ArrayField(models.BigIntegerField(), default=list)
    purpose = models.CharField(max_length=400, blank=True)
    asked = models.CharField(max_length=400, blank=True)
    count = models.PositiveIntegerField(null=True)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="readlog_at"),
            models.Index(fields=["owner_id", "id"], name="readlog_by_owner"),
            GinIndex(fields=["object_ids"], name="readlog_by_person"),
            GinIndex(fields=["participations"], name="readlog_by_participation"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class LogSeal(models.Model):
    """A seal over the rows of one chain with ids above `after_id`, up to and with `to_id`.

    `chain` is an organisation's id, and 0 for the log as a whole: its seals also hold the rows of
    no organisation, the ids that no row ever got (`gaps`) and the digests of the organisations'
    seals of the same minute (`parts`, as "chain:number:digest").
    """

    chain = models.BigIntegerField()
    number = models.PositiveBigIntegerField()
    after_id = models.BigIntegerField()
    to_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    gaps = ArrayField(models.BigIntegerField(), default=list)
    parts = ArrayField(models.CharField(max_length=120), default=list)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "number"], name="log_seal_once"),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number} of chain {self.chain}"


class LogReview(models.Model):
    """Somebody has looked at a row of the read log and says what she found."""

    entry = models.ForeignKey(ReadLogEntry, models.PROTECT, related_name="reviews")
    owner_id = models.BigIntegerField()
    verdict = models.CharField(max_length=20)
    reviewed_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "owner_id"], name="log_review_once"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["in_order", "asked", "improper"]),
                name="log_review_verdict_listed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.verdict}"

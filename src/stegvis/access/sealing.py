"""Models for sealed texts: the keys of persons, and rows whose texts are encrypted."""

import json
import uuid
from typing import Any, ClassVar

from django.db import models

from stegvis.access import vault


class DataKey(models.Model):
    """The key of one person's texts, wrapped; empty once she is erased.

    Opens for the owner organisation `owner_id` and for the user `user_id` (a referring officer,
    the writer of a draft); access knows both only as ids.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    wrapped = models.BinaryField()
    master = models.PositiveSmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["master"], name="data_key_by_master")]

    def __str__(self) -> str:
        return f"Key {self.pk}"

    @classmethod
    def made(cls, *, owner_id: int | None = None, user_id: int | None = None) -> "DataKey":
        """A new key, stored."""
        wrapped, master = vault.new_key()
        return cls.objects.create(
            owner_id=owner_id, user_id=user_id, wrapped=wrapped, master=master
        )


class SealedRow(models.Model):
    """A row with texts that only its key opens; `say` before saving, `texts` to read.

    Read rows with ``select_related("key")``: opening one then asks the database nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        abstract = True

    def say(self, **texts: Any) -> None:
        """Seal `texts` (anything JSON can hold) as all that this row says."""
        self.sealed = vault.seal(
            json.dumps(texts, ensure_ascii=False),
            wrapped=bytes(self.key.wrapped),
            master=self.key.master,
            place=self._bound_to,
        )

    @property
    def texts(self) -> dict[str, Any]:
        """What `say` sealed. Raises vault.Unreadable, and vault.Destroyed after erasure."""
        opened = vault.unseal(
            bytes(self.sealed),
            wrapped=bytes(self.key.wrapped),
            master=self.key.master,
            place=self._bound_to,
        )
        found: dict[str, Any] = json.loads(opened)
        return found

    @property
    def _bound_to(self) -> str:
        return f"{self._meta.db_table} {self.pk}"

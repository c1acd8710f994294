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
        self.sealed = self.seal_for(json.dumps(texts, ensure_ascii=False))

    @property
    def texts(self) -> dict[str, Any]:
        """What `say` sealed. Raises vault.Unreadable, and vault.Destroyed after erasure."""
        found: dict[str, Any] = json.loads(self.unseal_from(self.sealed))
        return found

    def seal_for(self, text: str, column: str = "") -> bytes:
        """`text` sealed with the key of this row, for `column` where it is not `sealed`."""
        return vault.seal(
            text,
            wrapped=bytes(self.key.wrapped),
            master=self.key.master,
            place=self._bound_to(column),
        )

    def unseal_from(self, sealed: bytes | memoryview, column: str = "") -> str:
        """What `seal_for` sealed; raises vault.Unreadable for bytes from anywhere else."""
        return vault.unseal(
            bytes(sealed),
            wrapped=bytes(self.key.wrapped),
            master=self.key.master,
            place=self._bound_to(column),
        )

    def _bound_to(self, column: str) -> str:
        return f"{self._meta.db_table} {self.pk} {column}".strip()


class FingerprintedRow(SealedRow):
    """A sealed row that can be found again by one of its texts: a keyed hash stands beside it.

    `fingerprinted` says what is hashed and for which purpose, or None for nothing. A new master
    key means other hashes: ``access.rotation`` finds the models by this class and renews them.
    """

    number_print = models.BinaryField(null=True)
    number_master = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True

    @property
    def fingerprinted(self) -> tuple[str, str] | None:
        """The text to be found again and the purpose that keeps others from finding it."""
        raise TypeError(f"{type(self).__name__} does not say what it is found again by.")

    def take_print(self, *, master: int | None = None) -> None:
        """Hash what `fingerprinted` says under `master`, the current one where none is named."""
        said = self.fingerprinted
        self.number_master = (master or vault.current_master()) if said else None
        self.number_print = (
            vault.fingerprint(said[0], purpose=said[1], master=self.number_master) if said else None
        )

"""The ledger of erasures: which random ids must not come back, kept beside the keys.

A row of `ErasedId` is written in the transaction that erases; once that is committed, the id is
appended to the file of the ledger, which no backup holds. What a crash kept from being appended,
the next call appends. `restore` reads the file before it opens an older backup.
"""

import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone

# A participant whose months stay, one who is only counted, a referral, the key of some texts.
PERSON, PROTECTED, REFERRAL, KEY = "person", "protected", "referral", "key"
KINDS = (PERSON, PROTECTED, REFERRAL, KEY)


class ErasedId(models.Model):
    """A random id that was erased; `entered_at` is empty until the ledger holds it."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=10)
    erased_at = models.DateTimeField(db_default=Now())
    entered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="erased_id_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: when, what kind of thing, and its random id."""

    at: datetime
    kind: str
    id: uuid.UUID

    @property
    def line(self) -> str:
        return f"{self.at.isoformat()} {self.kind} {self.id}\n"


def note(kind: str, ids: Iterable[uuid.UUID]) -> None:
    """Let `ids` be in the ledger as soon as the running transaction is committed."""
    rows = [ErasedId(pk=each, kind=kind) for each in ids]
    if rows:
        ErasedId.objects.bulk_create(rows, ignore_conflicts=True)
        transaction.on_commit(enter)


@transaction.atomic
def enter() -> int:
    """Append what has been erased and is not in the ledger yet; how many ids that were."""
    waiting = list(
        ErasedId.objects.select_for_update(skip_locked=True)
        .filter(entered_at=None)
        .order_by("erased_at", "pk")
    )
    if waiting:
        _append([Entry(each.erased_at, each.kind, each.pk) for each in waiting])
        ErasedId.objects.filter(pk__in=[each.pk for each in waiting]).update(
            entered_at=timezone.now()
        )
    return len(waiting)


def entries() -> list[Entry]:
    """Every entry of the ledger, the oldest first.

    A line that was cut off while it was written is passed over: its id was not marked as entered
    and was appended again.
    """
    if not ledger().exists():
        return []
    lines = ledger().read_text(encoding="ascii").splitlines()
    return [entry for line in lines if (entry := _read(line))]


def ledger() -> Path:
    """The file, in the folder of the secrets."""
    return Path(settings.STEGVIS_ERASURES)


def _append(found: Iterable[Entry]) -> None:
    """On the disk, not only on its way there, when this returns."""
    path = ledger()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        if _ends_in_the_middle(path):
            file.write(b"\n")
        file.write("".join(entry.line for entry in found).encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def _ends_in_the_middle(path: Path) -> bool:
    written = path.read_bytes()
    return bool(written) and not written.endswith(b"\n")


def _read(line: str) -> Entry | None:
    try:
        at, kind, name = line.split(" ")
        found = Entry(datetime.fromisoformat(at), kind, uuid.UUID(name))
    except ValueError:
        return None
    return found if kind in KINDS else None

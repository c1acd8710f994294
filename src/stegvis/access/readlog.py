"""The read log: who saw which persons, when and why; rows are only ever added.

A row is written in the transaction that reads, so a page with persons is never sent when its
row could not be stored.
"""

import getpass
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from stegvis.access.models import ReadLogEntry

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True)
class Reader:
    """Who reads: a user of the program or, on the command line, a user of the machine."""

    user_id: int | None = None
    operator: str = ""


def operating_system_user() -> Reader:
    """Who runs the command line on this machine."""
    return Reader(operator=getpass.getuser())


def record(
    reader: Reader,
    *,
    action: str,
    kind: str = "",
    ids: Iterable[int] = (),
    purpose: str = "",
) -> ReadLogEntry:
    """Store that `reader` did `action` on the persons `ids` of `kind`: ids only, never names."""
    return ReadLogEntry.objects.create(
        user_id=reader.user_id,
        operator=reader.operator,
        action=action,
        object_kind=kind,
        object_ids=sorted(set(ids)),
        purpose=purpose,
        request_id=REQUEST_ID.get(),
    )

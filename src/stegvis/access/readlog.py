"""The read log: who saw which persons, when, as what and why; rows are only ever added.

While a request is answered its readings are gathered, and one row is written at the end of the
request's transaction, before the answer leaves: what cannot be logged is not shown. Outside a
request (command line, jobs) `record` writes at once.
"""

import getpass
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction

from stegvis.access.models import ReadLogEntry
from stegvis.access.scope import NOTHING, Reach, Scope

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
PARTICIPANT, PARTICIPATION = "participant", "participation"
# Held for the moment between a row's number and its commit; the sealing job waits for it.
WRITING = 7_305_011


@dataclass(frozen=True)
class Reader:
    """Who reads: a user of the program or, on the command line, a user of the machine."""

    user_id: int | None = None
    operator: str = ""


@dataclass(frozen=True)
class Reading:
    """That someone did `action` on the objects `ids` of `kind`: ids only, never names."""

    reader: Reader
    action: str
    kind: str = ""
    ids: frozenset[int] = frozenset()
    participations: frozenset[int] = frozenset()
    owners: frozenset[int] = frozenset()
    purpose: str = ""
    asked: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Page:
    """Where the readings of a request were made: as what, in which association, for what."""

    scope: Scope = NOTHING
    association_id: int | None = None
    purpose: str = ""


@dataclass
class Sheet:
    """The readings of one request, until its row is written."""

    readings: list[Reading] = field(default_factory=list)


_SHEET: ContextVar[Sheet | None] = ContextVar("read_log_sheet", default=None)


def operating_system_user() -> Reader:
    """Who runs the command line on this machine."""
    return Reader(operator=getpass.getuser())


def record(
    reader: Reader,
    *,
    action: str,
    kind: str = "",
    ids: Iterable[int] = (),
    participations: Iterable[int] = (),
    owners: Iterable[int] = (),
    purpose: str = "",
    asked: str = "",
    count: int | None = None,
) -> None:
    """Log that `reader` did `action` on the objects `ids` of `kind`: ids only, never names.

    `participations` and their `owners` where they are known; an export says in `asked` how it
    was narrowed and in `count` how many rows it holds.
    """
    reading = Reading(
        reader,
        action,
        kind,
        frozenset(ids),
        frozenset(participations),
        frozenset(owners),
        purpose,
        asked,
        count,
    )
    sheet = _SHEET.get()
    if sheet is None:
        write([reading], page=Page())
    else:
        sheet.readings.append(reading)


@contextmanager
def gathered() -> Iterator[Sheet]:
    """Gather what `record` is told inside the block instead of writing it."""
    sheet = Sheet()
    token = _SHEET.set(sheet)
    try:
        yield sheet
    finally:
        _SHEET.reset(token)


def write(readings: list[Reading], *, page: Page) -> None:
    """Store `readings` as one row, in the running transaction."""
    if not readings:
        return
    with transaction.atomic():
        _lock()
        _row(readings, page).save(force_insert=True)


def _lock() -> None:
    """Shared among writers, before the row gets its number: a sealed span has no latecomers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRITING])


def _row(readings: list[Reading], page: Page) -> ReadLogEntry:
    first = _foremost(readings)
    alike = [each for each in readings if each.kind == first.kind]
    reach = _reach(page)
    owners = sorted(_union(each.owners for each in readings) or _owners(reach))
    return ReadLogEntry(
        user_id=first.reader.user_id,
        operator=first.reader.operator,
        role=reach.role.code if reach else "",
        association_id=page.association_id,
        owner_id=owners[0] if owners else 0,
        owner_ids=owners,
        action=readings[0].action,
        object_kind=first.kind,
        object_ids=sorted(_union(each.ids for each in alike)),
        participations=sorted(_participations(readings)),
        purpose=next((each.purpose for each in readings if each.purpose), page.purpose),
        asked=next((each.asked for each in readings if each.asked), ""),
        count=next((each.count for each in readings if each.count is not None), None),
        request_id=REQUEST_ID.get(),
    )


def _foremost(readings: list[Reading]) -> Reading:
    """The reading of participants, if there is one: the person comes before the thing."""
    return next((each for each in readings if each.kind == PARTICIPANT), readings[0])


def _participations(readings: list[Reading]) -> frozenset[int]:
    told = _union(each.participations for each in readings)
    return told | _union(each.ids for each in readings if each.kind == PARTICIPATION)


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _reach(page: Page) -> Reach | None:
    """The grant by which she reads: the first with persons, at this association if it is known."""
    with_persons = [reach for reach in page.scope.reaches if reach.role.sees_persons]
    here = [reach for reach in with_persons if page.association_id in reach.associations]
    return next(iter(here or with_persons), None)


def _owners(reach: Reach | None) -> frozenset[int]:
    return (reach.owners or reach.organisations) if reach else frozenset()

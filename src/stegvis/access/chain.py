"""The chain of seals over the read log: what was changed, removed or added afterwards shows.

Each minute the rows written since the last time are sealed: one seal for each organisation whose
persons they name, and one for the log as a whole, which also names the numbers that no row got
(a transaction that was rolled back) and holds the organisations' digests. A digest covers every
field of every row, in order, and the digest before it. Whoever rewrites the whole chain is found
by the seals that were sent outside (`anchors`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from stegvis.access.models import LogSeal, ReadLogEntry
from stegvis.access.readlog import WRITING

WHOLE = 0
FIELDS = tuple(each.attname for each in ReadLogEntry._meta.concrete_fields)
AT_ONCE = 50_000  # rows in one pass; the next minute takes the rest


@dataclass(frozen=True)
class Span:
    """The rows with ids above `after`, up to and with `to`."""

    after: int
    to: int


def digest(before: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """The digest of a seal: of the one before, what it says of itself, and its rows."""
    made = hashlib.sha256()
    for part in (before, list(head), *map(list, rows)):
        made.update(json.dumps(part, default=str, ensure_ascii=False).encode())
        made.update(b"\n")
    return made.hexdigest()


@transaction.atomic
def seal() -> LogSeal | None:
    """Seal what has been written since the last time; None when that is nothing.

    Waits for no one: while a row is being written another minute does as well.
    """
    if not _alone():
        return None
    before = last(WHOLE)
    span = _next(before.to_id if before else 0)
    if span is None:
        return None
    parts = [_add(chain, span) for chain in _chains(span)]
    gaps = list(missing(span))
    return _add(WHOLE, span, gaps=gaps, parts=[part_of(each) for each in parts])


def last(chain: int) -> LogSeal | None:
    """The latest seal of a chain."""
    return LogSeal.objects.filter(chain=chain).order_by("-number").first()


def part_of(made: LogSeal) -> str:
    """An organisation's seal as the seal of the whole log holds it."""
    return f"{made.chain}:{made.number}:{made.digest}"


def head_of(made: LogSeal) -> list[Any]:
    """What a seal says of itself, in the order in which it is sealed."""
    return [
        made.chain,
        made.number,
        made.after_id,
        made.to_id,
        made.count,
        list(made.gaps),
        list(made.parts),
    ]


def rows_of(chain: int, span: Span) -> list[tuple[Any, ...]]:
    """The rows of a chain in `span`, every field, by id."""
    found = ReadLogEntry.objects.filter(owner_id=chain, id__gt=span.after, id__lte=span.to)
    return list(found.order_by("id").values_list(*FIELDS))


def missing(span: Span) -> Iterator[int]:
    """The numbers in `span` that no row has."""
    found = ReadLogEntry.objects.filter(id__gt=span.after, id__lte=span.to)
    expected = span.after + 1
    for number in found.order_by("id").values_list("id", flat=True):
        yield from range(expected, number)
        expected = number + 1
    yield from range(expected, span.to + 1)


def _alone() -> bool:
    """Whether nobody is between a row's number and its commit; nobody can begin until we end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [WRITING])
        return bool(cursor.fetchone()[0])


def _next(after: int) -> Span | None:
    waiting = ReadLogEntry.objects.filter(id__gt=after).order_by("id")
    ids = list(waiting.values_list("id", flat=True)[:AT_ONCE])
    return Span(after, ids[-1]) if ids else None


def _chains(span: Span) -> list[int]:
    found = ReadLogEntry.objects.filter(id__gt=span.after, id__lte=span.to)
    owners = found.exclude(owner_id=WHOLE).values_list("owner_id", flat=True)
    return sorted(set(owners))


def _add(chain: int, span: Span, *, gaps: Sequence[int] = (), parts: Sequence[str] = ()) -> LogSeal:
    before, rows = last(chain), rows_of(chain, span)
    made = LogSeal(
        chain=chain,
        number=before.number + 1 if before else 1,
        after_id=span.after,
        to_id=span.to,
        count=len(rows),
        gaps=list(gaps),
        parts=list(parts),
    )
    made.digest = digest(before.digest if before else "", head_of(made), rows)
    made.save(force_insert=True)
    return made

"""An export: all tables of one association, as they were at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from stegvis.access import context
from stegvis.exchange.extract import Extract
from stegvis.exchange.formats.sinks import Out, Sink, open_sink
from stegvis.exchange.formats.values import escaped
from stegvis.exchange.formatting import cell, text
from stegvis.exchange.registry import Table, Values, tables
from stegvis.exchange.schema import descriptor
from stegvis.exchange.vocabulary import Vocabulary
from stegvis.organisations.models import Association


@dataclass
class Written:
    """How many rows of each table an export holds."""

    rows: dict[str, int] = field(default_factory=dict)


def run(*, association: Association, to: Path, purpose: str = "") -> Written:
    """Write the tables of `association` to `to`: a folder, .zip or .xlsx.

    Importing it into an empty database gives the same content. Raises Refusal where it cannot be
    written there; then nothing is left behind.
    """
    every = list(tables().values())
    written = Written()
    extract = Extract(association, {table.name: set() for table in every if table.shared})
    with (
        _at_one_moment(),
        context.operator(action="export", purpose=purpose),
        open_sink(to, [table.name for table in every]) as sink,
    ):
        # What all share comes last: by then it is known what of it the others name.
        for table in sorted(every, key=lambda each: each.shared):
            written.rows[table.name] = _write(table, extract, sink)
        sink.describe(
            descriptor(
                name=association.slug,
                title=association.name,
                used=every,
                vocabulary=Vocabulary.stored(),
            )
        )
    return written


@contextmanager
def _at_one_moment() -> Iterator[None]:
    """All reads see the database as it is now, whatever others save meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write(table: Table, extract: Extract, sink: Sink) -> int:
    count = 0
    with sink.table(table.name, [column.name for column in table.columns]) as add:
        for values in table.read(extract):
            _note(table, values, extract)
            cells = [cell(values[column.name], column) for column in table.columns]
            add([_csv(each) for each in cells] if sink.escapes else cells)
            count += 1
    return count


def _csv(found: Out) -> str:
    """Numbers and days as they are, also negative ones; text so that it stays text."""
    return escaped(found) if isinstance(found, str) else text(found)


def _note(table: Table, values: Values, extract: Extract) -> None:
    """Remember which rows of shared tables this row names."""
    for reference in table.references:
        if reference.table in extract.named:
            *scope, last = (values[name] for name in reference.columns)
            for item in last if isinstance(last, list) else [last]:
                if item:
                    extract.named[reference.table].add((*scope, item))

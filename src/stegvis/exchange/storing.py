"""The one transaction that writes what has been read, or takes all of it back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.exchange.faults import Fault, Faults
from stegvis.exchange.incoming import Incoming
from stegvis.exchange.progress import WRITING, Progress
from stegvis.exchange.recognising import Read
from stegvis.exchange.references import missing_names, refuse_incomplete
from stegvis.exchange.registry import Key, Said, Table, tables
from stegvis.exchange.request import Answer
from stegvis.exchange.tally import Tally
from stegvis.exchange.writing import Writing

# Imports wait for each other, and for nobody else.
_ONE_AT_A_TIME = 7_301_962_001


class Undone(Exception):
    """The transaction must be taken back: faults were found, or it was only a trial."""


def store(read: Mapping[str, Read], answer: Answer, progress: Progress) -> None:
    """Write every table in turn; faults found on the way, or a dry run, take all of it back."""
    writing = Writing(faults=answer.faults)
    tallies: dict[str, Tally] = {}
    try:
        with context.acting(Scope(everything=True)):
            _take_turn()
            missing = missing_names(read, answer.faults)
            refuse_incomplete(read, answer.faults)
            for name, table in tables().items():
                _create(table, missing.get(name, []), writing)
                if name in read and not answer.faults:
                    incoming = read[name].incoming
                    incoming.watch = partial(progress, WRITING, name, of=len(incoming))
                    with _promises(incoming, answer.faults):
                        tallies[name] = table.write(incoming, writing)
                        if not answer.faults:
                            _settle()
            if answer.faults or answer.dry_run:
                raise Undone
    except Undone:
        pass
    if not answer.faults:
        answer.tables = tallies
        answer.created = writing.created


def _take_turn() -> None:
    """Wait for an import under way; take the time a large one needs."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _settle() -> None:
    """Check now what the database would check at the end, while it is known whose rows they are."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _create(table: Table, keys: list[Key], writing: Writing) -> None:
    if table.create and not writing.faults:
        for key in keys:
            writing.note_created(table.create(key))


@contextmanager
def _promises(incoming: Incoming, faults: Faults) -> Iterator[None]:
    """What the database refuses becomes our sentence; its own text holds whole rows."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = _constraint(error)
        problem = _promise(name) or _("The database refuses a row (%(name)s).") % {"name": name}
        faults.add(Fault(file=incoming.file, problem=str(problem)))
    except DataError:
        faults.add(
            Fault(file=incoming.file, problem=_("A value is longer or larger than can be kept."))
        )


def _promise(constraint: str) -> Said | None:
    """The sentence for a constraint, whichever table's it is."""
    for table in tables().values():
        if constraint in table.promises:
            return table.promises[constraint]
    return None


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""

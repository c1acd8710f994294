"""An import: everything a path holds goes into the database, or nothing and a list of faults.

Reading and checking come first, without a transaction; then one transaction writes. It locks no
table and holds only the rows it changes, so others go on saving meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from stegvis.access import context, readlog
from stegvis.access.scope import Scope
from stegvis.exchange.faults import Fault, Faults, of_refusal, shown
from stegvis.exchange.formats.cells import Sheet
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.formats.sources import Package, open_package
from stegvis.exchange.incoming import Incoming
from stegvis.exchange.reading import Named, TableReader
from stegvis.exchange.registry import Key, Said, Table, find, tables
from stegvis.exchange.tally import Tally
from stegvis.exchange.vocabulary import Vocabulary
from stegvis.exchange.writing import Writing

# Imports wait for each other, and for nobody else.
_ONE_AT_A_TIME = 7_301_962_001

READING, WRITING = "reading", "writing"


class Progress(Protocol):
    """Told how far the import is; `of` is 0 where nobody knows how many rows there are."""

    def __call__(self, stage: str, table: str, done: int, of: int) -> None: ...


def _silent(stage: str, table: str, done: int, of: int) -> None:
    """No one is watching."""


@dataclass(frozen=True)
class Request:
    """What the person asked for on the command line."""

    path: Path
    association: str = ""
    dry_run: bool = False
    ignore_unknown: bool = False
    purpose: str = ""


@dataclass
class Answer:
    """What an import did, or would do, or why it did nothing."""

    dry_run: bool
    tables: dict[str, Tally] = field(default_factory=dict)
    created: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    skipped: list[str] = field(default_factory=list)  # files and sheets that are no table
    ignored: list[str] = field(default_factory=list)  # headings left out on request

    def as_json(self) -> dict[str, Any]:
        """The answer as the exchange format has it."""
        return {
            "dry_run": self.dry_run,
            "tables": {
                name: {"new": tally.new, "changed": tally.changed, "unchanged": tally.unchanged}
                for name, tally in self.tables.items()
            },
            "created": self.created,
            "faults": [fault.as_json() for fault in self.faults],
            "skipped": self.skipped,
            "ignored": self.ignored,
        }


@dataclass
class Read:
    """A table that has been read, with the names its rows use."""

    incoming: Incoming
    named: list[Named]


class Undone(Exception):
    """The transaction must be taken back: faults were found, or it was only a trial."""


def run(request: Request, *, progress: Progress = _silent) -> Answer:
    """Import what is at the path. Raises nothing for what a file may hold: the answer says it."""
    answer = Answer(dry_run=request.dry_run)
    read: dict[str, Read] = {}
    try:
        with open_package(request.path) as package:
            _read(package, request, answer, read, progress)
        if not answer.faults:
            _log(request)
            _write(read, request, answer, progress)
    except Refusal as refusal:
        file = refusal.details.get("file", request.path.name)
        answer.faults.add(of_refusal(refusal, file=file))
    finally:
        for each in read.values():
            each.incoming.close()
    return answer


# Reading


def _read(
    package: Package,
    request: Request,
    answer: Answer,
    read: dict[str, Read],
    progress: Progress,
) -> None:
    sheets = _recognised(package, request, answer)
    vocabulary = Vocabulary.stored()
    for name, table in tables().items():
        if name not in sheets:
            continue
        reader = TableReader(
            sheet=sheets[name],
            table=table,
            vocabulary=vocabulary,
            faults=answer.faults,
            association=request.association,
            ignore_unknown=request.ignore_unknown,
            ignored=answer.ignored,
            watch=partial(progress, READING, name, of=0),
        )
        incoming = reader.read()
        if incoming is not None:
            read[name] = Read(incoming, reader.named)


def _recognised(package: Package, request: Request, answer: Answer) -> dict[str, Sheet]:
    """The sheets by table; what is no table is left out and named, or refused where declared."""
    found: dict[str, Sheet] = {}
    for sheet in package.sheets:
        table = find(sheet.name)
        if table is None and package.declared and not request.ignore_unknown:
            answer.faults.add(_no_table(sheet))
        elif table is None:
            answer.skipped.append(sheet.file)
        elif table.name in found:
            answer.faults.add(_twice(sheet, found[table.name]))
        else:
            found[table.name] = sheet
    if not found and not answer.faults:
        answer.faults.add(
            Fault(
                file=request.path.name,
                value=shown(", ".join(answer.skipped)),
                problem=_("No file or sheet is named after a table."),
                accepted=", ".join(tables()),
            )
        )
    return found


def _no_table(sheet: Sheet) -> Fault:
    return Fault(
        file=sheet.file,
        value=sheet.name,
        problem=_("There is no such table."),
        # Translators: En av %(tables)s; --ignore-unknown hoppar över den.
        accepted=_("One of %(tables)s; --ignore-unknown leaves it out.")
        % {"tables": ", ".join(tables())},
    )


def _twice(sheet: Sheet, other: Sheet) -> Fault:
    return Fault(
        file=sheet.file,
        value=sheet.name,
        problem=_("%(other)s is the same table.") % {"other": other.file},
        accepted=_("Each table once."),
    )


# Writing


def _log(request: Request) -> None:
    """The import compares with single persons whether or not it changes them: say who did."""
    action = "import (dry run)" if request.dry_run else "import"
    with transaction.atomic():
        readlog.record(readlog.operating_system_user(), action=action, purpose=request.purpose)


def _write(read: dict[str, Read], request: Request, answer: Answer, progress: Progress) -> None:
    writing = Writing(faults=answer.faults)
    tallies: dict[str, Tally] = {}
    try:
        with context.acting(Scope(everything=True)):
            _take_turn()
            missing = _missing(read, answer.faults)
            _refuse_incomplete(read, answer.faults)
            for name, table in tables().items():
                _create(table, missing.get(name, []), writing)
                if name in read and not answer.faults:
                    incoming = read[name].incoming
                    incoming.watch = partial(progress, WRITING, name, of=len(incoming))
                    with _promises(incoming, answer.faults):
                        tallies[name] = table.write(incoming, writing)
                        if not answer.faults:
                            _settle()
            if answer.faults or request.dry_run:
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


def _missing(read: dict[str, Read], faults: Faults) -> dict[str, list[Key]]:
    """Names that nothing defines: those to create, per table; the others become faults."""
    wanted: dict[str, dict[Key, tuple[Incoming, str, int]]] = {}
    for each in read.values():
        for named, reference in zip(each.named, each.incoming.table.references, strict=True):
            places = wanted.setdefault(reference.table, {})
            for key, row in named.rows.items():
                places.setdefault(key, (each.incoming, named.column, row))
    missing: dict[str, list[Key]] = {}
    for name, places in wanted.items():
        table = tables()[name]
        defined = set(read[name].incoming.keys) if name in read else set()
        unknown = set(places) - defined
        unknown -= table.known(unknown) if unknown else set()
        if table.create and name not in read:
            missing[name] = sorted(unknown)
        else:
            for key in sorted(unknown):
                incoming, column, row = places[key]
                faults.add(_unknown(table, key, incoming, column, row))
    return missing


def _refuse_incomplete(read: dict[str, Read], faults: Faults) -> None:
    """New rows need what their table requires, also where the file lacks the column."""
    for each in read.values():
        incoming = each.incoming
        lacking = [
            column.name
            for column in incoming.table.columns
            if column.required and not incoming.has(column.name)
        ]
        if not lacking:
            continue
        for key in sorted(set(incoming.keys) - incoming.table.known(set(incoming.keys))):
            faults.extend(
                Fault(
                    file=incoming.file,
                    row=incoming.keys[key],
                    column=name,
                    problem=_("The row is new, and the file lacks this column."),
                    accepted=_("Add the column; rows that exist already can do without."),
                )
                for name in lacking
            )


def _unknown(table: Table, key: Key, incoming: Incoming, column: str, row: int) -> Fault:
    return Fault(
        file=incoming.file,
        row=row,
        column=column,
        value=shown(key[-1]),
        problem=_("Neither the file nor the database holds this one."),
        accepted=_("Add it to the table %(table)s, or write one that exists.")
        % {"table": table.name},
    )


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

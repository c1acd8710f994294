"""Which sheet is which table, and each of them read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault, shown
from stegvis.exchange.formats.cells import Sheet
from stegvis.exchange.formats.sources import Package
from stegvis.exchange.incoming import Incoming
from stegvis.exchange.progress import READING, Progress
from stegvis.exchange.reading import TableReader
from stegvis.exchange.registry import find, tables
from stegvis.exchange.request import Answer, Request
from stegvis.exchange.rows import Named
from stegvis.exchange.vocabulary import Vocabulary


@dataclass
class Read:
    """A table that has been read, with the names its rows use."""

    incoming: Incoming
    named: list[Named]


def read_tables(
    package: Package, request: Request, answer: Answer, progress: Progress
) -> Iterator[Read]:
    """Every table of the package, each after those it refers to; faults go to the answer."""
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
            progress(READING, name, len(incoming), len(incoming))
            yield Read(incoming, reader.named)


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

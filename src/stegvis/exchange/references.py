"""Names that rows use: defined in the file, stored, to be created, or a fault."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault, Faults, shown
from stegvis.exchange.incoming import Incoming
from stegvis.exchange.recognising import Read
from stegvis.exchange.registry import Key, Table, tables


def missing_names(read: Mapping[str, Read], faults: Faults) -> dict[str, list[Key]]:
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


def refuse_incomplete(read: Mapping[str, Read], faults: Faults) -> None:
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

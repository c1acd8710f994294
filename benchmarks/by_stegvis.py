"""The job through the product: its definitions, its compiler, its scope."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.job import JOB, Table, Tables, at_once
from benchmarks.nation import ASSOCIATIONS, FIRST_YEAR, INTERVENTIONS, LAST_YEAR, association_of
from stegvis.measures.compiling import compiled
from stegvis.measures.definitions import find
from stegvis.measures.scope import Scope, ScopeRow
from stegvis.measures.shape import Shape, side_of
from stegvis.measures.snapshot import Asking, Snapshot, open_folder


def run(folder: Path) -> Tables:
    """Every table of the job, from statements compiled here and now."""
    nation = open_folder(folder, data_version="benchmark", in_place=True)
    scope = _scope()
    return at_once(JOB, lambda tables: _some(nation, scope, tables))


def _some(nation: Snapshot, scope: Scope, tables: Iterator[Table]) -> Tables:
    with nation.asking(scope, []) as asking:
        return {table.name: _rows(asking, table) for table in tables}


def _rows(asking: Asking, table: Table) -> list[tuple]:
    """Association, year, then what the table divides by, then its numbers."""
    shape = Shape(table.by)
    side = side_of(find(table.measure), shape)
    statement = compiled("grouped_side" if side else "grouped", table.measure, shape)
    found = asking.by_group(statement, ("intervention", "month", *table.by))
    # A sum over nothing is none; the figures that are made of it say 0.
    return [(*group, *(row[name] or 0 for name in table.numbers)) for group, row in found.items()]


def _scope() -> Scope:
    """Every intervention, shown as its association, for every year; the year stands as `month`."""
    years = [
        (str(year), "", *2 * (date(year, 1, 1), date(year, 12, 31)))
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    ]
    places = [
        (f"insats-{place}", association_of(place)) for place in range(ASSOCIATIONS * INTERVENTIONS)
    ]
    rows = (ScopeRow(*place, *year) for place in places for year in years)
    return Scope(tuple(rows), ("intervention", "month"))

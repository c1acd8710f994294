"""A year of the whole country in one file, while others go on saving."""

import sys
import threading
import time
from datetime import date

import pytest
from django.db import connection

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from tests.exchange import large
from tests.exchange.command import Ran, stegvis
from tests.exchange.files import imported, tally
from tests.factories.people import participation
from tests.factories.places import intervention

COUNT = 40_000


@pytest.mark.long
@pytest.mark.usefixtures("all_rows")
def test_rows_of_many_batches_come_in_whole_and_only_once(tmp_path):
    path = large.write(tmp_path / "participations.csv", 2_300)
    assert tally(imported(path)) == (2_300, 0, 0)
    assert tally(imported(path)) == (0, 0, 2_300)
    assert tally(imported(large.write(path, 2_300, hours_end="20"))) == (0, 2_300, 0)
    assert set(Participation.objects.values_list("hours_end", "version")) == {(20, 2)}


def import_while_others_save(path) -> tuple[Ran, list[float]]:
    """The import as a command, and the seconds each save of somebody else took meanwhile."""
    with context.acting(Scope(everything=True)):
        mine = participation(intervention()).pk
    done = threading.Event()
    ran: list[Ran] = []

    def run() -> None:
        ran.append(stegvis("import", path, "--format", "json"))
        done.set()

    thread = threading.Thread(target=run)
    thread.start()
    taken = []
    day = 0
    while not done.is_set():
        day += 1
        began = time.perf_counter()
        with context.acting(Scope(everything=True)):
            Participation.objects.filter(pk=mine).update(
                planned_end_on=date.fromordinal(739_000 + day)
            )
        taken.append(time.perf_counter() - began)
        time.sleep(0.02)
    thread.join()
    connection.close()
    return ran[0], taken


def _measured(ran: Ran, taken: list[float]) -> str:
    """The figures of docs/benchmarks, shown by pytest -rP."""
    middle, last = taken[len(taken) // 2], taken[-1]
    return (
        f"{ran.seconds:.1f} s, {ran.megabytes:.0f} MB, {len(taken)} saves meanwhile:"
        f" median {middle * 1000:.0f} ms, worst {last * 1000:.0f} ms"
    )


@pytest.mark.long
@pytest.mark.usefixtures("committed")
def test_a_large_import_takes_less_than_30_seconds_and_delays_nobody(tmp_path):
    path = large.write(tmp_path / "participations.csv", COUNT)
    for changes, expected in (
        ({}, {"new": COUNT, "changed": 0, "unchanged": 0}),
        ({}, {"new": 0, "changed": 0, "unchanged": COUNT}),
        ({"hours_end": "20"}, {"new": 0, "changed": COUNT, "unchanged": 0}),
    ):
        large.write(path, COUNT, **changes)
        ran, taken = import_while_others_save(path)
        assert ran.answer["tables"] == {"participations": expected}
        taken.sort()
        sys.stdout.write(f"{expected}: {_measured(ran, taken)}\n")
        assert ran.seconds < 30
        assert taken[-1] < 1

"""The benchmarks, one command: `python -m benchmarks.run`.

1. Makes a nation of a million participations and has three ways compute the same ten tables from
   the same Parquet files, in turn and each in a process of its own, the clock running from the
   files to rows of Python: Stegvis, DuckDB by hand, pandas. The tables must be identical.
2. Makes a demo association in a database of its own and times how fast its snapshot is renewed
   after a registration.

Goals are about the median of the runs, by the clock; the processor's time is printed as well, since
it tells the same on a machine that has other things to do. The status is 1 when a goal is not met.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import nation

WAYS = ("by_stegvis", "by_hand", "by_pandas")
BY_HAND_TIMES, PANDAS_TIMES, RENEWAL_SECONDS = 1.5, 4.0, 0.2
STEGVIS = str(Path(sys.executable).with_name("stegvis"))


def main() -> None:
    """Run what is asked for and tell whether the goals are met."""
    arguments = _arguments()
    if arguments.way:
        _one(arguments.way, Path(arguments.folder))
        return
    print(_machine(), flush=True)
    goals: dict[str, bool] = {}
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "STEGVIS_VAR": str(Path(folder, "var"))}
        environment["DJANGO_SETTINGS_MODULE"] = "stegvis.config.settings"
        goals |= _compare(Path(folder), arguments, environment)
        goals |= _renew(environment)
    for goal, met in goals.items():
        print(f"{'met    ' if met else 'NOT MET'} {goal}")
    raise SystemExit(0 if all(goals.values()) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--participations", type=int, default=nation.PARTICIPATIONS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def _one(way: str, folder: Path) -> None:
    """Compute the job in this process; the clock starts when the libraries are loaded."""
    run = importlib.import_module(f"benchmarks.{way}").run
    start, processor_start = time.perf_counter(), time.process_time()
    tables = run(folder)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor_start
    written = {
        name: sorted(json.dumps([_written(value) for value in row]) for row in rows)
        for name, rows in tables.items()
    }
    json.dump({"seconds": seconds, "processor": processor, "tables": written}, sys.stdout)


def _written(value: object) -> str:
    """How a number is written is not what it says: 7 and 7.0 are the same."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _machine() -> str:
    """What the figures were measured on."""
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("duckdb", "ibis-framework", "pandas")
    )
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the first run, "
        f"Python {platform.python_version()}, {versions}"
    )


def _compare(
    folder: Path, arguments: argparse.Namespace, environment: dict[str, str]
) -> dict[str, bool]:
    print(f"Making {arguments.participations:,} participations ...", flush=True)
    nation.make(folder, participations=arguments.participations)
    runs: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    for number in range(arguments.runs):
        for way in WAYS:
            found = _python("benchmarks.run", "--way", way, "--folder", str(folder), **environment)
            runs[way].append(found)
            print(f"  {number + 1}/{arguments.runs} {_taken(way, [found])}", flush=True)
    for way in WAYS:
        print(f"  median {_taken(way, runs[way])}", flush=True)
    return _goals(runs)


def _taken(way: str, runs: list[dict[str, Any]]) -> str:
    seconds, processor = (_median(runs, clock) for clock in ("seconds", "processor"))
    return f"{way:<11} {seconds:6.2f} s, {processor:6.2f} s of the processor"


def _median(runs: list[dict[str, Any]], clock: str) -> float:
    return median(run[clock] for run in runs)


def _goals(runs: dict[str, list[dict[str, Any]]]) -> dict[str, bool]:
    """Whether each goal is met, by the sentence that says how near it was."""
    stegvis, by_hand, pandas = (_median(runs[way], "seconds") for way in WAYS)
    expected = runs[WAYS[0]][0]["tables"]
    return {
        f"{len(expected)} identical tables": all(
            run["tables"] == expected for way in WAYS for run in runs[way]
        ),
        f"within {BY_HAND_TIMES} x of SQL by hand: {stegvis / by_hand:.2f} x": (
            stegvis <= BY_HAND_TIMES * by_hand
        ),
        f"at least {PANDAS_TIMES:.0f} x faster than pandas: {pandas / stegvis:.1f} x": (
            pandas >= PANDAS_TIMES * stegvis
        ),
    }


def _renew(environment: dict[str, str]) -> dict[str, bool]:
    print("Making a demo association in a database of its own ...", flush=True)
    Path(environment["STEGVIS_VAR"]).mkdir(mode=0o700, exist_ok=True)
    try:
        for words in (("db", "start"), ("db", "migrate"), ("demo",)):
            subprocess.run([STEGVIS, *words], check=True, capture_output=True, env=environment)
        found = _python("benchmarks.refresh", **environment)
    finally:
        subprocess.run([STEGVIS, "db", "stop"], check=True, capture_output=True, env=environment)
    seconds, count = found["seconds"], found["participations"]
    goal = f"a snapshot of {count:,} participations renewed within {1000 * RENEWAL_SECONDS:.0f} ms"
    return {f"{goal}: {1000 * seconds:.0f} ms": seconds <= RENEWAL_SECONDS}


def _python(module: str, *words: str, **environment: str) -> dict[str, Any]:
    """What the module says, run in a process of its own."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main()

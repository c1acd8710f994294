"""The benchmarks, one command: `python -m benchmarks.run`.

1. Makes a nation of a million participations and has three ways compute the same ten tables from
   the same Parquet files, in turn and each in a process of its own, the clock running from the
   files to rows of Python: Stegvis, DuckDB by hand, pandas. The tables must be identical.
2. Makes a demo association in a database of its own and times how fast its snapshot is renewed
   after a registration.

The status is 1 when a goal is not met.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import time
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
    start = time.perf_counter()
    tables = run(folder)
    seconds = time.perf_counter() - start
    written = {
        name: sorted(json.dumps([_written(value) for value in row]) for row in rows)
        for name, rows in tables.items()
    }
    json.dump({"seconds": seconds, "tables": written}, sys.stdout)


def _written(value: object) -> str:
    """How a number is written is not what it says: 7 and 7.0 are the same."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _compare(
    folder: Path, arguments: argparse.Namespace, environment: dict[str, str]
) -> dict[str, bool]:
    print(f"Making {arguments.participations:,} participations ...", flush=True)
    nation.make(folder, participations=arguments.participations)
    taken: dict[str, list[float]] = {way: [] for way in WAYS}
    tables: dict[str, dict[str, list[str]]] = {}
    for number in range(arguments.runs):
        for way in WAYS:
            found = _python("benchmarks.run", "--way", way, "--folder", str(folder), **environment)
            taken[way].append(found["seconds"])
            tables[way] = found["tables"]
            print(
                f"  {number + 1}/{arguments.runs} {way:<11} {found['seconds']:6.2f} s", flush=True
            )
    stegvis, by_hand, pandas = (median(taken[way]) for way in WAYS)
    return {
        f"{len(tables[WAYS[0]])} identical tables": all(
            t == tables[WAYS[0]] for t in tables.values()
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

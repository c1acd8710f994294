"""One command: `python -m benchmarks.run`.

Makes a nation of a million participations, has three ways compute the same ten tables from the
same Parquet files, in turn and in processes of their own, checks that the tables are identical
and compares the times. Then times how fast one association's snapshot is renewed.
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

from benchmarks import nation

WAYS = ("by_stegvis", "by_hand", "by_pandas")
AT_MOST_BY_HAND, AT_LEAST_PANDAS = 1.5, 4.0


def main() -> None:
    """Run everything and say whether the goals are met; status 1 when one is not."""
    arguments = _arguments()
    if arguments.way:
        _one(arguments.way, Path(arguments.folder))
        return
    with TemporaryDirectory() as folder:
        os.environ.setdefault("STEGVIS_VAR", str(Path(folder, "var")))
        print(f"Making {arguments.participations:,} participations ...", flush=True)
        nation.make(Path(folder), participations=arguments.participations)
        times, same = _compared(Path(folder), runs=arguments.runs)
    raise SystemExit(0 if _told(times, same=same) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--participations", type=int, default=nation.PARTICIPATIONS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def _one(way: str, folder: Path) -> None:
    """Compute the job in this process; the clock runs when the libraries are loaded."""
    run = importlib.import_module(f"benchmarks.{way}").run
    start = time.perf_counter()
    tables = run(folder)
    seconds = time.perf_counter() - start
    plain = {
        name: sorted(json.dumps([_value(v) for v in row]) for row in rows)
        for name, rows in tables.items()
    }
    json.dump({"seconds": seconds, "tables": plain}, sys.stdout)


def _value(value: object) -> object:
    """Years as text, whole numbers whole: how a table is written is not what it says."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _compared(folder: Path, *, runs: int) -> tuple[dict[str, float], bool]:
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    tables: dict[str, object] = {}
    for number in range(runs):
        for way in WAYS:
            found = _in_a_process(way, folder)
            times[way].append(found["seconds"])
            tables[way] = found["tables"]
            print(f"  {number + 1}/{runs} {way:<11} {found['seconds']:6.2f} s", flush=True)
    first = tables[WAYS[0]]
    same = all(_same(first, tables[way], way) for way in WAYS[1:])
    return {way: median(taken) for way, taken in times.items()}, same


def _in_a_process(way: str, folder: Path) -> dict:
    command = [sys.executable, "-m", "benchmarks.run", "--way", way, "--folder", str(folder)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "stegvis.config.settings"}
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return json.loads(done.stdout)


def _same(one: dict, other: dict, way: str) -> bool:
    different = [name for name in one if one[name] != other.get(name)]
    for name in different:
        print(f"  {name} differs from {way}'s", flush=True)
    return not different


def _told(times: dict[str, float], *, same: bool) -> bool:
    stegvis, by_hand, pandas = (times[way] for way in WAYS)
    goals = {
        "identical tables": same,
        f"within {AT_MOST_BY_HAND} x of SQL by hand: {stegvis / by_hand:.2f} x": (
            stegvis <= AT_MOST_BY_HAND * by_hand
        ),
        f"at least {AT_LEAST_PANDAS} x faster than pandas: {pandas / stegvis:.1f} x": (
            pandas >= AT_LEAST_PANDAS * stegvis
        ),
    }
    for goal, met in goals.items():
        print(f"{'met    ' if met else 'NOT MET'} {goal}")
    return all(goals.values())


if __name__ == "__main__":
    main()

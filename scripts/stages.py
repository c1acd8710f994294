"""Run the stages of ./test one after the other and sum them up.

    ./test                 every stage
    ./test lint unit       these stages only
    ./test --long NAME     the long form of a stage, `coverage`, `benchmark`, `nightly` (all long
                           tests), or the tests with that word in their name or place

Tests find the name in STEGVIS_LONG and then run their full counts. The last line is always
`N passed, N failed, N skipped`; the exit status is 1 when anything failed.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import chromium
from tally import PYTHON, Count, in_sight, tests, tool

from stegvis.config import embedded
from stegvis.config.embedded.place import place
from stegvis.config.translations import compile_translations

TOOLS = Path(PYTHON).parent
LINT = {
    "format": [TOOLS / "ruff", "format", "--check", "--quiet", "."],
    "lint": [TOOLS / "ruff", "check", "--quiet", "."],
    "templates: format": [TOOLS / "djlint", "src", "--check"],
    "templates: lint": [TOOLS / "djlint", "src", "--lint", "--quiet"],
    "types": [TOOLS / "mypy", "--no-error-summary"],
    "imports": [TOOLS / "lint-imports", "--no-logo"],
    "migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "scripts/messages.py", "check"],
}
BOTH_CORES = ["-n", "2", "--dist", "loadgroup", "--durations", "12"]
NEITHER = "not browser and not reports"
# Where the tests of these two stages lie (tests/meta/test_stages.py): the rest is not even read.
BROWSER = ["tests/journeys", "tests/access/test_script_in_browser.py"]
REPORTS = ["tests/reports", "tests/config/test_two_commands.py"]


@dataclass(frozen=True)
class Stage:
    """One stage: what runs it, and within how many seconds on two cores."""

    budget: int
    run: Callable[[], Count]


def lint() -> Count:
    """Format, lint, types, layers, migrations and translations."""
    return sum((tool(name, *command) for name, command in LINT.items()), Count())


def unit() -> Count:
    """Rules, spec and oracle: everything that is no access matrix, browser or report."""
    return tests(*BOTH_CORES, "--ignore=tests/access", "-m", f"{NEITHER} and not long")


def access() -> Count:
    """Who may see and do what."""
    return tests(*BOTH_CORES, "tests/access", "-m", f"{NEITHER} and not long")


def browser() -> Count:
    """What needs Chromium; says which tests are left out when there is none."""
    selection = [*BROWSER, "-m", "browser and not long"]
    if chromium.find_or_install():
        return tests(*BOTH_CORES, *selection)
    print(f"No Chromium: {chromium.HOW_TO_INSTALL} These tests are left out:", flush=True)
    command = [PYTHON, "-m", "pytest", "--collect-only", "--quiet", *selection]
    listed = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    names = [line for line in listed.splitlines() if "::" in line]
    print("\n".join(names), flush=True)
    return Count(skipped=len(names))


def reports() -> Count:
    """Whole reports in all formats."""
    return tests(*BOTH_CORES, *REPORTS, "-m", "reports and not long")


def coverage() -> Count:
    """Every branch of rules, actions and measures is run by some test."""
    program = [PYTHON, "-m", "coverage"]
    with tempfile.TemporaryDirectory() as folder:
        data = f"--data-file={folder}/coverage"
        selection = [*BOTH_CORES, "-m", f"{NEITHER} and not long"]
        in_sight(*program, "run", data, "-m", "pytest", *selection)
        in_sight(*program, "combine", "--quiet", data, folder)
        return tool("coverage", *program, "report", data)


def benchmark() -> Count:
    """The statistical job against hand-written SQL and pandas; its numbers are printed."""
    kept = in_sight(PYTHON, "-m", "benchmarks.run") == 0
    return Count(passed=1) if kept else Count(failed=1)


STAGES = {
    "lint": Stage(60, lint),
    "unit": Stage(120, unit),
    "access": Stage(120, access),
    "browser": Stage(150, browser),
    "reports": Stage(60, reports),
}
LONG: dict[str, Callable[[], Count]] = {
    "unit": lambda: tests(*BOTH_CORES, "--ignore=tests/access", "-m", NEITHER),
    "access": lambda: tests(*BOTH_CORES, "tests/access", "-m", NEITHER),
    "browser": lambda: tests(*BOTH_CORES, *BROWSER, "-m", "browser"),
    "reports": lambda: tests(*REPORTS, "-m", "reports"),
    "coverage": coverage,
    "benchmark": benchmark,
    "nightly": lambda: tests(*BOTH_CORES, "-m", "long"),
}


def long(name: str) -> Count:
    """The long form of a stage, or all tests, long ones too, with that word in their name."""
    os.environ["STEGVIS_LONG"] = name
    chromium.find_or_install()
    if name in LONG:
        return LONG[name]()
    count = tests("-k", name)
    # A misspelt name is no success.
    return count if count != Count() else Count(failed=1)


def main() -> int:
    """Run what was asked for; returns the exit status."""
    asked = _arguments()
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _interrupt)
    with _own_servers():
        compile_translations()
        if asked.long:
            total = _timed(asked.long, Stage(0, lambda: long(asked.long)))
        else:
            names = asked.stages or list(STAGES)
            total = sum((_timed(name, STAGES[name]) for name in names), Count())
    print(total, flush=True)
    return 1 if total.failed else 0


def _timed(name: str, stage: Stage) -> Count:
    print(f"== {name}", flush=True)
    began = time.monotonic()
    count = stage.run()
    seconds = time.monotonic() - began
    within = f" of {stage.budget} s" if stage.budget else " s"
    print(f"== {name}: {count} in {seconds:.0f}{within}", flush=True)
    return count


@contextmanager
def _own_servers() -> Iterator[None]:
    """A var folder and a database server for these tests only; both are gone afterwards."""
    folder = tempfile.mkdtemp(prefix="stegvis-test-")
    os.environ["STEGVIS_VAR"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    try:
        embedded.ensure_running()
        yield
    finally:
        embedded.stop()
        shutil.rmtree(place().base, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test", description="Test Stegvis.")
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--long", metavar="NAME", help=f"{', '.join(LONG)} or a word of tests")
    asked = parser.parse_args()
    unknown = [name for name in asked.stages if name not in STAGES]
    if unknown:
        parser.error(f"there is no stage {unknown[0]}; there are {', '.join(STAGES)}")
    return asked


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrupted; the servers of these tests are stopped.")

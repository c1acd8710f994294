"""Run a tool or a part of the tests and count what came out of it."""

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import parse

PYTHON = sys.executable
ENDS_WITHIN = 30  # seconds, when interrupted: tests stop the servers they have started
PYTEST_DONE = (0, 1, 5)  # all passed, some failed, none found


@dataclass(frozen=True)
class Count:
    """How many checks or tests went which way."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def tool(name: str, *command: str | Path) -> Count:
    """Run a tool that is silent when all is well; what it says otherwise is printed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode == 0:
        return Count(passed=1)
    print(f"--- {name}\n{done.stdout}{done.stderr}", flush=True)
    return Count(failed=1)


def tests(*selection: str) -> Count:
    """Run pytest on the selection; a run that ends without a result counts as one failure."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as result:
        status = in_sight(PYTHON, "-m", "pytest", f"--junitxml={result.name}", *selection)
        count = _counted(Path(result.name))
    if status not in PYTEST_DONE and not count.failed:
        return count + Count(failed=1)
    return count


def in_sight(*command: str) -> int:
    """Run a command on this terminal and return its status; interrupted, it may tidy up first.

    Its process group is its own, so that whatever it has started is told as well.
    """
    with subprocess.Popen(command, process_group=0) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            os.killpg(child.pid, signal.SIGINT)
            try:
                child.wait(timeout=ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
            raise


def _counted(result: Path) -> Count:
    if not result.stat().st_size:
        return Count()
    suite = parse(result).getroot().find("testsuite")
    number = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
    failed = number["failures"] + number["errors"]
    passed = max(number["tests"] - failed - number["skipped"], 0)
    return Count(passed=passed, failed=failed, skipped=number["skipped"])

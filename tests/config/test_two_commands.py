"""./run and ./test: what they refuse, and a first and a second start."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.config.machine import Machine, machine

CHECKOUT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [CHECKOUT / "run", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("arguments", [["--fast"], ["--port"], ["--port", "0"], ["--port=http"]])
def test_wrong_use_of_run_is_refused_with_status_2(arguments):
    assert run(*arguments).returncode == 2


def test_run_says_at_once_that_its_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run("--port", str(port))
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith(f"Port {port} on 127.0.0.1 cannot be used")


def test_an_unknown_stage_is_refused_before_anything_is_started():
    command = [sys.executable, CHECKOUT / "scripts" / "stages.py", "everything"]
    refused = subprocess.run(command, check=False, capture_output=True, text=True)
    assert refused.returncode == 2
    assert "there is no stage everything" in refused.stderr


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def begin(there: Machine, port: int) -> subprocess.Popen[str]:
    """The start sequence that ./run ends with."""
    command = [sys.executable, "-m", "stegvis.config.start", "--port", str(port)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=there.environment(), stdout=pipe, stderr=pipe, text=True)


@contextmanager
def started(there: Machine, port: int) -> Iterator[subprocess.Popen[str]]:
    """The start sequence, from the moment it says where to look."""
    with begin(there, port) as process:
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if line == f"Stegvis is at http://127.0.0.1:{port}/\n":
                    break
            assert said[-1].startswith("Stegvis is at"), "".join(said) + process.communicate()[1]
            yield process
        finally:
            process.terminate()


def busyness() -> float:
    """How many times longer things take here because the machine does something else, too."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(number) for number in listed.split()]


@pytest.mark.reports
def test_the_first_start_makes_everything_and_the_second_takes_seconds():
    with machine() as there:
        port = free_port()
        with started(there, port) as process:
            assert "Stegvis already runs" in begin(there, free_port()).communicate()[1]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
                assert page.status == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 0
        assert there.process == 0
        reports = sorted(path.suffix for path in (there.var / "files" / "reports").iterdir())
        assert reports == [".docx", ".pdf"]
        began = time.monotonic()
        with started(there, port) as process:
            assert time.monotonic() - began < 5 * busyness()
            os.kill(children(process)[1], signal.SIGKILL)
            assert process.wait(timeout=30) == 1
        assert there.process == 0

"""The program itself, run on the test's database, with what it cost."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connections

PROGRAM = Path(sys.executable).parent / "stegvis"
# A new process is born with its parent's peak of memory, so a small one stands between the test,
# which may just have made a large file, and the program. It tells what the program took.
_BETWEEN = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL).returncode
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended; `megabytes` is the most that it or a process of its held at once."""

    status: int
    out: str
    err: str
    megabytes: float
    seconds: float

    @property
    def answer(self) -> dict[str, Any]:
        return json.loads(self.out)


def stegvis(*arguments: object) -> Ran:
    began = time.monotonic()
    with tempfile.NamedTemporaryFile() as cost:
        ran = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _BETWEEN, cost.name, PROGRAM, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "DATABASE_URL": _address(),
                "DJANGO_SETTINGS_MODULE": "stegvis.config.settings",
            },
        )
        kilobytes = int(cost.read())
    seconds = time.monotonic() - began
    return Ran(ran.returncode, ran.stdout, ran.stderr, kilobytes / 1024, seconds)


def _address() -> str:
    given = connections["default"].settings_dict
    user, password = quote(given["USER"]), quote(given["PASSWORD"])
    return f"postgresql://{user}:{password}@/{given['NAME']}?host={quote(given['HOST'])}"

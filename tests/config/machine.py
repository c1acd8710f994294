"""A `var` of its own with its embedded server, used through the command line as root or another."""

import atexit
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import psycopg

from stegvis.config.embedded.account import Account
from stegvis.config.embedded.binaries import LIBRARIES, WHEEL, binaries_for

STEGVIS = str(Path(sys.executable).with_name("stegvis"))
AS_USER = str(Path(__file__).with_name("as_user.py"))
STRANGER = Account(uid=65533, gid=65533, switch=True)  # a number that no user here has
WE_ARE_ROOT = os.geteuid() == 0


def nobody() -> Account:
    """An ordinary user that every machine has."""
    entry = pwd.getpwnam("nobody")
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)


@dataclass
class Machine:
    """One var; `user` is None for the user who runs the tests."""

    var: Path
    user: Account | None = None
    site: Path | None = None

    def stegvis(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line to its end."""
        command, environment = self._command(*arguments), self.environment()
        return subprocess.run(command, check=False, env=environment, capture_output=True, text=True)

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Run the command line beside others."""
        return subprocess.Popen(
            self._command(*arguments), env=self.environment(), stderr=subprocess.PIPE, text=True
        )

    def status(self) -> dict[str, str]:
        """What `stegvis db status` says, by the first word of each line."""
        lines = self.stegvis("db", "status").stdout.splitlines()
        return {name: value.strip() for name, _, value in (line.partition(" ") for line in lines)}

    @property
    def process(self) -> int:
        """The server's process number; 0 while it does not run."""
        return int(self.status()["running"].partition("process ")[2] or 0)

    def path(self, name: str) -> Path:
        """One of the folders that `stegvis db status` names; they stay where they are."""
        return Path(self.places[name])

    @cached_property
    def places(self) -> dict[str, str]:
        """Where its folders are; asked once."""
        return self.status()

    def secret(self, name: str) -> str:
        """A text kept in var/secret."""
        return (self.var / "secret" / name).read_text(encoding="ascii")

    def connect(self, role: str, *, password: str | None = None) -> psycopg.Connection:
        """Log in to the server as one of its roles."""
        return psycopg.connect(
            host=str(self.path("socket")),
            user=role,
            password=self.secret(role) if password is None else password,
            dbname="stegvis",
            autocommit=True,
        )

    def _command(self, *arguments: str) -> list[str]:
        if self.user is None:
            return [STEGVIS, *arguments]
        numbers = [str(self.user.uid), str(self.user.gid)]
        return [sys.executable, AS_USER, *numbers, str(self.site), *arguments]

    def environment(self) -> dict[str, str]:
        """What a command of this machine finds in its environment."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, "STEGVIS_VAR": str(self.var), "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def machine(*, user: Account | None = None, below: str = "") -> Iterator[Machine]:
    """A machine whose var does not exist yet; afterwards nothing of it is left.

    As another user than ourselves it finds PostgreSQL in a copy, as in an environment of his own.
    """
    folder = Path(tempfile.mkdtemp(prefix="stegvis-test-"))
    if user is not None:
        os.chown(folder, user.uid, user.gid)
    site = None if user is None else _programs_for_everybody()
    made = Machine(var=folder / below / "var", user=user, site=site)
    try:
        yield made
    finally:
        _remove(made, folder)


@cache
def _programs_for_everybody() -> Path:
    """A copy of the wheel's programs that every user can reach, removed when the tests end."""
    site = Path(tempfile.mkdtemp(prefix="stegvis-test-site-"))
    atexit.register(shutil.rmtree, site)
    site.chmod(0o755)
    programs = binaries_for(Account(uid=os.geteuid(), gid=os.getegid(), switch=False))
    wheel = programs.folder.parent
    shutil.copytree(programs.folder, site / WHEEL / programs.folder.name, symlinks=True)
    shutil.copytree(wheel.with_name(LIBRARIES), site / LIBRARIES, symlinks=True)
    (site / WHEEL / "__init__.py").touch()
    return site


def _remove(made: Machine, folder: Path) -> None:
    made.stegvis("db", "stop")
    for name in ("data", "socket"):
        # No place is known where the var was refused, and then nothing was made.
        if name in made.places and not made.path(name).is_relative_to(folder):
            away = made.path(name)
            shutil.rmtree(away.parent if name == "data" else away, ignore_errors=True)
    shutil.rmtree(folder)

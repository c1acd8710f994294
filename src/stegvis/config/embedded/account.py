"""The operating-system account that the embedded server runs as.

PostgreSQL refuses to run as root. Started by root it therefore runs as a system user of its own,
made on first use, that owns nothing but its data; started by anybody else, as that user.
"""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stegvis.config.embedded.fault import ServerFault

SERVER_USER = "stegvis-db"
LAST_RESORT = "nobody"
USERS_ARE_LOCKED = 1  # useradd: another program is changing the list of users
ATTEMPTS, PAUSE = 10, 0.5  # seconds


@dataclass(frozen=True)
class Account:
    """A user and group number; `switch` says that we are root and have to become them."""

    uid: int
    gid: int
    switch: bool

    def spawn(self) -> dict[str, Any]:
        """Arguments for `subprocess` that make the child run as this account."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, opened: int) -> None:
        """Give the file that we have just made, by its descriptor, to this account."""
        if self.switch:
            os.fchown(opened, self.uid, self.gid)

    def folder(self, path: Path) -> None:
        """Make a folder, where missing, that only this account can enter."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.switch and path.lstat().st_uid == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def by_root() -> bool:
    """Whether we are root, so that the server needs an account of its own."""
    return os.geteuid() == 0


def server_account(base: Path) -> Account:
    """The account of the server whose files are in `base`.

    When we are root that is the owner of what is there, else the server's own user, made on first
    use.
    """
    if not by_root():
        return Account(uid=os.geteuid(), gid=os.getegid(), switch=False)
    if base.exists() and base.stat().st_uid != 0:
        return Account(uid=base.stat().st_uid, gid=base.stat().st_gid, switch=True)
    entry = _entry(SERVER_USER) or _made() or _entry(LAST_RESORT)
    if entry is None or entry.pw_uid == 0:
        raise ServerFault(
            f"The database does not run as root, and no user {SERVER_USER} could be made: "
            f"make one with `useradd --system {SERVER_USER}`, or run Stegvis as an ordinary user."
        )
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    if useradd is None:
        return None
    options = ["--system", "--user-group", "--no-create-home"]
    home = ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    comment = ["--comment", "Stegvis embedded database"]
    command = [useradd, *options, *home, *comment, SERVER_USER]
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(command, check=False, capture_output=True)
        if done.returncode != USERS_ARE_LOCKED:
            break
        time.sleep(PAUSE)
    return _entry(SERVER_USER)

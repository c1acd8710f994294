"""Where the embedded server keeps its data, log and socket.

Below `var` when we are an ordinary user. `var` is closed to everybody but its owner, so when we
are root the account that the server runs as cannot get there, and nothing is opened for it: its
folder is then `/var/lib/stegvis/<a hash of the path of var>`.
"""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from stegvis.config.embedded.account import by_root
from stegvis.config.folders import private_folder, var_folder

SYSTEM_FOLDER = Path("/var/lib/stegvis")
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_FOLDER = 100 - len(SOCKET_NAME) - 1  # the system allows a path of 107 bytes


@dataclass(frozen=True)
class Place:
    """The folders of one embedded server; none of them need exist yet."""

    base: Path

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.base / "db"

    @property
    def log(self) -> Path:
        """What the server has written, a file for each weekday."""
        return self.base / "log"

    @property
    def version_file(self) -> Path:
        """Which PostgreSQL made the cluster; missing while there is none."""
        return self.data / "PG_VERSION"

    def made_by(self) -> str:
        """The major version of the PostgreSQL that made the cluster, such as 18; else empty."""
        return self.version_file.read_text("ascii").strip() if self.version_file.exists() else ""


def place() -> Place:
    """Where the server belonging to `var` keeps its files."""
    return Place(base=_system_base() if by_root() else var_folder())


def socket_folder() -> Path:
    """The folder of the server's socket: beside its data, or a short one where that is too long.

    The short one is a fresh private folder among the temporary files. It is remembered in `var`
    and drawn anew when it is gone or is no longer ours.
    """
    beside = place().base / "run"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
        return beside
    note = private_folder("run") / "socket-folder"
    remembered = Path(note.read_text(encoding="utf-8")) if note.exists() else None
    if remembered is not None and is_private(remembered):
        return remembered
    fresh = _short_folder()
    draft = note.with_name(f".{note.name}.{os.getpid()}")
    draft.write_text(str(fresh), encoding="utf-8")
    draft.replace(note)
    return fresh


def make_system_folder() -> Path:
    """The folder for data and programs when we are root: everybody may enter, only root writes."""
    if not SYSTEM_FOLDER.is_dir():
        SYSTEM_FOLDER.mkdir(parents=True)
        SYSTEM_FOLDER.chmod(0o755)
    return SYSTEM_FOLDER


def is_private(folder: Path) -> bool:
    """Whether this is a real folder of ours that nobody else can enter."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    ours = status.st_uid == os.geteuid()
    return stat.S_ISDIR(status.st_mode) and ours and stat.S_IMODE(status.st_mode) == 0o700


def _short_folder() -> Path:
    chosen = tempfile.gettempdir()
    room = LONGEST_SOCKET_FOLDER - len("/stegvis-12345678")
    parent = chosen if len(os.fsencode(chosen)) <= room else "/tmp"  # noqa: S108 (mkdtemp below)
    return Path(tempfile.mkdtemp(prefix="stegvis-", dir=parent))


def _system_base() -> Path:
    return SYSTEM_FOLDER / hashlib.sha256(os.fsencode(var_folder())).hexdigest()[:16]

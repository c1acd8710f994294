"""Start the embedded server when it is needed, stop it when asked, say how it is."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from stegvis.config.embedded import history, process, roles
from stegvis.config.embedded.account import server_account
from stegvis.config.embedded.binaries import binaries_for
from stegvis.config.embedded.cluster import READY_WITHIN, Cluster
from stegvis.config.embedded.fault import ServerFault
from stegvis.config.embedded.place import make_system_folder, place, socket_folder
from stegvis.config.folders import private_folder, secret
from stegvis.config.locks import server_lock

PAUSE = 0.05  # seconds


@dataclass(frozen=True)
class Status:
    """How the embedded server is: where its files are, and its process number while it runs."""

    data: Path
    log: Path
    sockets: Path
    version: str
    process: int | None

    @property
    def running(self) -> bool:
        """Whether it takes queries."""
        return self.process is not None


def ensure_running() -> bool:
    """The server runs, with its roles and its database, when this returns; it stays running.

    Returns whether this call started it. A running server costs a few milliseconds. Raises
    ServerFault, with what to do about it, when it cannot run.
    """
    if _runs():
        return False
    with server_lock():
        if _runs():
            return False
        _start(_cluster())
    return True


def stop() -> bool:
    """The server does not run when this returns. Returns whether it ran before."""
    with server_lock():
        if not place().version_file.exists():
            return False
        process.forget_the_dead()
        cluster = _cluster()
        ran = cluster.runs()
        if ran:
            cluster.stop()
    return ran


def status() -> Status:
    """How the server is; starts nothing."""
    private_folder()  # raises FolderFault for a var that is not ours
    where = place()
    return Status(
        data=where.data,
        log=where.log,
        sockets=socket_folder(),
        version=where.made_by(),
        process=process.ready(),
    )


def _runs() -> bool:
    return history.noted() and process.ready() is not None


def _cluster() -> Cluster:
    where = place()
    account = server_account(where.base)
    return Cluster(
        place=where, sockets=socket_folder(), binaries=binaries_for(account), account=account
    )


def _start(cluster: Cluster) -> None:
    _make_folders(cluster)
    history.check(cluster, say=_say)
    if not cluster.place.version_file.exists():
        _say("Making the database (once) ...")
        cluster.make(password=secret(roles.SUPERUSER))
        history.note(cluster)
    if not _already_starting(cluster):
        _say(f"Starting the database (at most {READY_WITHIN} seconds) ...")
        cluster.configure()
        cluster.start()
    roles.prepare(sockets=cluster.sockets)


def _make_folders(cluster: Cluster) -> None:
    if cluster.account.switch:
        make_system_folder()
        cluster.account.folder(cluster.place.base)
    for folder in (cluster.place.log, cluster.sockets):
        cluster.account.folder(folder)


def _already_starting(cluster: Cluster) -> bool:
    """Wait for a server that another command left starting; stop one that listens elsewhere."""
    process.forget_the_dead()
    if not cluster.runs():
        return False
    if process.listens_in() != cluster.sockets:
        cluster.stop()
        return False
    give_up = time.monotonic() + READY_WITHIN
    while process.ready() is None:
        if time.monotonic() > give_up:
            raise ServerFault(cluster.not_ready)
        time.sleep(PAUSE)
    return True


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()

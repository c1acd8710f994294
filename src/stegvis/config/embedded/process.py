"""What the running server says of itself in postmaster.pid, and whether that is still true."""

import socket
from pathlib import Path

from stegvis.config.embedded.place import SOCKET_NAME, place, socket_folder

PROCESS, SOCKETS, STATUS = 0, 4, 7  # lines of postmaster.pid


def ready() -> int | None:
    """The number of the server's process, or None when it does not take queries in our folder."""
    lines = _lines()
    if len(lines) <= STATUS or lines[STATUS].strip() != "ready":
        return None
    return int(lines[PROCESS]) if _answers(socket_folder()) else None


def listens_in() -> Path | None:
    """The folder of the socket that the server was started with; None while it has none."""
    lines = _lines()
    return Path(lines[SOCKETS].strip()) if len(lines) > SOCKETS else None


def forget_the_dead() -> None:
    """Remove the lock files of a server that was killed while its number is still taken.

    By itself, in a container whose first process does not collect the dead, or by another program
    after a restart of the machine: the server would be thought alive for ever. PostgreSQL itself
    still refuses to start while a former process holds the shared memory of this cluster.
    """
    lines = _lines()
    if lines and _is_dead(int(lines[PROCESS])):
        (place().data / "postmaster.pid").unlink(missing_ok=True)
        (socket_folder() / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def _is_dead(number: int) -> bool:
    try:
        status = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return False  # gone, or a system without /proc: the server looks for itself
    name, _, rest = status.partition("(")[2].rpartition(")")
    return name != "postgres" or rest.split()[0] == "Z"


def _lines() -> list[str]:
    try:
        return (place().data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _answers(sockets: Path) -> bool:
    """Whether something accepts connections: the file alone also outlives a crash."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(sockets / SOCKET_NAME))
        except OSError:
            return False
    return True

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

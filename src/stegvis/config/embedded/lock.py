"""One command at a time starts or stops the server of a `var`."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from stegvis.config.embedded.fault import ServerFault
from stegvis.config.folders import private_folder

LONGEST_WAIT = 120.0  # seconds: another command may itself wait a minute for the server
PAUSE = 0.05


@contextmanager
def server_lock() -> Iterator[None]:
    """Hold the right to start or stop the server; wait while another command holds it."""
    path = private_folder() / "database.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for(descriptor)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int) -> None:
    give_up = time.monotonic() + LONGEST_WAIT
    while not _taken(descriptor):
        if time.monotonic() > give_up:
            raise ServerFault(
                f"Another command has been starting or stopping the database for "
                f"{LONGEST_WAIT:.0f} seconds: end it, then try again."
            )
        time.sleep(PAUSE)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""Locks between processes: what only one command at a time may do to a `var`."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from stegvis.config.folders import private_folder

PAUSE = 0.05  # seconds


class LockTaken(RuntimeError):
    """Another process holds the lock; the sentence says what it does and what to do."""


@contextmanager
def lock(name: str, *, patience: float, otherwise: str) -> Iterator[None]:
    """Hold `var/<name>.lock`, waiting at most `patience` seconds for another to give it up.

    The system gives it up for a process that dies. Raises LockTaken with the sentence `otherwise`.
    """
    path = private_folder() / f"{name}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        give_up = time.monotonic() + patience
        while not _taken(descriptor):
            if time.monotonic() > give_up:
                raise LockTaken(otherwise)
            time.sleep(PAUSE)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def server_lock() -> Iterator[None]:
    """One command at a time starts, stops or migrates the database of a `var`.

    Two minutes, because another command may itself wait a minute for the server.
    """
    otherwise = (
        "Another command has been starting or stopping the database for two minutes: "
        "end it, then try again."
    )
    with lock("database", patience=120, otherwise=otherwise):
        yield


@contextmanager
def start_lock() -> Iterator[None]:
    """One `./run` at a time uses a `var`."""
    otherwise = (
        f"Stegvis already runs, or is being started, from {private_folder()}: stop that first, "
        "or set STEGVIS_VAR to another folder."
    )
    with lock("start", patience=0, otherwise=otherwise):
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

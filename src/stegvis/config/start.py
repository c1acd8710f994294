"""What `./run` does once the environment is there: prepare, start, and stop what it started.

Run as `python -m stegvis.config.start [--port N]`. Everything that is already done is skipped, so
the second start takes seconds.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from stegvis.config import embedded, preparation, supervision
from stegvis.config.commands import faults_as_sentences, start_database
from stegvis.config.database import uses_embedded
from stegvis.config.locks import start_lock
from stegvis.config.ports import require_free

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def start(port: int) -> None:
    """Prepare the database and the files, then run the web server and the worker."""
    for each in STOPPING:
        signal.signal(each, _stop)
    try:
        with faults_as_sentences():
            require_free(port=port)
            with start_lock(), _database():
                preparation.prepare()
                supervision.run(port=port)
    except KeyboardInterrupt:
        click.echo("Stopped.")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)  # asked once is enough
    raise KeyboardInterrupt


@contextmanager
def _database() -> Iterator[None]:
    """The database runs inside the block; it is stopped afterwards if it did not run before."""
    ours = uses_embedded() and not embedded.status().running
    try:
        with preparation.step("Database"):
            start_database()
        yield
    finally:
        if ours:
            embedded.stop()


if __name__ == "__main__":
    start()

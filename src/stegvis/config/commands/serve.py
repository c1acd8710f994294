"""`stegvis serve`: the web server."""

import os
import sys

import click

from stegvis.config.commands import faults_as_sentences, make_ready
from stegvis.config.ports import require_free

WORKERS, THREADS = 2, 4
LONGEST_REQUEST = 60  # seconds


@click.command
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def command(host: str, port: int) -> None:
    """Run the web server until it is stopped with Ctrl-C or SIGTERM."""
    with faults_as_sentences():
        require_free(port=port, host=host)
        make_ready()
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # The server takes this process's place, so that signals reach it.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *_arguments(address)])


def _arguments(address: str) -> list[str]:
    return [
        "stegvis.config.wsgi:application",
        f"--bind={address}",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
        f"--timeout={LONGEST_REQUEST}",
        "--graceful-timeout=20",
        "--preload",
        "--no-control-socket",
        "--log-level=warning",
    ]

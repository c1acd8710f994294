"""Run the web server and the worker side by side; when one ends, end both."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import click

from stegvis.config.ports import OWN_MACHINE
from stegvis.config.preparation import PROGRAM, demo_slug, reports_of, step

ANSWERS_WITHIN = 30.0  # seconds
STOPS_WITHIN = 30.0
PAUSE = 0.1


def run(*, port: int) -> None:
    """Start both, say where to look, and wait until one ends or KeyboardInterrupt is raised."""
    address = f"http://{OWN_MACHINE}:{port}/"
    with _running("serve", f"--port={port}") as web, _running("worker") as worker:
        with step("Web server"):
            _wait_for(address, web)
        _say_where_to_look(address)
        _wait_for_end(web, worker)


@contextmanager
def _running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command runs inside the block, out of reach of the terminal's Ctrl-C, and is ended."""
    with subprocess.Popen([PROGRAM, *arguments], start_new_session=True) as child:
        try:
            yield child
        finally:
            child.terminate()
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        child.kill()


def _wait_for(address: str, web: subprocess.Popen[bytes]) -> None:
    """The web server answers; no proxy of the environment is asked for our own machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    give_up = time.monotonic() + ANSWERS_WITHIN
    while not _answers(opener, address):
        if web.poll() is not None or time.monotonic() > give_up:
            raise click.ClickException("The web server did not start; what it said is above.")
        time.sleep(PAUSE)


def _answers(opener: urllib.request.OpenerDirector, address: str) -> bool:
    try:
        opener.open(address, timeout=ANSWERS_WITHIN).close()
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False
    return True


def _say_where_to_look(address: str) -> None:
    click.echo(f"\nStegvis is at {address}")
    slug = demo_slug()
    if slug:
        click.echo(
            "Log in as one of the demo users; their passwords were printed when it was made."
        )
        for path in reports_of(slug):
            click.echo(f"The demo association's annual report: {path}")
    click.echo("Stop with Ctrl-C.")


def _wait_for_end(*children: subprocess.Popen[bytes]) -> None:
    while all(child.poll() is None for child in children):
        time.sleep(1)
    raise click.ClickException("The web server or the worker ended; what it said is above.")

"""The real web server on the test's database, with as many workers as in use, and its visitors."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from urllib.parse import quote, urlencode

from django.db import connections

from stegvis.config.commands import serve

STARTS_WITHIN = 60  # seconds
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def running() -> Iterator[int]:
    """The port of a web server that runs inside the block."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", *serve._arguments(f"127.0.0.1:{port}")]
    environment = {**os.environ, "DATABASE_URL": _address()}
    environment["DJANGO_SETTINGS_MODULE"] = "stegvis.config.settings"
    with subprocess.Popen(command, env=environment) as server:
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=STARTS_WITHIN)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _address() -> str:
    given = connections["default"].settings_dict
    user, password = quote(given["USER"]), quote(given["PASSWORD"])
    return f"postgresql://{user}:{password}@/{given['NAME']}?host={quote(given['HOST'])}"


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _each in range(STARTS_WITHIN * 10):
        assert server.poll() is None, "The web server ended."
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The web server did not start.")


@contextmanager
def visitors(port: int, count: int = 8) -> Iterator[SimpleQueue["Visitor"]]:
    """Those who are free to answer next; their lines are closed after the block."""
    found = [Visitor(port) for _each in range(count)]
    waiting: SimpleQueue[Visitor] = SimpleQueue()
    for each in found:
        waiting.put(each)
    try:
        yield waiting
    finally:
        for each in found:
            each.close()


@dataclass
class Visitor:
    """A browser without script: it keeps its cookies, and one connection open."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    forged: str = ""
    line: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def close(self) -> None:
        """Hang up."""
        self.line.close()

    def begin(self, token: str) -> int:
        """Open a link as somebody who has not been here before."""
        self.cookies.pop("stegvis_answering", None)
        status, _body = self.ask("GET", f"/e/o/{token}/")
        if not self.forged:
            _status, body = self.ask("GET", "/e/start/")
            self.forged = TOKEN.search(body)[1]
        return status

    def post(self, path: str, **said: str) -> int:
        """Send a form of the page; the status of the answer."""
        return self.ask("POST", path, urlencode({"csrfmiddlewaretoken": self.forged, **said}))[0]

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """One request and the whole answer."""
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body=body or None, headers=heads)
        answer = self.line.getresponse()
        text = answer.read().decode()
        for said in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = said.split(";", maxsplit=1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

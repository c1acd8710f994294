"""A browser, a server and an association with rows that are really there.

Every journey also asserts that no page asked another host for anything and that the console
stayed silent: no breach of the content security policy, no script that fails.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from stegvis.config.wsgi import application
from tests.journeys.world import World, build

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Filled by migrations; all else is emptied when the journeys are over.
KEPT = [
    "django_migrations",
    "django_content_type",
    "organisations_municipality",
    "organisations_code",
]
LONG = os.environ.get("STEGVIS_LONG", "")

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *_args: Any) -> None:
        return


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield build()
        _empty()


def _empty() -> None:
    for alias in ("default", "figures"):
        connections[alias].close()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(format('%%I', tablename), ', ') FROM pg_tables"
            " WHERE schemaname = 'public' AND NOT tablename = ANY(%s)",
            [KEPT],
        )
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} RESTART IDENTITY CASCADE")
        for _ in range(100):  # a database that someone is still leaving cannot be dropped
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                break
            time.sleep(0.05)


@pytest.fixture(scope="package")
def address(world: World) -> Iterator[str]:
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, allow_reuse_address=True)
    server.daemon_threads = False  # closing waits for every request, and its database connection
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        # Playwright's own event loop makes Django think that this thread must not wait for it.
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        # Within that loop Django keeps other connections than outside it.
        connections.close_all()
        browser.close()
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
        if before is not None:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def open_as(world: World, address: str, chromium: Browser) -> Iterator[Open]:
    """Opens the site as a user of a role: ``open_as("staff", "/vattern/deltagare/")``."""
    contexts, said, asked = [], [], []

    def heard(message: ConsoleMessage) -> None:
        # A form that is answered with 422 is told in the page itself.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            said.append(message.text)

    def requested(request: Request) -> None:
        asked.append(urlsplit(request.url).netloc)

    def opened(
        role: str = "",
        path: str = "",
        *,
        width: int = 1280,
        language: str = "sv",
        theme: str = "light",
        script: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            locale="sv-SE" if language == "sv" else "en-GB",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(30_000)
        context.on("console", heard)
        context.on("request", requested)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if role:
            cookies[settings.SESSION_COOKIE_NAME] = _session(world, role)
        context.add_cookies(
            [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
        )
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert set(asked) <= {urlsplit(address).netloc}


def _session(world: World, role: str) -> str:
    client = Client()
    client.force_login(world.users[role])
    return client.cookies[settings.SESSION_COOKIE_NAME].value

"""The pages whose texts would run a script, opened in Chromium: none runs, none is stopped.

The server's answers are kept and given to the browser as they were, with their policy, so that a
browser reads them and nothing else. Only with ``./test --long browser``.
"""

from collections.abc import Iterator
from random import Random
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.access.matrix import Matrix
from tests.access.payloads import MARK
from tests.access.test_script_in_texts import ROLES, opened, write
from tests.journeys.conftest import chromium

__all__ = ["chromium"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.xdist_group("script in browser"),
]
ROUNDS = 2
HOST = "http://testserver"
STATIC = "/static/"
LISTENS = f"""
window.ran = [];
window.{MARK} = () => window.ran.push("ran");
const stopped = each => window.ran.push(each.violatedDirective);
document.addEventListener("securitypolicyviolation", stopped);
"""


class Answers:
    """What the server answered, by path."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.kept: dict[str, tuple[str, dict[str, str]]] = {}
        self.asked: list[str] = []

    def keep(self, role: str, path: str) -> None:
        with self.matrix.sending(role, "GET", path) as (answer, _before):
            self.kept[path] = answer.content.decode(), dict(answer.headers.items())

    def give(self, route: Route) -> None:
        """The kept page, our own scripts and styles, or nothing at all."""
        path = urlsplit(route.request.url).path
        static = path.startswith(STATIC) and finders.find(path.removeprefix(STATIC))
        if static:
            route.fulfill(path=static)
        elif route.request.is_navigation_request() and path in self.kept:
            body, headers = self.kept[path]
            route.fulfill(body=body, headers=headers)
        else:
            self.asked += [path] if MARK in route.request.url else []
            route.abort()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.add_init_script(LISTENS)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("policy", "told"), [("", "ran"), ("script-src 'self'", "script-src-attr")]
)
def test_a_text_that_is_let_through_is_noticed(page, policy, told):
    """The positive control: it runs without a policy, and is stopped by ours."""
    headers = {"Content-Type": "text/html", "Content-Security-Policy": policy}
    body = f"<h1>x</h1><img src=x onerror={MARK}()>"
    page.route("**/*", lambda route: route.fulfill(body=body, headers=headers))
    page.goto(f"{HOST}/control/")
    page.wait_for_function("window.ran.length > 0")
    assert set(page.evaluate("window.ran")) == {told}


def test_no_text_runs_in_a_browser(matrix, page):
    answers = Answers(matrix)
    page.route("**/*", answers.give)
    ran, asked = [], opened(matrix)
    for number in range(ROUNDS):
        write(Random(100 + number))
        for role, path in asked:
            answers.keep(role, path)
            page.goto(HOST + path, wait_until="load")
            ran += [f"{path} as {role}: {each}" for each in page.evaluate("window.ran")]
    assert ran == []
    assert answers.asked == []
    assert len({role for role, _path in asked}) >= len(ROLES) - 1

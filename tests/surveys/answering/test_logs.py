"""The secret of a link is in no line of the log, also when the address is wrong around it."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils.module_loading import import_string

from stegvis.surveys.views import counting
from tests.factories import surveys
from tests.factories.places import intervention
from tests.surveys.answering.invited import invited, opened, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the handler of the settings writes, down to the quietest line."""
    cache.clear()
    said = StringIO()
    handler = logging.StreamHandler(said)
    for name in settings.LOGGING["handlers"]["stderr"]["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.parametrize("path", ["/e/o/{}/", "/e/o/{}", "/e/o/{}/.", "/e/o/{})/", "/e/i/{}/x"])
@pytest.mark.parametrize("method", ["get", "head", "post", "put"])
def test_a_working_link_however_it_is_asked_for(log, path, method):
    made = invited(intervention())
    getattr(Client(), method)(path.format(made.token))
    assert made.token not in log.getvalue()


def test_a_link_that_is_used_and_tried_until_it_is_too_often(log):
    made = invited(intervention())
    client = opened(made)
    say(client, 1, "q1", "4")
    client.post("/e/klar/", {"send": ""})
    for _each in range(25):
        client.get(f"/e/o/{made.token}/")
    assert "Not Found: /e/o/…" in log.getvalue()
    assert "Too Many Requests: /e/o/…" in log.getvalue()
    assert made.token not in log.getvalue()
    assert made.code not in log.getvalue()


def test_the_link_of_an_unlinked_form(log):
    token = counting.token_of(surveys.use(intervention()))
    Client().get(f"/e/i/{token}/")
    assert "Not Found: /e/i/…" in log.getvalue()
    assert token not in log.getvalue()

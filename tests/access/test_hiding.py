"""What is not hers and what does not exist are answered alike: status, headers, bytes and time.

``./test`` compares a seeded sample byte by byte; ``./test --long access`` all of it, and how long
500 answers of each kind take.
"""

import os
import re
import statistics
import time
import uuid
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern

from tests.access.addresses import addresses, filled, objects_of
from tests.access.entering import LOGIN
from tests.access.ground import (
    COLLEAGUE,
    CROSSED,
    OTHER_ORGANISATION,
    OWN,
    PERSON,
    SEES,
)
from tests.access.matrix import OF_PERSONS, Matrix
from tests.factories.people import user

# Its world is built once, on one worker.
pytestmark = pytest.mark.xdist_group("hiding")

LONG = bool(os.environ.get("STEGVIS_LONG"))
PAIRS = 500  # of answers whose times are compared
ROLES = ("staff", "office", "officer", "group")
ABSENT: dict[str, Any] = {"intervention": "finns-inte"}
MASKED = re.compile(r"/[a-z0-9-]+(?:/[a-z0-9-]*)*/|\b[0-9a-f]{12}\b")


def asked(matrix: Matrix) -> list[tuple[str, str, str, str]]:
    """Who asks how for what is another's, and for the same of what is nobody's."""
    here = matrix.ground.targets[OWN]["association"]
    found = []
    for route, pattern in addresses():
        if not set(objects_of(pattern)) & OF_PERSONS or "association" not in objects_of(pattern):
            continue
        for role in ROLES:
            for relation in (COLLEAGUE, OTHER_ORGANISATION, CROSSED):
                if relation in SEES[PERSON].get(role, set()):
                    continue
                theirs = matrix.ground.targets[relation] | {"association": here}
                paths = (
                    filled(route, pattern, theirs),
                    filled(route, pattern, _absent(pattern, here)),
                )
                found += [(role, method, *paths) for method in ("GET", "POST")]
    return found


def _absent(pattern: URLPattern, association: str) -> dict[str, Any]:
    """Objects that are not there, by the names of the address's arguments."""
    nobody: dict[str, Any] = {"association": association, **ABSENT}
    for argument, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        value = uuid.UUID(int=7) if kind == "UUIDConverter" else 987_654_321
        named = dict(zip(pattern.pattern.converters, objects_of(pattern), strict=False))
        nobody.setdefault(named.get(argument, argument), value)
    return nobody


def answered(matrix: Matrix, role: str, method: str, path: str) -> tuple[int, dict, str]:
    with matrix.sending(role, method, path) as (answer, _before):
        headers = {name: MASKED.sub("", value) for name, value in answer.headers.items()}
        return answer.status_code, headers, MASKED.sub("", answer.content.decode())


def test_what_is_another_s_is_answered_as_what_is_nobody_s(matrix):
    pairs = asked(matrix)
    told = []
    for role, method, theirs, nobody_s in pairs if LONG else Random(3).sample(pairs, 80):
        first, second = (answered(matrix, role, method, path) for path in (theirs, nobody_s))
        if first != second:
            told.append(f"{method} {theirs} as {role}: {first[0]}, {nobody_s}: {second[0]}")
    assert told == []
    assert len(pairs) >= 500


def test_the_same_question_about_her_own_is_answered_otherwise(matrix):
    """The positive control."""
    here = matrix.ground.targets[OWN]
    own = f"/{here['association']}/deltagare/{here['participation']}/"
    absent = f"/{here['association']}/deltagare/987654321/"
    first, second = (answered(matrix, "staff", "GET", path) for path in (own, absent))
    assert (first[0], second[0]) == (200, 404)
    assert first[2] != second[2]


def apart(first: Callable[[], None], second: Callable[[], None]) -> float:
    """How far the middle times of the two lie apart, in milliseconds; asked in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(PAIRS):
        for ask, taken in zip((first, second), times, strict=True):
            began = time.perf_counter()
            ask()
            taken.append(time.perf_counter() - began)
    return abs(statistics.median(times[0]) - statistics.median(times[1])) * 1000


@pytest.mark.long
def test_what_is_another_s_takes_as_long_as_what_is_nobody_s(matrix):
    here, there = matrix.ground.targets[OWN], matrix.ground.targets[OTHER_ORGANISATION]
    page = f"/{here['association']}/deltagare/{{}}/"

    def ask(number: int) -> Callable[[], None]:
        return lambda: answered(matrix, "staff", "GET", page.format(number)) and None

    assert apart(ask(there["participation"]), ask(987_654_321)) < 5


class Counted(PBKDF2PasswordHasher):
    """Counts how often a password is hashed."""

    iterations = 1
    times = 0

    def encode(self, *args: Any, **kwargs: Any) -> str:
        type(self).times += 1
        return super().encode(*args, **kwargs)


def tried(email: str, number: int = 1) -> Any:
    cache.clear()  # a limit would answer instead
    form = {"login": email, "password": "wrong"}
    return Client().post(LOGIN, form, REMOTE_ADDR=f"192.0.2.{number % 250}")


@pytest.fixture
def accounts(db, settings) -> list[str]:
    """One that is open, one that nobody has, one that is closed."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    closed = user(is_active=False)
    return [user().email, "nobody@example.org", closed.email]


def test_a_login_of_nobody_is_answered_byte_by_byte_as_a_wrong_password(accounts):
    answers, hashed = [], []
    for email in accounts:
        before = Counted.times
        answer = tried(email)
        hashed.append(Counted.times - before)
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
        answers.append((answer.status_code, body.replace(email, "").replace(number_of(answer), "")))
    assert answers[0] == answers[1] == answers[2]
    assert hashed == [1, 1, 1], "each costs as much as the others"


def number_of(answer: Any) -> str:
    return str(answer.wsgi_request.id)


@pytest.mark.long
def test_a_login_of_nobody_takes_as_long_as_a_wrong_password(accounts):
    known, nobody, _closed = accounts
    assert apart(lambda: tried(known) and None, lambda: tried(nobody) and None) < 10

"""Every address, for every role and method, on one's own and on another association's objects.

Generated from the resolver: an address that nobody told the sweep about fails it.
"""

import html
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from stegvis.access.rules import rule_of
from tests.access.world import Side, world

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SEES_PERSONS = {"staff", "manager"}
# Addresses that name no object: nothing foreign can be asked for by them.
NAMELESS = {"prefer": {"name": "theme"}}
OBJECT_OF_PK = {
    "stegvis.casework.views.closing": "left",
    "stegvis.casework.views.consents": "participation",
    "stegvis.casework.views.follow_ups": "left",
    "stegvis.casework.views.identities": "participation",
    "stegvis.casework.views.joint_meetings": "joint_meeting",
    "stegvis.casework.views.meetings": "participation",
    "stegvis.casework.views.my_referrals": "referral",
    "stegvis.casework.views.notes": "participation",
    "stegvis.casework.views.plans": "participation",
    "stegvis.casework.views.participations": "participation",
    "stegvis.casework.views.referral_group": "referral",
    "stegvis.casework.views.referrals": "referral",
    "stegvis.reports.views": "report",
}
# Named in addresses by what they are.
OBJECTS = {"meeting", "note", "session", "step"}
# What a server may answer to someone who reaches the page, or to a form left empty.
FINE = {200, 204, 302, 303, 400, 405, 409, 422}


def addresses() -> list[tuple[str, URLPattern]]:
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda each: each[0])


def _walk(patterns: list, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route, pattern


def values(pattern: URLPattern, side: Side) -> dict[str, object]:
    """The arguments of an address for the objects of one side."""
    if pattern.name in NAMELESS:
        return NAMELESS[pattern.name]
    found: dict[str, object] = {}
    for name in pattern.pattern.converters:
        if name in ("association", "intervention"):
            found[name] = side.objects[name].slug
        elif name == "pk":
            found[name] = side.objects[OBJECT_OF_PK[pattern.callback.__module__]].pk
        elif name == "months":
            found[name] = 12
        elif name in OBJECTS:
            found[name] = side.objects[name].pk
        elif name in ("suffix", "format"):
            found[name] = "pdf"
        else:
            found[name] = "participations.current"
    return found


def filled(route: str, pattern: URLPattern, side: Side) -> str:
    path = route
    for name, value in values(pattern, side).items():
        converter = pattern.pattern.converters[name]
        for spelled in (f"<{_type(converter)}:{name}>", f"<{name}>"):
            path = path.replace(spelled, quote(str(converter.to_url(value))))
    assert "<" not in path, f"The sweep does not know how to fill {route}"
    return "/" + path


def _type(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()


def body(answer) -> str:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return html.unescape(raw.decode("utf-8", "replace") + headers).lower()


def test_every_address_declares_who_may_open_it():
    undeclared = [
        route for route, pattern in addresses() if rule_of(pattern.callback, pattern.name) is None
    ]
    assert undeclared == []


@pytest.mark.django_db
def test_nothing_of_another_association_is_ever_sent(client):
    client.raise_request_exception = False
    there = world()
    leaks, wrong, cells = [], [], 0
    for route, pattern in addresses():
        if not pattern.pattern.converters or pattern.name in NAMELESS:
            continue
        path = filled(route, pattern, there.foreign)
        asked = [each for each in there.foreign.place_canaries if each in path]
        for role, user in there.users.items():
            for method in METHODS:
                client.logout()
                if user:
                    client.force_login(user)
                answer = client.generic(method, path)
                cells += 1
                text = body(answer)
                sent = [
                    each
                    for each in there.foreign.place_canaries + there.foreign.person_canaries
                    if each in text and each not in asked
                ]
                if sent:
                    leaks.append((role, method, path, sent))
                expected = (302,) if user is None else (404, 405)
                if answer.status_code not in expected:
                    wrong.append((role, method, path, answer.status_code))
    assert cells >= 500
    assert leaks == []
    assert wrong == []


def test_persons_are_sent_only_to_those_who_work_with_them(committed, client):
    client.raise_request_exception = False
    there = world()
    leaks, seen, broken = [], set(), []
    for route, pattern in addresses():
        path = filled(route, pattern, there.mine)
        for role, user in there.users.items():
            client.logout()
            if user:
                client.force_login(user)
            answer = client.get(path)
            sent = [each for each in there.mine.person_canaries if each in body(answer)]
            if sent and role in SEES_PERSONS:
                seen.add(role)
            elif sent:
                leaks.append((role, path, sent))
            if answer.status_code not in FINE | {404}:
                broken.append((role, path, answer.status_code))
    assert leaks == []
    assert broken == []
    assert seen == SEES_PERSONS, "The pages must show persons to someone, or this test is empty."


@pytest.mark.django_db
def test_a_page_of_another_association_is_the_same_bytes_as_a_missing_one(client):
    there = world()
    client.force_login(there.users["office"])
    name = there.foreign.objects["association"].slug
    foreign = client.get(f"/{name}/insatser/")
    absent = client.get(f"/{name[::-1]}/insatser/")
    assert foreign.status_code == absent.status_code == 404
    same = [
        answer.content.replace(slug.encode(), b"").replace(answer.wsgi_request.id.encode(), b"")
        for answer, slug in ((foreign, name), (absent, name[::-1]))
    ]
    assert same[0] == same[1]


@pytest.mark.django_db
def test_every_unsafe_request_without_a_token_is_refused(client):
    there = world()
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(there.users["manager"])
    accepted = []
    for route, pattern in addresses():
        path = filled(route, pattern, there.mine)
        answer = strict.post(path)
        if answer.status_code not in (403, 404, 405):
            accepted.append((path, answer.status_code))
    assert accepted == []

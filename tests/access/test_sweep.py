"""What holds for every address whoever asks; who may see what stands in the matrix."""

import pytest
from django.test import Client

from stegvis.access import context
from stegvis.access.roles import ASSOCIATION_OFFICE
from stegvis.access.rules import rule_of
from stegvis.access.scope import Scope
from tests.access.addresses import addresses, filled
from tests.access.ground import OWN, build
from tests.factories.people import user_with
from tests.factories.places import association

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def test_every_address_declares_who_may_open_it():
    undeclared = [
        route for route, pattern in addresses() if rule_of(pattern.callback, pattern.name) is None
    ]
    assert undeclared == []


@pytest.mark.django_db
def test_a_page_of_another_association_is_the_same_bytes_as_a_missing_one(client):
    with context.acting(Scope(everything=True)):
        mine, foreign = association(slug="mine"), association(slug="foreign")
    client.force_login(user_with(ASSOCIATION_OFFICE, mine))
    name = foreign.slug
    there = client.get(f"/{name}/insatser/")
    absent = client.get(f"/{name[::-1]}/insatser/")
    assert there.status_code == absent.status_code == 404
    same = [
        answer.content.replace(slug.encode(), b"").replace(answer.wsgi_request.id.encode(), b"")
        for answer, slug in ((there, name), (absent, name[::-1]))
    ]
    assert same[0] == same[1]


def test_every_unsafe_request_without_a_token_is_refused(committed):
    ground = build()
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(ground.users["manager"])
    accepted = []
    for route, pattern in addresses():
        path = filled(route, pattern, ground.targets[OWN])
        for method in UNSAFE:
            answer = strict.generic(method, path)
            if answer.status_code not in (403, 404, 405):
                accepted.append((method, path, answer.status_code))
    assert accepted == []

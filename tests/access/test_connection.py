"""Users in turn on one connection: nothing of a request is left for the next."""

import os

from django.test import Client

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention

REQUESTS = 1000 if os.environ.get("STEGVIS_LONG") else 40


def test_two_users_in_turn_on_one_connection_see_nothing_of_each_other(committed):
    """Between two requests, and in the second of them, the first one's context is gone."""
    with context.acting(Scope(everything=True)):
        west = association(slug="west")
        here, there = intervention(association=west), intervention(association=west)
        own = {each: participation(each) for each in (here, there)}
    readers = []
    for each, other in ((here, there), (there, here)):
        client = Client()
        client.force_login(user_with(INTERVENTION_STAFF, each))
        readers.append((client, own[each].pk, own[other].pk))
    seen = set()
    for _ in range(REQUESTS // 4):
        for client, mine, theirs in readers:
            for number, status in ((mine, 200), (theirs, 404)):
                answer = client.get(f"/west/deltagare/{number}/")
                seen.add((answer.status_code == status, Participation.objects.count()))
    assert seen == {(True, 0)}

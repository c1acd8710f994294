"""What stands around every view: the rule, the context, the transaction."""

import logging

import pytest

from stegvis.access import context
from stegvis.access.roles import BOARD, INTERVENTION_STAFF
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from stegvis.core.logs import NoDatabaseText
from tests.factories.people import participation, user, user_with
from tests.factories.places import intervention

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.urls_for_tests")]

EVERYTHING = Scope(everything=True)


@pytest.fixture
def two_interventions():
    with context.acting(EVERYTHING):
        mine = intervention()
        theirs = intervention(association=mine.association)
        participation(mine, reference="mine")
        participation(theirs, reference="theirs")
    return mine, theirs


@pytest.fixture
def staff(client, two_interventions):
    made = user_with(INTERVENTION_STAFF, two_interventions[0])
    client.force_login(made)
    client.raise_request_exception = False
    return made


def test_a_public_view_opens_without_login(client):
    assert client.get("/open/").content == b"open"


def test_others_are_sent_to_the_login_page(client):
    answer = client.get("/users/?x=1")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/users/%3Fx%3D1")


def test_a_view_that_declares_nothing_opens_for_nobody(client):
    client.force_login(user())
    assert client.get("/undeclared/").status_code == 403


def test_without_the_permission_a_page_is_as_if_missing(client, two_interventions):
    client.force_login(user_with(BOARD, two_interventions[0].association))
    assert client.get("/late/").status_code == 404
    assert client.get("/late/").content == client.get("/no-such-page/").content


def test_rendering_happens_inside_the_transaction_with_the_context(client, staff):
    assert client.get("/late/").content == b"[mine]"


def test_a_revoked_grant_is_gone_at_the_next_request(client, staff):
    assert client.get("/late/").status_code == 200
    staff.grants.update(revoked_at="2022-01-01T00:00Z")
    assert client.get("/late/").status_code == 404


def test_an_inactive_user_is_out_at_the_next_request(client, staff):
    staff.is_active = False
    staff.save()
    assert client.get("/late/").status_code == 302


def test_a_failing_view_leaves_nothing_half_written(client, staff):
    assert client.get("/breaks/").status_code == 500
    with context.acting(EVERYTHING):
        assert sorted(Participation.objects.values_list("reference", flat=True)) == [
            "mine",
            "theirs",
        ]


def test_a_failed_constraint_leaves_no_value_of_its_row_in_page_or_log(client, staff, caplog):
    handler = caplog.handler
    handler.addFilter(NoDatabaseText())
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/constraint/", {"canary": "CANARY7F3K"})
    assert answer.status_code == 500
    assert b"CANARY7F3K" not in answer.content
    written = caplog.text.replace("canary=CANARY7F3K", "")  # its own address, as the client sent it
    assert "participant_gender_listed" in written
    assert "CANARY7F3K" not in written
    assert "canary-row" not in written


def test_pages_are_never_stored_by_a_cache(client, staff):
    assert client.get("/late/")["Cache-Control"] == "no-store, private"

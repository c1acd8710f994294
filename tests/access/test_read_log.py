"""What a page with persons leaves behind: one row, complete, or no page at all."""

import pytest
from django.db import DatabaseError, connection

from stegvis.access import context, purposes, readlog
from stegvis.access.models import ReadLogEntry
from stegvis.access.readlog import Page, Reader, Reading
from stegvis.access.roles import INTERVENTION_STAFF, REFERRING_OFFICER
from stegvis.access.scope import Reach, Scope
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
READER = Reader(user_id=7)


@pytest.fixture
def here():
    with context.acting(EVERYTHING):
        made = intervention(association=association(slug="west"))
        return participation(made)


@pytest.fixture
def staff(client, here):
    made = user_with(INTERVENTION_STAFF, here.intervention)
    client.force_login(made)
    client.raise_request_exception = False
    return made


def test_a_page_leaves_one_row_that_says_who_as_what_where_why_and_whom(client, staff, here):
    answer = client.get(f"/west/deltagare/{here.pk}/")
    assert answer.status_code == 200
    row = ReadLogEntry.objects.get()
    assert (row.user_id, row.operator, row.role) == (staff.pk, "", "intervention_staff")
    assert (row.association_id, row.owner_id, row.owner_ids) == (
        here.association_id,
        here.owner_id,
        [here.owner_id],
    )
    assert (row.object_kind, row.object_ids) == ("participant", [here.participant_id])
    assert row.participations == [here.pk]
    assert row.purpose == purposes.WORK
    assert row.request_id == answer.wsgi_request.id


def test_a_page_that_is_refused_leaves_none(client, staff, here):
    with context.acting(EVERYTHING):
        other = participation(intervention(association=here.association))
    assert client.get(f"/west/deltagare/{other.pk}/").status_code == 404
    assert not ReadLogEntry.objects.exists()


def test_when_the_row_cannot_be_written_nothing_is_shown(client, staff, here, monkeypatch):
    def fails(*_args, **_kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")

    monkeypatch.setattr(ReadLogEntry, "save", fails)
    answer = client.get(f"/west/deltagare/{here.pk}/")
    assert answer.status_code == 500
    assert here.participant.code.encode() not in answer.content


def test_several_readings_of_one_request_are_one_row_with_the_persons_first():
    readings = [
        Reading(READER, "figure.rows", "intervention", frozenset({3})),
        Reading(READER, "list", "participant", frozenset({1, 2})),
        Reading(READER, "more", "participant", frozenset({2, 5}), owners=frozenset({9, 4})),
        Reading(READER, "rows", "participation", frozenset({8})),
    ]
    readlog.write(readings, page=Page())
    row = ReadLogEntry.objects.get()
    assert (row.action, row.object_kind, row.object_ids) == (
        "figure.rows",
        "participant",
        [1, 2, 5],
    )
    assert (row.participations, row.owner_id, row.owner_ids) == ([8], 4, [4, 9])


def test_an_export_says_how_it_was_narrowed_and_how_much_it_held():
    readlog.record(
        READER,
        action="participations.export",
        kind="participation",
        ids=[4, 3],
        asked="period=2022&gender=woman",
        count=2,
    )
    row = ReadLogEntry.objects.get()
    assert (row.asked, row.count, row.participations) == ("period=2022&gender=woman", 2, [3, 4])


def test_the_role_is_the_one_that_shows_persons_in_the_association_of_the_page():
    scope = Scope(
        user_id=7,
        reaches=(
            Reach(REFERRING_OFFICER, associations=frozenset({1}), organisations=frozenset({20})),
            Reach(INTERVENTION_STAFF, associations=frozenset({2}), owners=frozenset({30})),
        ),
    )
    readlog.write([Reading(READER, "page")], page=Page(scope, association_id=2))
    readlog.write([Reading(READER, "page")], page=Page(scope, association_id=1))
    assert list(ReadLogEntry.objects.order_by("id").values_list("role", "owner_id")) == [
        ("intervention_staff", 30),
        ("referring_officer", 20),
    ]


def test_nothing_read_nothing_written():
    readlog.write([], page=Page())
    assert not ReadLogEntry.objects.exists()


def test_outside_a_request_the_row_is_written_at_once():
    readlog.record(Reader(operator="root"), action="import", purpose="order 4711")
    assert ReadLogEntry.objects.get().purpose == "order 4711"
    assert str(purposes.label("order 4711")) == "order 4711"


def test_the_sheet_is_put_away_when_the_request_fails():
    with pytest.raises(DatabaseError), readlog.gathered():
        raise DatabaseError
    readlog.record(READER, action="later")
    assert ReadLogEntry.objects.count() == 1

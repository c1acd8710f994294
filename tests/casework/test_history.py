"""The history of changes: written by the database, read in plain words, gone with the person."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from stegvis.access.context import acting
from stegvis.access.scope import Scope, scope_of
from stegvis.casework import revising
from stegvis.casework.actions import erasure, identities, participations, protection, revisions
from stegvis.casework.actions.erasure import Gone
from stegvis.casework.actions.identities import Details
from stegvis.casework.actions.undoing import TooLate
from stegvis.casework.models import Participation, Revision, WeekHours
from tests.casework.working import staff_of
from tests.factories.people import participation
from tests.factories.places import intervention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
EVERYTHING = Scope(everything=True)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    settings.STEGVIS_ERASURES = tmp_path / "erasures"


@pytest.fixture
def place():
    return intervention()


@pytest.fixture
def staff(place):
    return staff_of(place)


@pytest.fixture
def one(place):
    with acting(EVERYTHING):
        return participation(place, education="compulsory", hours_start="12.50", referrers=["fk"])


def corrected(one, staff, **changes) -> Participation:
    with acting(scope_of(staff)):
        now = Participation.objects.get(pk=one.pk)
        return participations.correct(participation=now, changes=changes, by=staff, today=TODAY)


def week(one) -> WeekHours:
    return WeekHours.objects.create(participation=one, monday=date(2022, 3, 7), achieved=20)


def told(one, staff) -> list[tuple]:
    with acting(scope_of(staff)):
        return [
            (str(line.label), line.before, line.after, entry.who)
            for entry in revising.told(Participation.objects.get(pk=one.pk)).entries
            for line in entry.lines
        ]


def test_a_correction_is_kept_field_by_field_with_both_values_and_who(one, staff):
    corrected(one, staff, education="upper_secondary", hours_start=None)
    assert told(one, staff) == [
        ("Highest completed education", "Compulsory school", "Upper secondary", staff.name),
        ("Hours of work a week at the start", "12.5", "", staff.name),
    ]


def test_what_nobody_changed_leaves_no_row(one, staff):
    corrected(one, staff, education="compulsory")
    assert told(one, staff) == []


def test_names_and_texts_are_kept_as_changed_and_never_what_they_said(one, staff):
    with acting(scope_of(staff)):
        for name in ("Namnkanarie", "Annatnamn"):
            identities.store(
                participant=one.participant, details=Details(first_name=name), by=staff
            )
        rows = Revision.objects.filter(noun="identity")
        assert [(row.fields, row.before, row.after) for row in rows] == [(["sealed"], {}, {})]
    assert told(one, staff) == [("Names, number and contact", "", "", staff.name)]


def test_staff_of_another_intervention_see_nothing_of_it(one, staff):
    corrected(one, staff, education="unknown")
    with acting(scope_of(staff)):
        assert Revision.objects.count() == 1
    with acting(scope_of(staff_of(intervention()))):
        assert Revision.objects.count() == 0


@pytest.mark.parametrize("verb", ["UPDATE casework_revision SET noun = 'x'", "DELETE"])
def test_the_program_can_neither_rewrite_nor_remove_a_row(one, staff, verb):
    corrected(one, staff, education="unknown")
    with acting(scope_of(staff)):
        if verb == "DELETE":
            assert Revision.objects.all()._raw_delete("default") == 0
        else:
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(verb)
        assert Revision.objects.count() == 1


def test_nobody_writes_history_in_the_name_of_another(one, staff):
    other = staff_of(intervention())
    with acting(scope_of(staff)), pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.create(
            participant=one.participant, participation=one, noun="meeting", fields=["day"], by=other
        )


def test_a_value_is_put_back_as_long_as_nobody_has_built_on_it(one, staff):
    corrected(one, staff, education="unknown", hours_start=None)
    with acting(scope_of(staff)):
        row = Revision.objects.get()
        back = {"participation": one, "revision": row, "by": staff, "today": TODAY}
        assert revisions.put_back(name="hours_start", **back).hours_start == Decimal("12.5")
        assert revisions.put_back(name="education", **back).education == "compulsory"
        with pytest.raises(TooLate):
            revisions.put_back(name="education", **back)


def test_the_gender_is_put_back_too(one, staff):
    with acting(scope_of(staff)):
        one.participant.gender = "man"
        one.participant.save()
        row = Revision.objects.get(noun="participant")
        back = {"participation": one, "revision": row, "by": staff, "today": TODAY}
        revisions.put_back(name="gender", **back)
    assert [line[:3] for line in told(one, staff)] == [
        ("Gender", "Man", "Woman"),
        ("Gender", "Woman", "Man"),
    ]


def test_hours_that_are_taken_away_are_kept_as_taken_away(one, staff):
    with acting(scope_of(staff)):
        week(one).delete()
        entry = revising.told(one).entries[0]
        assert entry.removed
        assert entry.what == "Hours of a week 2022-03-07"
        assert [(line.name, line.before) for line in entry.lines] == [("achieved", "20")]


def traces() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(to_jsonb(r)::text, ''), '') FROM casework_revision r"
        )
        return str(cursor.fetchone()[0]).encode()


@pytest.mark.parametrize("way", ["erasure", "protection"])
def test_no_byte_of_her_is_left_in_the_history(place, staff, way):
    with acting(EVERYTHING):
        her = participation(
            place,
            next_intervention="canaryone",
            ended_on=date(2022, 6, 1),
            exit_reason="work",
            referrers=["fk"],
        )
        week(her)
    corrected(her, staff, next_intervention="canarytwo")
    with acting(EVERYTHING):
        assert traces().count(b"canary") == 2
        if way == "erasure":
            erasure.erase(her.participant, gone=Gone(), today=TODAY)
        else:
            protection.strip_record(her.participant, today=TODAY)
        assert traces() == b""


def test_what_a_change_did_not_touch_cannot_be_put_back_by_it(one, staff):
    corrected(one, staff, education="unknown")
    with acting(scope_of(staff)):
        row = Revision.objects.get()
        one.refresh_from_db()
        assert revisions.can_be_put_back(row, "education", one)
        assert not revisions.can_be_put_back(row, "hours_start", one)

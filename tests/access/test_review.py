"""The log review finds what should be looked at, and the participant is told who has read."""

import time
from datetime import date, datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from stegvis.access import context
from stegvis.access.models import LogReview, ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope, scope_of
from stegvis.casework import reviewing
from stegvis.casework.rules.readings import Reading, drawn, reasons
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)
REVIEW = "/west/logguppfoljning/"
# A Tuesday, in the morning.
AT_WORK = datetime(2026, 11, 17, 9, 30)  # noqa: DTZ001 - the rules look at local time


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ()),
        ({"emergency": True}, ("emergency",)),
        ({"protected": True}, ("protected",)),
        ({"protected": True, "persons": 12}, ()),
        ({"running": False}, ("no_active_case",)),
        ({"running": False, "persons": 2}, ()),
        ({"at": AT_WORK.replace(hour=20)}, ("night",)),
        ({"at": AT_WORK.replace(hour=5, minute=59)}, ("night",)),
        ({"at": AT_WORK.replace(hour=6, minute=0)}, ()),
        ({"at": AT_WORK.replace(day=21)}, ("night",)),
        ({"persons": 201}, ("many_persons",)),
        ({"persons": 200}, ()),
        ({"exported": True, "persons": 3}, ("many_persons",)),
        ({"opened_that_day": 41}, ("many_openings",)),
        ({"opened_that_day": 40}, ()),
    ],
)
def test_each_rule_names_what_it_is_for_and_nothing_else(facts, expected):
    assert reasons(Reading(**{"pk": 1, "at": AT_WORK, "persons": 1} | facts)) == expected


def test_the_random_sample_is_the_same_all_week_and_another_the_next():
    rows = [Reading(pk, AT_WORK, persons=1) for pk in range(500)]
    monday, friday, next_monday = (date(2026, 11, 16 + days) for days in (0, 4, 7))
    first = drawn(rows, number=10, owner=3, week=monday)
    assert len(first) == 10
    assert drawn(rows, number=10, owner=3, week=friday) == first
    assert drawn(rows, number=10, owner=3, week=next_monday) != first
    assert drawn(rows[:4], number=10, owner=3, week=monday) == rows[:4]


@pytest.fixture
def here(db):
    with context.acting(EVERYTHING):
        made = intervention(association=association(slug="west"))
        running = participation(made, started_on=timezone.localdate() - timedelta(days=90))
        ended = participation(
            made, started_on=date(2018, 1, 1), ended_on=date(2018, 6, 1), exit_reason="moved"
        )
        protected = participation(made, started_on=timezone.localdate() - timedelta(days=90))
        protected.participant.protected = True
        protected.participant.save()
    return running, ended, protected


def seeded(about, *, reader: int, at: datetime, **fields) -> ReadLogEntry:
    """A row of the log as a page would have written it then."""
    entry = ReadLogEntry.objects.create(
        **{
            "user_id": reader,
            "role": "intervention_staff",
            "association_id": about.association_id,
            "owner_id": about.owner_id,
            "owner_ids": [about.owner_id],
            "action": "participation.show",
            "object_kind": "participant",
            "object_ids": [about.participant_id],
            "participations": [about.pk],
            "purpose": "casework",
        }
        | fields
    )
    entry.at = at
    return entry


def workday() -> datetime:
    """A morning at work within the last two weeks."""
    day = timezone.localtime().replace(hour=9, minute=30) - timedelta(days=3)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def test_of_fifty_improper_readings_the_rules_name_at_least_forty_five(committed):
    with context.acting(EVERYTHING):
        made = intervention(association=association(slug="west"))
        today = timezone.localdate()
        running = [participation(made, started_on=today - timedelta(days=90)) for _ in range(30)]
        protected = participation(made, started_on=today - timedelta(days=90))
        protected.participant.protected = True
        protected.participant.save()
        ended = participation(
            made, started_on=date(2018, 1, 1), ended_on=date(2018, 6, 1), exit_reason="moved"
        )
    improper, times = [], {}

    def add(about, at, **fields):
        entry = seeded(about, reader=7, at=at, **fields)
        times[entry.pk] = at
        return entry.pk

    work = workday()
    improper += [add(running[n % 30], work.replace(hour=22)) for n in range(15)]
    improper += [add(protected, work) for _ in range(10)]
    improper += [add(ended, work) for _ in range(10)]
    improper += [add(running[n], work, purpose="emergency") for n in range(5)]
    improper += [add(running[0], work, object_ids=list(range(1, 300))) for _ in range(5)]
    # The neighbour's record, read at work, like any other: no rule can know.
    improper += [add(running[n], work) for n in range(5)]
    proper = [
        add(running[n % 30], work - timedelta(hours=n % 3), user_id=8 + n) for n in range(200)
    ]
    with connections["owner"].cursor() as owner:
        for pk, at in times.items():
            owner.execute("UPDATE access_readlogentry SET at = %s WHERE id = %s", [at, pk])
    manager = user_with(OWNER_MANAGER, made.owner)
    with context.acting(scope_of(manager)):
        by_rule, at_random = reviewing.sample(frozenset({made.owner_id}), today=today)
    named = {line.pk for line in by_rule}
    assert len(named & set(improper)) >= 45
    assert named & set(proper) == set()
    assert len(at_random) == reviewing.AT_RANDOM


@pytest.mark.django_db
def test_what_the_review_found_is_kept_and_the_first_word_stands(client, here):
    running, _ended, _protected = here
    staff = user_with(INTERVENTION_STAFF, running.intervention, name="Läsa Läsare")
    manager = user_with(OWNER_MANAGER, running.owner)
    client.force_login(staff)
    client.get(f"/west/deltagare/{running.pk}/")
    entry = ReadLogEntry.objects.get()
    client.force_login(manager)
    assert "Läsa Läsare" in client.get(REVIEW).content.decode()
    client.post(f"{REVIEW}lasning/{entry.pk}/", {"verdict": "in_order"})
    client.post(f"{REVIEW}lasning/{entry.pk}/", {"verdict": "improper"})
    kept = LogReview.objects.get()
    assert (kept.verdict, kept.reviewed_by) == ("in_order", manager)


@pytest.mark.django_db
def test_nobody_reviews_her_own_reading(client, here):
    running, _ended, _protected = here
    manager = user_with(OWNER_MANAGER, running.owner)
    client.force_login(manager)
    client.get(f"/west/deltagare/{running.pk}/")
    client.post(f"{REVIEW}lasning/{ReadLogEntry.objects.get().pk}/", {"verdict": "in_order"})
    assert not LogReview.objects.exists()


@pytest.mark.django_db
def test_another_owners_readings_are_not_there(client, here):
    running, _ended, _protected = here
    staff = user_with(INTERVENTION_STAFF, running.intervention, name="Läsa Läsare")
    client.force_login(staff)
    client.get(f"/west/deltagare/{running.pk}/")
    entry = ReadLogEntry.objects.get()
    other = intervention(association=running.association)
    client.force_login(user_with(OWNER_MANAGER, other.owner))
    assert "Läsa Läsare" not in client.get(REVIEW).content.decode()
    answer = client.post(f"{REVIEW}lasning/{entry.pk}/", {"verdict": "in_order"})
    assert answer.status_code == 404


@pytest.mark.django_db
def test_the_participant_is_told_when_where_as_what_and_why_but_not_by_whom(client, here):
    running, _ended, _protected = here
    staff = user_with(INTERVENTION_STAFF, running.intervention, name="Läsa Läsare")
    client.force_login(staff)
    client.get(f"/west/deltagare/{running.pk}/")
    client.get("/west/deltagare/")
    client.force_login(user_with(OWNER_MANAGER, running.owner))
    page = client.get(f"/west/deltagare/{running.pk}/lasningar/")
    told = page.context["lines"]
    assert [(line.unit, line.in_a_list) for line in told] == [
        (running.owner.name, True),
        (running.owner.name, False),
    ]
    text = page.content.decode()
    assert "Insatspersonal" in text
    assert "Läsa Läsare" not in text


def test_five_years_of_readings_are_told_within_five_seconds(committed):
    with context.acting(EVERYTHING):
        here = participation(intervention(association=association(slug="west")))
    with connections["owner"].cursor() as owner:
        owner.execute(
            "INSERT INTO access_readlogentry (at, user_id, operator, role, owner_id, owner_ids,"
            " action, object_kind, object_ids, participations, purpose, asked, request_id)"
            " SELECT now() - n * interval '20 minutes', mod(n, 40), '', 'intervention_staff', %s,"
            " ARRAY[%s]::bigint[], 'page', 'participant',"
            " CASE WHEN mod(n, 60) = 0 THEN ARRAY[%s]::bigint[] ELSE ARRAY[n + 1000]::bigint[] END,"
            " '{}', 'casework', '', '' FROM generate_series(1, 130000) n",
            [here.owner_id, here.owner_id, here.participant_id],
        )
        owner.execute("ANALYZE access_readlogentry")
    began = time.monotonic()
    with context.acting(EVERYTHING):
        told = reviewing.extract(here.participant)
    assert time.monotonic() - began < 5
    assert len(told) == 130_000 // 60

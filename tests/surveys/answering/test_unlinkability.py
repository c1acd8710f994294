"""A day after it was sent nothing orders a form among others or joins it to a person.

One test for each way that might: ids, times, transactions, places in the file, histories, jobs,
sessions and logs.
"""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.test import Client

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.measures import snapshots
from stegvis.surveys.actions import unlinked
from stegvis.surveys.models import AssociationCount, UnlinkedCount, UsedKey, WaitingForm
from stegvis.surveys.views import counting
from tests.factories import surveys
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)
TODAY = date(2022, 3, 3)
TONIGHT = TODAY + timedelta(days=1)
FORMS = (WaitingForm, UsedKey, UnlinkedCount, AssociationCount)
TABLES = tuple(each._meta.db_table for each in FORMS)
# What every change of facts leaves behind: which association, and the number of a transaction.
FRESHNESS = "organisations_change"


def submit(place, number: int, *, gender: str = "woman", today: date = TODAY, **said) -> None:
    surveys.submit_unlinked(place, number, gender=gender, today=today, **said)


def night(today: date = TONIGHT) -> None:
    with context.acting(EVERYTHING):
        unlinked.close(today=today)
        unlinked.mix(today=today)


def asked(statement: str, *said) -> list[tuple]:
    with context.acting(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(statement, said)
        return cursor.fetchall()


def rows_of_every_table() -> dict[str, int]:
    names = asked(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace",
        "public",
    )
    return {name: asked(f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in names}


# Ids


@pytest.mark.django_db
def test_ids_of_waiting_forms_are_new_after_the_night():
    place = intervention()
    submit(place, 4)
    with context.acting(EVERYTHING):
        before = set(WaitingForm.objects.values_list("pk", flat=True))
        unlinked.mix(today=TONIGHT)
        after = set(WaitingForm.objects.values_list("pk", flat=True))
    assert len(after) == 4
    assert before & after == set()


@pytest.mark.django_db
def test_ids_of_counts_follow_no_order_of_submission():
    """Each of five patterns comes to stand first and last among the ids some night or other."""
    place = intervention()
    for number in range(1, 6):
        submit(place, 1, **{f"q{number}": "yes"})
    ends = set()
    for _turn in range(80):
        with context.acting(EVERYTHING):
            unlinked.mix(today=TONIGHT)
            patterns = list(UnlinkedCount.objects.order_by("pk").values_list("pattern", flat=True))
        said = [next(item for item, value in each.items() if value == "yes") for each in patterns]
        ends |= {("first", said[0]), ("last", said[-1])}
    assert len(ends) == 10


# Time


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_no_column_tells_a_time_or_a_day_but_those_of_the_whole_period(model):
    times = {
        each.name
        for each in model._meta.fields
        if isinstance(each, models.DateField | models.DateTimeField | models.TimeField)
    }
    assert times <= {"collected_from", "collected_to"}


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_no_column_names_a_person_or_a_user(model):
    named = {each.related_model._meta.label for each in model._meta.fields if each.is_relation}
    assert named <= {"organisations.Association", "interventions.Intervention"}


@pytest.mark.django_db
def test_postgresql_keeps_no_time_of_a_transaction():
    assert asked("SHOW track_commit_timestamp") == [("off",)]


# Transactions


def test_after_the_night_every_row_of_a_form_shares_one_transaction(committed):
    """Whichever intervention and association it came from, waiting or counted, and when."""
    first, second = intervention(), intervention()
    for place in (first, second):
        submit(place, 7, gender="woman")
        submit(place, 3, gender="man")
    with context.acting(EVERYTHING):
        AssociationCount.objects.create(
            association=first.association,
            instrument="violence",
            version="1",
            collected_from=date(2022, 1, 1),
            collected_to=date(2022, 4, 30),
            gender="other",
            occasion="first",
            pattern={},
            count=2,
        )
    night()
    found = {table: asked(f"SELECT xmin::text FROM {table}") for table in TABLES}
    assert {table: len(rows) for table, rows in found.items()} == {
        "surveys_waitingform": 10,
        "surveys_usedkey": 20,
        "surveys_unlinkedcount": 2,
        "surveys_associationcount": 1,
    }
    assert len({xmin for rows in found.values() for (xmin,) in rows}) == 1


def test_a_night_after_which_nothing_came_writes_no_count(committed):
    place = intervention()
    submit(place, 5)
    for days in range(1, 4):
        night(TODAY + timedelta(days=days))
    before = asked("SELECT xmin::text, ctid::text FROM surveys_unlinkedcount")
    night(TODAY + timedelta(days=4))
    assert asked("SELECT xmin::text, ctid::text FROM surveys_unlinkedcount") == before


def test_the_data_of_figures_are_the_same_after_the_night(committed):
    """Snapshots hold counts in an order of what they say, not of ids that the night draws anew."""
    place = intervention()
    for number in range(1, 6):
        submit(place, 1, **{f"q{number}": "yes"})
    versions = set()
    for _turn in range(3):
        snapshots._open.clear()
        versions.add(snapshots.current(place.association.slug).data_version)
        night()
    assert len(versions) == 1


# Places in the file


@pytest.mark.django_db
def test_the_place_in_the_file_follows_no_order_of_submission():
    """Over many nights the form that came last stands at every place."""
    place = intervention()
    for number in range(1, 5):
        submit(place, 1, **{f"q{number}": "yes"})
    places = set()
    for _turn in range(60):
        with context.acting(EVERYTHING):
            unlinked.mix(today=TONIGHT)
        rows = asked("SELECT pattern->>'q4' FROM surveys_waitingform ORDER BY ctid")
        places.add([value for (value,) in rows].index("yes"))
    assert places == {0, 1, 2, 3}


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_rows_that_were_written_anew_leave_their_old_place_at_once(table):
    """Autovacuum waits for fifty dead rows elsewhere; here for one."""
    (said,) = asked("SELECT reloptions FROM pg_class WHERE relname = %s", table)[0]
    assert set(said) == {"autovacuum_vacuum_threshold=1", "autovacuum_vacuum_scale_factor=0"}
    assert asked("SHOW autovacuum") == [("on",)]


# Histories


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_no_history_is_kept_of_forms(table):
    triggers = asked(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", table
    )
    assert {name for (name,) in triggers} <= {"note_insert", "note_update", "note_delete"}
    assert not [each for each in apps.get_models() if _points_at_forms(each)]


def _points_at_forms(model: type[models.Model]) -> bool:
    return any(each.related_model in FORMS for each in model._meta.fields if each.is_relation)


@pytest.mark.django_db
def test_what_freshness_notes_of_a_count_is_the_association_and_a_transaction_alone():
    columns = asked(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", FRESHNESS
    )
    assert {name for (name,) in columns} == {"id", "association_id", "xid"}


# Jobs, sessions, logs, and every other table there is


def test_a_form_that_is_sent_through_the_pages_writes_where_forms_wait_and_nowhere_else(committed):
    cache.clear()
    use = surveys.use_unlinked(intervention())
    before = rows_of_every_table()
    assert {"procrastinate_jobs", "django_session", "access_readlogentry"} <= set(before)
    for _person in range(5):
        _answer_all(Client(), counting.token_of(use))
    after = rows_of_every_table()
    more = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert more == {"surveys_usedkey": 5, "surveys_unlinkedcount": 1, FRESHNESS: 1}


def _answer_all(client: Client, token: str) -> None:
    page = client.get(f"/e/i/{token}/", follow=True)
    for said in ({}, {"answer": "woman"}, {"answer": "first"}, *[{"answer": "no"}] * 7):
        page = client.post("/e/i/", {"state": _state(page), "next": ""} | said)
    assert client.post("/e/i/", {"state": _state(page), "send": ""}).status_code == 200


def _state(page) -> str:
    return re.search('name="state" value="([^"]+)"', page.content.decode())[1]


@pytest.mark.django_db
def test_the_staffs_tick_says_nothing_of_a_form_and_the_form_nothing_of_a_tick():
    tick = apps.get_model("surveys", "Asked")
    assert not [each for each in tick._meta.fields if isinstance(each, models.DateTimeField)]
    assert not [each for each in tick._meta.fields if each.related_model in FORMS]
    assert not [
        each for model in FORMS for each in model._meta.fields if each.related_model is tick
    ]

"""The list of participations as a workbook: what stands in it, who took it along, what it costs."""

import io
import os
import time
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.scope import Scope
from stegvis.casework.models import Participant, Participation

LIST = "/west/deltagare/"
PATH = "/west/deltagare/excel/"
YEAR = {"period": "2022"}
LONG = os.environ.get("STEGVIS_LONG", "")
MANY = 40_000 if LONG else 400
LISTED = 10_000 if LONG else 100


def rows_of(answer) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.active.iter_rows(values_only=True))


def test_a_row_says_what_is_registered_in_words(browser, registered):
    registered(
        gender="man",
        birth_year=1984,
        referrers=["fk", "psychiatry"],
        started_on=date(2022, 3, 1),
        ended_on=date(2022, 9, 30),
        exit_reason="work",
        completed="completed",
        next_steps=[{"code": "work", "state": "started"}],
        support_end=[{"code": "wages", "percent": 50}, {"code": "other", "percent": None}],
        occupation_end=[{"code": "work", "percent": 12.5}],
    )
    answer = browser.get(PATH, YEAR)
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    heads, row = rows_of(answer)
    said = dict(zip(heads, row, strict=True))
    assert said["Gender"] == "Man"
    assert said["Year of birth"] == 1984
    assert said["Formal referrer"] == "Social Insurance Agency, Psychiatry"
    assert said["First day"].date() == date(2022, 3, 1)
    assert said["Exit reason"] == "Work"
    assert said["Has moved on to"] == "Work (started)"
    assert said["Support at the exit"] == "Wages 50 %, Other support"
    assert said["Occupation at the exit"] == "Work 12.5 %"
    assert said["Support at the start"] is None


def test_the_workbook_holds_what_the_filters_leave(browser, registered):
    registered(started_on=date(2022, 3, 1), ended_on=date(2022, 9, 30), exit_reason="work")
    registered(started_on=date(2022, 3, 1))
    registered(started_on=date(2023, 3, 1))
    assert len(rows_of(browser.get(PATH, YEAR))) == 1 + 2
    assert len(rows_of(browser.get(PATH, YEAR | {"state": "ended"}))) == 1 + 1


def test_the_list_leads_to_its_own_workbook(browser, registered):
    registered(referrers=["fk"])
    page = browser.get(LIST, YEAR | {"referrer": "fk"}).content.decode()
    assert f'href="{PATH}?period=2022&amp;referrer=fk"' in page
    page = browser.get(LIST, YEAR | {"state": "ended"}).content.decode()
    assert PATH not in page


def test_a_text_that_looks_like_a_formula_stays_a_text(browser, registered):
    person = registered()
    with acting(Scope(everything=True)):
        Participant.objects.filter(pk=person.participant_id).update(code="=1+1")
    answer = browser.get(PATH, YEAR)
    cell = openpyxl.load_workbook(io.BytesIO(answer.content)).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_the_read_log_says_who_took_whom_along_and_how_it_was_narrowed(browser, registered, staff):
    people = [registered(), registered()]
    before = ReadLogEntry.objects.count()
    browser.get(PATH, YEAR | {"state": "ongoing"})
    (entry,) = ReadLogEntry.objects.order_by("pk")[before:]
    assert (entry.user_id, entry.action, entry.count) == (staff.pk, "participations.export", 2)
    assert entry.asked == "period=2022 state=ongoing"
    assert entry.object_ids == sorted(person.participant_id for person in people)
    assert entry.participations == sorted(person.pk for person in people)


@pytest.fixture
def many(registered):
    """So many participations like one another, added at once."""
    pattern = registered(referrers=["fk"], support_start=[{"code": "wages", "percent": 50}])

    def made(count: int) -> None:
        with acting(Scope(everything=True)):
            person = Participant.objects.get(pk=pattern.participant_id)
            people = Participant.objects.bulk_create(
                Participant(
                    association=person.association,
                    owner=person.owner,
                    site=person.site,
                    code=f"M{number}",
                    gender="woman",
                    birth_year=1970 + number % 30,
                )
                for number in range(count)
            )
            Participation.objects.bulk_create(
                Participation(
                    association=pattern.association,
                    intervention=pattern.intervention,
                    site=pattern.site,
                    owner=pattern.owner,
                    participant=each,
                    reference=f"m-{each.pk}",
                    started_on=date(2022, 1, 1) + timedelta(days=each.pk % 300),
                    planned_end_on=date(2022, 12, 31),
                    referrers=["fk", "municipality"],
                    support_start=[{"code": "social_assistance", "percent": 100}],
                    occupation_start=[{"code": "none", "percent": None}],
                    next_steps=[],
                )
                for each in people
            )
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE casework_participation")

    return made


def test_a_workbook_of_forty_thousand_takes_less_than_ten_seconds(browser, many, registered):
    browser.get(PATH, YEAR)
    with CaptureQueriesContext(connection) as one:
        browser.get(PATH, YEAR)
    many(MANY)
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as all_of_them:
        answer = browser.get(PATH, YEAR)
    seconds = time.perf_counter() - began
    print(f"{MANY} rows as a workbook: {seconds:.1f} s")  # noqa: T201
    assert len(all_of_them) == len(one)
    assert len(rows_of(answer)) == 1 + 1 + MANY
    assert seconds < 10


def test_a_list_of_ten_thousand_takes_less_than_three_tenths_of_a_second(browser, many):
    browser.get(LIST, YEAR)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST, YEAR)
    many(LISTED)
    browser.get(LIST, YEAR)
    took = []
    for _ in range(5):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as all_of_them:
            page = browser.get(LIST, YEAR)
        took.append(time.perf_counter() - began)
    print(f"{LISTED} participations as a list: {min(took) * 1000:.0f} ms")  # noqa: T201
    assert f"{LISTED + 1} participations" in page.content.decode()
    assert len(all_of_them) == len(one)
    assert min(took) < 0.3

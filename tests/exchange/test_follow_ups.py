"""Follow-ups as they travel: the columns of the format, with and without the intervention."""

from datetime import date

import pytest

from stegvis.casework.models import FollowUp
from stegvis.exchange import exporting
from tests.exchange.files import csv_file, imported, places, tally
from tests.factories.people import participation
from tests.factories.places import association, intervention

pytestmark = pytest.mark.usefixtures("all_rows")

HEADINGS = "association,participation_id,due_on,reached,occupation,support,made_on"
HEARD = "skaraborg,ph-1,2023-05-20,yes,work:50,wages:50|sickness_benefit:50,2023-05-22"


@pytest.fixture
def here(db):
    return association(slug="skaraborg")


@pytest.fixture
def person(here):
    place = intervention(association=here, slug="promise")
    return participation(place, reference="ph-1", ended_on=date(2022, 5, 20), exit_reason="work")


def test_the_columns_of_the_format_are_read_without_an_intervention(tmp_path, person):
    assert tally(imported(csv_file(tmp_path, "follow_ups", HEADINGS, HEARD)), "follow_ups") == (
        1,
        0,
        0,
    )
    stored = FollowUp.objects.get()
    assert (stored.participation, stored.association) == (person, person.association)
    assert (stored.due_on, stored.reached, stored.made_on) == (
        date(2023, 5, 20),
        True,
        date(2023, 5, 22),
    )
    assert stored.occupation == [{"code": "work", "percent": 50}]
    assert [each["code"] for each in stored.support] == ["wages", "sickness_benefit"]


def test_the_same_file_twice_changes_nothing(tmp_path, person):
    path = csv_file(tmp_path, "follow_ups", HEADINGS, HEARD)
    imported(path)
    assert tally(imported(path), "follow_ups") == (0, 0, 1)


def test_a_later_file_changes_what_was_heard(tmp_path, person):
    imported(csv_file(tmp_path, "follow_ups", HEADINGS, "skaraborg,ph-1,2023-05-20,,,,"))
    assert FollowUp.objects.get().reached is None
    assert tally(imported(csv_file(tmp_path, "follow_ups", HEADINGS, HEARD)), "follow_ups") == (
        0,
        1,
        0,
    )
    assert FollowUp.objects.get().reached is True


def test_an_id_that_two_interventions_use_needs_its_intervention(tmp_path, person, here):
    other = participation(
        intervention(association=here, slug="stegen"),
        reference="ph-1",
        ended_on=date(2022, 5, 20),
        exit_reason="work",
    )
    answer = imported(csv_file(tmp_path, "follow_ups", HEADINGS, HEARD))
    assert places(answer) == [(2, "participation_id")]
    assert not FollowUp.objects.exists()
    lines = (f"{HEADINGS},intervention", f"{HEARD},stegen")
    assert tally(imported(csv_file(tmp_path, "follow_ups", *lines)), "follow_ups") == (1, 0, 0)
    assert FollowUp.objects.get().participation == other


def test_a_participation_that_nobody_holds_is_a_fault(tmp_path, here):
    answer = imported(csv_file(tmp_path, "follow_ups", HEADINGS, HEARD))
    assert places(answer) == [(2, "participation_id")]


@pytest.mark.parametrize(
    "line",
    [
        "skaraborg,ph-1,2023-05-20,no,work:50,,2023-05-22",
        "skaraborg,ph-1,2023-05-20,,,,2023-05-22",
    ],
)
def test_answers_and_days_need_to_say_whether_she_was_reached(tmp_path, person, line):
    answer = imported(csv_file(tmp_path, "follow_ups", HEADINGS, line))
    assert places(answer) == [(2, "reached")]


def test_an_export_imported_again_is_the_same(tmp_path, person, here):
    FollowUp.objects.create(
        association=here,
        participation=person,
        due_on=date(2023, 5, 20),
        reached=True,
        made_on=date(2023, 5, 22),
        occupation=[{"code": "work", "percent": 50}],
        next_steps=[{"code": "work", "state": "planned"}],
        plan="partly",
    )
    columns = ("due_on", "reached", "made_on", "occupation", "plan")
    before = list(FollowUp.objects.values(*columns))
    exporting.run(association=here, to=tmp_path / "export.zip")
    FollowUp.objects.all().delete()
    answer = imported(tmp_path / "export.zip")
    assert list(answer.faults) == []
    assert list(FollowUp.objects.values(*columns)) == before
    assert FollowUp.objects.get().next_steps == [{"code": "work", "state": "planned"}]

"""The first question, head counts and becoming protected, as pages."""

import re

import pytest

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.casework.models import HeadCount, Participant, Participation
from stegvis.core import clock
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)
NEW, COUNTS = "/west/deltagare/ny/", "/west/deltagare/antal/"


@pytest.fixture
def year():
    return clock.today().year


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def rows() -> set:
    with acting(EVERYTHING):
        names = ("year", "gender", "carried_in", "new", "ended")
        return set(HeadCount.objects.values_list(*names))


def count(place, year, **more) -> dict:
    where = f"{place.pk}-{place.owner_id}"
    return {"where": where, "gender": "woman", "kind": "enrolled", "year": str(year)} | more


def counted(place, **fields) -> HeadCount:
    with acting(EVERYTHING):
        return HeadCount.objects.create(
            association=place.association,
            intervention=place,
            owner=place.owner,
            gender="woman",
            **fields,
        )


def undo(browser, answer):
    page = text(answer)
    action = re.search(r'action="([^"]*antal/angra/)"', page)
    step = re.search(r'name="step" value="([^"]*)"', page)
    assert action
    return browser.post(action[1], {"step": step[1]}, follow=True)


def test_the_first_question_is_whether_she_may_be_registered_at_all(browser, place):
    page = text(browser.get(NEW))
    assert "Has the person protected identity, or is consent to being registered missing?" in page
    assert 'name="gender"' not in page
    assert f'href="{NEW}?protected=no"' in page
    assert f'href="{COUNTS}en-till/"' in page
    assert 'name="gender"' in text(browser.get(f"{NEW}?protected=no"))


def test_yes_makes_a_number_and_no_row_and_is_undone(browser, place, year):
    answer = browser.post(f"{COUNTS}en-till/", count(place, year), follow=True)
    assert rows() == {(year, "woman", 0, 1, 0)}
    with acting(EVERYTHING):
        assert Participation.objects.count() == Participant.objects.count() == 0
    assert "Undone." in text(undo(browser, answer))
    assert rows() == set()


def test_one_who_ended_is_counted_by_a_button_and_undone(browser, place, year):
    counted(place, year=year, new=2)
    answer = browser.post(f"{COUNTS}avslutad/", count(place, year), follow=True)
    assert rows() == {(year, "woman", 0, 2, 1)}
    undo(browser, answer)
    assert rows() == {(year, "woman", 0, 2, 0)}


def test_an_end_of_nobody_is_told(browser, place, year):
    answer = browser.post(f"{COUNTS}avslutad/", count(place, year), follow=True)
    assert "None of them remained" in text(answer)


def test_a_step_that_is_not_signed_is_not_undone(browser, place, year):
    counted(place, year=year, new=2)
    answer = browser.post(f"{COUNTS}angra/", {"step": "1:new"}, follow=True)
    assert "can no longer be undone" in text(answer)
    assert rows() == {(year, "woman", 0, 2, 0)}


def test_january_is_one_line_an_intervention_until_it_is_answered(browser, place, year):
    counted(place, year=year - 1, new=3)
    page = text(browser.get(COUNTS))
    assert "How many remain from last year?" in page
    where = f"{place.pk}-{place.owner_id}"
    wrong = browser.post(f"{COUNTS}bekrafta/", {"where": where, f"{where}-woman-enrolled": "4"})
    assert wrong.status_code == 422
    assert "At most 3 came along" in text(wrong)
    answer = browser.post(
        f"{COUNTS}bekrafta/", {"where": where, f"{where}-woman-enrolled": "2"}, follow=True
    )
    assert "Confirmed for Promise." in text(answer)
    assert rows() == {(year - 1, "woman", 0, 3, 1), (year, "woman", 2, 0, 0)}
    assert "How many remain from last year?" not in text(browser.get(COUNTS))


def test_what_is_not_confirmed_says_so(browser, place, year):
    counted(place, year=year, carried_in=1)
    assert "not confirmed" in text(browser.get(COUNTS))


def test_an_empty_page_says_where_counts_come_from(browser, place):
    assert "Nobody is counted without a record" in text(browser.get(COUNTS))


def test_counts_of_others_are_neither_shown_nor_changed(browser, place, year):
    other = intervention(association=place.association, name="Främmande")
    counted(other, year=year, new=2)
    assert "Främmande" not in text(browser.get(COUNTS))
    assert browser.post(f"{COUNTS}en-till/", count(other, year)).status_code == 422
    assert rows() == {(year, "woman", 0, 2, 0)}


def test_becoming_protected_names_all_that_goes_and_asks_for_the_code(browser, registered, place):
    made = registered(referrers=["fk"])
    path = f"/west/deltagare/{made.pk}/skydda/"
    page = text(browser.get(path))
    assert "This cannot be undone." in page
    assert "Promise: 2022" in page
    assert "Remove everything about" in page
    wrong = browser.post(path, {"code": "FEL"})
    assert wrong.status_code == 422
    assert "nothing has happened" in text(wrong)
    done = browser.post(path, {"code": made.participant.code.lower()}, follow=True)
    assert "The record is gone." in text(done)
    assert browser.get(f"/west/deltagare/{made.pk}/").status_code == 404
    with acting(EVERYTHING):
        assert Participant.objects.count() == 0
    assert (2022, "woman", 0, 1, 0) in rows()


def test_the_start_page_asks_until_it_is_answered(browser, place, year):
    counted(place, year=year - 1, new=1)
    asked = "Confirm how many remain without a record: Promise"
    assert asked in text(browser.get("/west/min-dag/"))
    where = f"{place.pk}-{place.owner_id}"
    browser.post(f"{COUNTS}bekrafta/", {"where": where, f"{where}-woman-enrolled": "1"})
    assert asked not in text(browser.get("/west/min-dag/"))

"""Yearly rounds: a group answers by one link, and is counted for the association."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from stegvis.access import context
from stegvis.access.roles import ASSOCIATION_OFFICE, OWNER_MANAGER
from stegvis.access.scope import Scope
from stegvis.core import clock
from stegvis.surveys import collecting
from stegvis.surveys.actions import rounds as actions
from stegvis.surveys.actions import unlinked
from stegvis.surveys.models import AssociationCount, UnlinkedCount, WaitingForm, YearlyRound
from stegvis.surveys.views import counting
from tests.factories import surveys
from tests.factories.people import user_with
from tests.factories.places import association, intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
TODAY = clock.today()
MAY, JUNE = date(2022, 5, 1), date(2022, 6, 30)


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def home():
    return association()


@pytest.fixture
def office(home):
    return user_with(ASSOCIATION_OFFICE, home)


@pytest.fixture
def board(home):
    return surveys.instrument(home, respondent="board", linked=False, title={"sv": "Styrelsen"})


def opened(home, asked, by, *, first: date = MAY, last: date = JUNE) -> YearlyRound:
    return actions.open_round(
        association=home, instrument=asked, opens_on=first, closes_on=last, by=by
    )


def text(page) -> str:
    return page.content.decode()


def answered(found: YearlyRound, value: str = "5"):
    client = Client()
    page = client.get(f"/e/i/{counting.token_of_round(found)}/", follow=True)
    for said in ({"next": ""}, {"answer": value, "next": ""}, {"send": ""}):
        state = re.search('name="state" value="([^"]+)"', text(page))[1]
        page = client.post("/e/i/", {"state": state} | said)
    return page


def counts(model) -> list[tuple[str, dict, int]]:
    with context.acting(EVERYTHING):
        return list(model.objects.values_list("gender", "pattern", "count"))


def test_a_group_is_asked_neither_what_it_is_nor_whether_it_is_the_first_time():
    found = surveys.yearly_round(association())
    assert answered(found).status_code == 200
    with context.acting(EVERYTHING):
        row = WaitingForm.objects.get()
    assert (row.gender, row.occasion, row.pattern) == ("unknown", "first", {"q1": "5"})
    assert (row.intervention_id, row.association_id) == (None, found.association_id)


def test_five_answers_are_counted_together_for_the_association():
    found = surveys.yearly_round(association())
    for number in range(1, 6):
        answered(found)
        assert counts(AssociationCount) == ([] if number < 5 else [("unknown", {"q1": "5"}, 5)])
    assert counts(UnlinkedCount) == []
    (shown,) = collecting.rounds(found.association, today=TODAY)
    assert (shown.state, shown.number) == ("counted", 5)


def test_what_is_left_when_the_period_closes_is_counted_too():
    found = surveys.yearly_round(association())
    answered(found)
    with context.acting(EVERYTHING):
        unlinked.close(today=date(TODAY.year + 1, 7, 1))
        unlinked.mix(today=date(TODAY.year + 1, 7, 1))
    assert counts(AssociationCount) == [("unknown", {"q1": "5"}, 1)]
    (shown,) = collecting.rounds(found.association, today=TODAY)
    assert (shown.state, shown.number) == ("few", None)


def test_a_round_leaves_the_forms_that_were_too_few_for_their_intervention_alone():
    place = intervention()
    surveys.use_unlinked(place)
    found = surveys.yearly_round(place.association)
    for _each in range(5):
        answered(found)
    period = collecting.periods(place.association, today=TODAY)[0]
    shown = collecting.collected(place.association, period, among=[place], today=TODAY)
    assert shown.kept.state == "none"


def test_a_link_opens_from_its_first_day_to_its_last(home, board, office, monkeypatch):
    found = opened(home, board, office)
    address = f"/e/i/{counting.token_of_round(found)}/"
    for day, status in ((date(2022, 4, 30), 404), (MAY, 302), (JUNE, 302), (date(2022, 7, 1), 404)):
        monkeypatch.setattr("stegvis.core.clock.today", lambda day=day: day)
        assert Client().get(address).status_code == status


def test_a_round_that_is_ended_opens_no_more_and_one_yet_to_begin_never_was(home, board, office):
    found = opened(home, board, office)
    actions.end(found=found, by=office, today=date(2022, 5, 20))
    assert YearlyRound.objects.get().closes_on == date(2022, 5, 19)
    later = opened(home, board, office, first=date(2022, 9, 1), last=date(2022, 9, 30))
    actions.end(found=later, by=office, today=date(2022, 8, 1))
    assert YearlyRound.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"linked": True},
        {"respondent": "participant"},
    ],
)
def test_a_form_of_a_person_is_not_asked_of_a_group(home, office, said):
    asked = surveys.instrument(home, **{"respondent": "manager", "linked": False} | said)
    with pytest.raises(actions.Refused):
        opened(home, asked, office)


def test_days_in_the_wrong_order_too_long_or_twice_are_refused(home, board, office):
    for last in (date(2022, 4, 1), date(2023, 6, 1)):
        with pytest.raises(actions.Refused):
            opened(home, board, office, last=last)
    opened(home, board, office)
    with pytest.raises(actions.Refused):
        opened(home, board, office, first=JUNE, last=date(2022, 7, 30))


def test_only_the_office_opens_and_ends_a_round(home, board, office):
    manager = user_with(OWNER_MANAGER, intervention(association=home).owner)
    with pytest.raises(PermissionError):
        opened(home, board, manager)
    found = opened(home, board, office)
    with pytest.raises(PermissionError):
        actions.end(found=found, by=manager, today=MAY)


def test_the_office_opens_a_round_on_the_page_and_gets_its_link(client, home, board, office):
    client.force_login(office)
    base = f"/{home.slug}/enkater/insamling/"
    sent = {"instrument": board.pk, "opens_on": "2022-05-01", "closes_on": "2022-06-30"}
    answer = client.post(f"{base}omgang/", sent)
    found = YearlyRound.objects.get()
    assert answer.url == f"{base}omgang/{found.pk}/"
    page = text(client.get(answer.url))
    assert f"/e/i/{counting.token_of_round(found)}/" in page
    assert "<svg" in page
    assert "Styrelsen" in text(client.get(base))
    assert client.post(f"{base}omgang/", sent).status_code == 422
    assert client.post(f"{base}omgang/{found.pk}/avsluta/").status_code == 302


def test_a_manager_finds_no_rounds(client, home, board, office):
    found = opened(home, board, office)
    client.force_login(user_with(OWNER_MANAGER, intervention(association=home).owner))
    base = f"/{home.slug}/enkater/insamling/"
    for address in (f"{base}omgang/", f"{base}omgang/{found.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{base}omgang/{found.pk}/avsluta/").status_code == 404
    assert "Styrelsen" not in text(client.get(base))

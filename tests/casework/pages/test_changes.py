"""Typed changes, transfers and undo, as pages."""

import re
from datetime import date, timedelta

import pytest

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope
from stegvis.casework.models import Change, Participation
from stegvis.core import clock
from stegvis.interventions.models import Agreement
from tests.factories.people import user_with
from tests.factories.places import intervention, site

EVERYTHING = Scope(everything=True)


def stored(pk: int) -> Participation:
    with acting(EVERYTHING):
        return Participation.objects.select_related("participant").get(pk=pk)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def owned(place):
    """The agreement says that the owner decides, and how far an extension may reach."""
    return Agreement.objects.create(
        intervention=place,
        starts_on=date(2021, 1, 1),
        owner_decides=True,
        longest_extension_weeks=8,
    )


@pytest.fixture
def one(registered):
    return registered(referrers=["fk"], planned_end_on=clock.today() + timedelta(days=10))


def path(one, what) -> str:
    return f"/west/deltagare/{one.pk}/{what}/"


def extension(to: date, **more) -> dict:
    return {"planned_end_on": f"{to}", "reason": "close_to_goal"} | more


ILL = {"reason": "illness"}


def undo(browser, answer):
    """Press the button in the message that the answer shows."""
    action = re.search(r'<form method="post" action="([^"]*angra[^"]*)"', text(answer))
    assert action
    return browser.post(action[1], follow=True)


def test_an_extension_is_made_and_undone_by_the_button_in_the_message(browser, one):
    later = one.planned_end_on + timedelta(days=30)
    said = extension(later, text="Nära praktik")
    answer = browser.post(path(one, "forlang"), said, follow=True)
    assert stored(one.pk).planned_end_on == later
    assert "Close to the goal" in text(answer)
    assert "Nära praktik" in text(answer)
    assert "Undone." in text(undo(browser, answer))
    assert stored(one.pk).planned_end_on == one.planned_end_on


def test_where_the_owner_decides_the_page_says_so_and_the_manager_finds_it(
    browser, client, one, owned, place
):
    assert "this becomes a proposal" in text(browser.get(path(one, "forlang")))
    later = one.planned_end_on + timedelta(days=30)
    answer = browser.post(path(one, "forlang"), extension(later, text="Praktik"), follow=True)
    assert "The proposal is sent to the owner." in text(answer)
    assert stored(one.pk).planned_end_on == one.planned_end_on
    with acting(EVERYTHING):
        change = Change.objects.get()
    decision = path(one, f"forandringar/{change.pk}/besluta")
    assert browser.get(decision).status_code == 404
    client.force_login(user_with(OWNER_MANAGER, place.owner))
    page = text(client.get(decision))
    assert "Praktik" in page
    client.post(decision, {"decision": "approve", "text": ""})
    assert stored(one.pk).planned_end_on == later
    assert "nothing left to decide" in text(client.get(decision))


def test_a_refusal_is_told_with_its_reason(browser, client, one, owned, place):
    later = one.planned_end_on + timedelta(days=30)
    browser.post(path(one, "forlang"), extension(later))
    with acting(EVERYTHING):
        change = Change.objects.get()
    client.force_login(user_with(OWNER_MANAGER, place.owner))
    decision = path(one, f"forandringar/{change.pk}/besluta")
    answer = client.post(decision, {"decision": "refuse", "text": "Platsen behövs"}, follow=True)
    assert "Platsen behövs" in text(answer)
    assert stored(one.pk).planned_end_on == one.planned_end_on


def test_an_extension_beyond_the_agreement_is_told_in_a_sentence(browser, one, owned):
    later = one.planned_end_on + timedelta(days=100)
    answer = browser.post(path(one, "forlang"), extension(later))
    assert answer.status_code == 422
    assert "at most 8 weeks" in text(answer)


def test_a_pause_stands_on_the_page_and_is_resumed(browser, one):
    today = clock.today()
    answer = browser.post(path(one, "vila"), ILL | {"effective_on": "idag"}, follow=True)
    assert "Paused since" in text(answer)
    assert "Resume" in text(answer)
    resumed = browser.post(path(one, "efter-vila"), {"effective_on": f"{today}"}, follow=True)
    assert "Paused since" not in text(resumed)


def test_a_planned_pause_is_withdrawn(browser, one):
    day = clock.today() + timedelta(days=5)
    answer = browser.post(path(one, "vila"), ILL | {"effective_on": f"{day}"}, follow=True)
    assert f"The change is planned for {day}." in text(answer)
    with acting(EVERYTHING):
        change = Change.objects.get()
    answer = browser.post(path(one, f"forandringar/{change.pk}/aterta"), follow=True)
    assert "Withdrawn." in text(answer)
    again = browser.post(path(one, f"forandringar/{change.pk}/aterta"), follow=True)
    assert "settled already" in text(again)


def test_other_hours_stand_on_the_page(browser, one):
    answer = browser.post(
        path(one, "omfattning"), ILL | {"effective_on": "idag", "hours": "12,5"}, follow=True
    )
    assert "12.5 hours a week since" in text(answer)


def test_striking_out_is_undone_by_the_button_in_the_message(browser, one):
    answer = browser.post(path(one, "stryk"), follow=True)
    assert stored(one.pk).voided
    undo(browser, answer)
    assert not stored(one.pk).voided


def test_what_others_did_is_not_undone_from_here(browser, client, one, place):
    browser.post(path(one, "stryk"))
    with acting(EVERYTHING):
        batch = Change.objects.get().batch
    client.force_login(user_with(INTERVENTION_STAFF, place))
    assert client.post(f"/west/deltagare/angra/{batch}/").status_code == 404
    assert stored(one.pk).voided


def test_every_page_of_a_change_is_written_in_the_read_log(browser, one):
    for what in ("forlang", "vila", "efter-vila", "omfattning", "overfor", "skydda"):
        assert browser.get(path(one, what)).status_code == 200
        entry = ReadLogEntry.objects.latest("id")
        assert entry.object_ids == [one.participant_id]


def test_a_transfer_leads_to_the_new_participation_and_back(browser, one, place):
    there = site(intervention=place, name="Tibro")
    assert browser.get(path(one, "overfor")).status_code == 200
    said = {"site": there.pk, "moves_on": "idag", "version": 1, "reason": "plan_continues"}
    wrong = browser.post(path(one, "overfor"), said | {"site": ""})
    assert wrong.status_code == 422
    Agreement.objects.create(intervention=place, starts_on=date(2021, 1, 1), weeks=4)
    answer = browser.post(path(one, "overfor"), said, follow=True)
    assert "Transferred to Promise." in text(answer)
    ended = stored(one.pk)
    assert (ended.exit_reason, ended.ended_on) == (
        "transferred",
        clock.today() - timedelta(days=1),
    )
    assert f"/west/deltagare/{one.pk}/" in text(answer)
    undo(browser, answer)
    assert stored(one.pk).ended_on is None


def test_a_transfer_of_what_somebody_changed_meanwhile_is_stopped(browser, one, place):
    there = site(intervention=place, name="Tibro")
    said = {"site": there.pk, "moves_on": "idag", "version": 7, "reason": "other"}
    answer = browser.post(path(one, "overfor"), said, follow=True)
    assert "look again" in text(answer)
    assert stored(one.pk).ended_on is None


def test_nobody_reaches_a_change_of_somebody_elses(browser, registered, place):
    foreign = registered(at=intervention(association=place.association), referrers=["fk"])
    for what in ("forlang", "vila", "overfor", "skydda", "forandringar/1/besluta"):
        assert browser.get(path(foreign, what)).status_code == 404

"""One change of many participations: ticked in the list, looked through, done, undone."""

import re
from datetime import timedelta

import pytest

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.scope import Scope
from stegvis.casework.models import Change, Participation
from stegvis.core import clock
from stegvis.interventions.models import Agreement
from tests.factories.places import intervention, site

EVERYTHING = Scope(everything=True)
PATH = "/west/deltagare/flera/"
TODAY = clock.today()
LATER = TODAY + timedelta(days=60)


@pytest.fixture
def some(registered):
    """Three who run, one of whom has no planned end yet."""
    end = TODAY + timedelta(days=10)
    return [registered(referrers=["fk"], planned_end_on=day) for day in (end, end, None)]


def ticked(rows) -> list[str]:
    return [f"{row.pk}:{row.version}" for row in rows]


def sent(rows, step="", kind="extend", **answers) -> dict:
    return {"chosen": ticked(rows), "kind": kind, "step": step} | answers


def longer(rows, step) -> dict:
    return sent(rows, step, planned_end_on=f"{LATER}", reason="close_to_goal")


def stored(rows) -> list[Participation]:
    with acting(EVERYTHING):
        return [Participation.objects.get(pk=row.pk) for row in rows]


def ends(rows) -> list:
    return [row.planned_end_on for row in stored(rows)]


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_list_has_a_box_for_each_row_and_what_to_do_with_them(browser, some):
    page = browser.get("/west/deltagare/").content.decode()
    assert {f'value="{value}"' in page for value in ticked(some)} == {True}
    assert page.count('form="many"') == 3
    assert 'id="many"' in page


def test_the_change_is_looked_at_before_anything_is_stored(browser, some):
    asked = browser.post(PATH, sent(some))
    assert "Extend: 3 participations" in text(asked)
    looked = browser.post(PATH, longer(some, "look"))
    assert "3 are changed" in text(looked)
    assert f"New planned end {LATER} Reason Close to the goal" in text(looked)
    assert LATER not in ends(some)
    assert ReadLogEntry.objects.latest("id").participations == sorted(row.pk for row in some)


def test_one_confirmation_changes_all_and_one_undo_takes_all_back(browser, some):
    before = ends(some)
    done = browser.post(PATH, longer(some, "do"), follow=True)
    assert "3 participations are changed." in text(done)
    assert ends(some) == [LATER] * 3
    undo = re.search(r'<form method="post" action="([^"]*angra[^"]*)"', done.content.decode())
    browser.post(undo[1])
    assert ends(some) == before


def test_those_that_cannot_be_changed_are_named_with_why_and_left_out(browser, some, registered):
    gone = registered(
        referrers=["fk"], started_on=TODAY - timedelta(9), ended_on=TODAY, exit_reason="work"
    )
    looked = browser.post(PATH, longer([*some, gone], "look"))
    assert looked.status_code == 200
    said = text(looked)
    assert "1 cannot be changed and is left out" in said
    assert f"{gone.participant.code} : The participation has ended" in said
    assert ticked([gone])[0] not in looked.content.decode()


def test_what_somebody_changed_meanwhile_stops_the_whole_and_is_told(browser, some):
    with acting(EVERYTHING):
        Participation.objects.filter(pk=some[0].pk).update(version=2)
    answer = browser.post(PATH, longer(some, "do"))
    assert answer.status_code == 422
    assert "Someone else has changed this registration since you chose it" in text(answer)
    assert LATER not in ends(some)


def test_where_the_owner_decides_many_proposals_are_sent(browser, some, place):
    Agreement.objects.create(
        intervention=place, starts_on=TODAY - timedelta(days=4000), owner_decides=True
    )
    assert "Proposal to the owner" in text(browser.post(PATH, longer(some, "look")))
    done = browser.post(PATH, longer(some, "do"), follow=True)
    assert "3 proposals are sent to the owner." in text(done)
    with acting(EVERYTHING):
        assert set(Change.objects.values_list("kind", "state")) == {("extend", "proposed")}


def test_many_end_at_once(browser, some):
    answers = {"ended_on": f"{TODAY}", "exit_reason": "moved", "completed": "completed"}
    browser.post(PATH, sent(some, "do", "end", **answers))
    assert {(row.ended_on, row.exit_reason) for row in stored(some)} == {(TODAY, "moved")}


def test_many_are_transferred_at_once(browser, some, place):
    other = site(intervention=place)
    answers = {"site": other.pk, "moves_on": f"{TODAY}", "reason": "successor"}
    browser.post(PATH, sent(some, "do", "transfer", **answers))
    with acting(EVERYTHING):
        assert Participation.objects.filter(site=other, ended_on=None).count() == 3


def test_those_of_another_intervention_are_not_changed(browser, registered, place):
    foreign = registered(at=intervention(association=place.association), referrers=["fk"])
    answer = browser.post(PATH, longer([foreign], "do"), follow=True)
    assert "Tick those that shall be changed" in text(answer)
    assert ends([foreign]) == [None]


def test_nothing_ticked_says_what_to_do(browser, some):
    answer = browser.post(PATH, {"kind": "extend"}, follow=True)
    assert "Tick those that shall be changed, and choose what to do." in text(answer)

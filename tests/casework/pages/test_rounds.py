"""A round is started or ended on one screen: looked through, confirmed, undone."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.actions import grants
from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF, PlaceKind
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)
START, END = "/west/deltagare/omgang/starta/", "/west/deltagare/omgang/avsluta/"
ALL = {"all-referrer": "fk", "all-started_on": "30/5 2022", "all-birth_year": "1984"}


def rows() -> list[Participation]:
    with acting(EVERYTHING):
        found = Participation.objects.filter(voided=False).select_related("participant")
        return list(found.order_by("id"))


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def sent(answer) -> dict:
    """What the page that is looked through sends on."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text(answer))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.fixture
def here(place) -> str:
    return str(place.sites.get().pk)


def test_rows_with_something_in_them_get_the_defaults_where_they_are_empty(browser, here):
    given = {"site": here, "rows": "4", "step": "look", **ALL}
    given |= {"r1-gender": "woman", "r2-gender": "man", "r2-started_on": "2022-06-07"}
    looked = browser.post(START, given)
    assert looked.status_code == 200
    assert "Nothing is stored yet." in text(looked)
    assert rows() == []
    done = browser.post(START, sent(looked) | {"step": "do"}, follow=True)
    assert "2 participants have started." in text(done)
    assert [(row.participant.gender, row.started_on, row.referrers) for row in rows()] == [
        ("woman", date(2022, 5, 30), ["fk"]),
        ("man", date(2022, 6, 7), ["fk"]),
    ]


def test_a_round_is_undone_by_the_button_in_the_message(browser, here):
    given = {"site": here, "rows": "2", "step": "do", **ALL, "r1-gender": "woman"}
    page = text(browser.post(START, given | {"r2-gender": "man"}, follow=True))
    undo = re.search(r'action="(/west/deltagare/angra/[^"]*)"', page)
    assert len(rows()) == 2
    assert "Undone for 2 participations." in text(browser.post(undo[1], follow=True))
    assert rows() == []


def test_every_problem_is_told_by_its_row_and_nothing_is_stored(browser, here):
    given = {"site": here, "rows": "3", "step": "do", **ALL}
    given |= {
        "r1-gender": "woman",
        "r2-gender": "man",
        "r2-started_on": "32/1",
        "r3-gender": "woman",
        "r3-planned_end_on": "2021-01-01",
    }
    answer = browser.post(START, given)
    assert answer.status_code == 422
    page = text(answer)
    assert "Mend these rows; nothing is stored yet" in page
    assert re.findall(r'<a href="#(id_r\d-[a-z_]+)">', page) == ["id_r2-started_on"]
    assert rows() == []
    again = browser.post(START, given | {"r2-started_on": "2022-05-30"})
    assert re.findall(r'<a href="#(id_r\d-[a-z_]+)">', text(again)) == ["id_r3-planned_end_on"]
    assert rows() == []


def test_a_code_that_nobody_has_is_told_at_its_row(browser, here, registered):
    known = registered(started_on=date(2021, 1, 1), ended_on=date(2021, 2, 1), exit_reason="work")
    given = {"site": here, "rows": "2", "step": "do", **ALL, "all-gender": "woman"}
    given |= {"r1-participant_code": "ingen", "r2-participant_code": known.participant.code}
    assert "No participant has the code “INGEN” here." in text(browser.post(START, given))
    browser.post(START, given | {"r1-participant_code": ""})
    assert [row.participant_id for row in rows()] == [known.participant_id] * 2


def test_more_rows_and_back_keep_what_was_written(browser, here):
    given = {"site": here, "rows": "2", "r1-gender": "man", "r1-birth_year": "1970"}
    more = browser.post(START, given | {"step": "more"})
    assert more.status_code == 200
    assert 'name="r7-gender"' in text(more)
    assert 'name="all-gender"' in text(more)
    assert 'value="1970"' in text(more)
    assert 'value="1970"' in text(browser.post(START, given | {"step": "back"}))


def test_an_empty_grid_says_what_to_do(browser, here, registered):
    assert "Write something in at least one row." in text(
        browser.post(START, {"site": here, "rows": "2", "step": "look"})
    )
    registered()
    assert "Tick at least one person who ends." in text(
        browser.post(END, {"site": here, "step": "look"})
    )


def test_those_who_are_ticked_end_and_the_others_stay(browser, here, registered):
    ends, steps, stays = registered(referrers=["fk"]), registered(referrers=["fk"]), registered()
    given = {
        "site": here,
        "step": "look",
        "all-ended_on": "20/5 2022",
        "all-completed": "completed",
    }
    given |= {"all-exit_reason": "continued_rehabilitation", "all-step": "back_to_referrer"}
    given |= {f"p{each.pk}-version": "1" for each in (ends, steps, stays)}
    given |= {f"p{each.pk}-ends": "on" for each in (ends, steps)}
    given |= {f"p{steps.pk}-step": "work_training", f"p{steps.pk}-also": "other_intervention"}
    looked = browser.post(END, given)
    assert looked.status_code == 200
    done = browser.post(END, sent(looked) | {"step": "do"}, follow=True)
    assert "2 exits are registered." in text(done)
    assert [(row.ended_on, row.completed, row.next_steps) for row in rows()] == [
        (date(2022, 5, 20), "completed", [{"code": "back_to_referrer", "state": "started"}]),
        (
            date(2022, 5, 20),
            "completed",
            [
                {"code": "work_training", "state": "started"},
                {"code": "other_intervention", "state": "started"},
            ],
        ),
        (None, "unknown", []),
    ]


def test_a_row_that_somebody_changed_meanwhile_is_told(browser, here, registered):
    one = registered(referrers=["fk"], version=3)
    given = {"site": here, "step": "do", f"p{one.pk}-ends": "on", f"p{one.pk}-version": "2"}
    given |= {"all-ended_on": "2022-05-20", "all-exit_reason": "work"}
    answer = browser.post(END, given)
    assert answer.status_code == 422
    assert "Someone else has changed this registration" in text(answer)


def test_who_stands_in_the_grid_is_written_in_the_read_log(browser, registered):
    made = [registered(), registered()]
    browser.get(END)
    entry = ReadLogEntry.objects.get(action="round.end")
    assert entry.object_ids == sorted(each.participant_id for each in made)


def test_three_rows_cost_no_more_queries_than_one(browser, registered):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(END).status_code == 200
        return len(queries)

    registered()
    browser.get(END)
    one = cost()
    registered()
    registered()
    assert cost() == one


def test_who_works_at_several_sites_chooses_one_first(browser, staff, place):
    other = intervention(association=place.association, name="Stegen")
    grants.give(
        role=INTERVENTION_STAFF,
        to=staff,
        kind=PlaceKind.INTERVENTION,
        place_id=other.pk,
        by=None,
    )
    page = text(browser.get(START))
    assert "Stegen" in page
    assert "data-grid" not in page
    assert "data-grid" in text(browser.get(START, {"site": other.sites.get().pk}))


def test_nobody_ends_at_a_site_where_she_does_not_work(browser, place, registered):
    other = intervention(association=place.association)
    foreign = registered(at=other, referrers=["fk"])
    given = {"site": str(other.sites.get().pk), "step": "do", f"p{foreign.pk}-ends": "on"}
    given |= {
        "all-ended_on": "2022-05-20",
        "all-exit_reason": "work",
        f"p{foreign.pk}-version": "1",
    }
    browser.post(END, given)
    assert rows()[0].ended_on is None

"""The action plan: agreed, ticked off together, sealed."""

import re
from datetime import timedelta

import pytest

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.casework.actions import notes
from stegvis.casework.actions import plans as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import Stale
from stegvis.casework.models import Plan, PlanGoal
from stegvis.casework.panels import plans as panels
from stegvis.casework.panels.parts import Desk
from stegvis.organisations.place import Place
from tests.casework.daily.conftest import EVERYTHING, TODAY, read_log, text

DAY = timedelta(days=1)
GOAL, STEP = "Arbeta halvtid i ett kök", "Vara på plats två förmiddagar"


@pytest.fixture
def person(registered):
    return registered()


def agree(person, by, goal=GOAL, on=TODAY) -> Plan:
    return actions.agree(participation=person, goal=goal, on=on, by=by, today=TODAY)


def step(plan, by, text=STEP, due_on=None) -> PlanGoal:
    return actions.add_step(plan=plan, text=text, due_on=due_on, by=by)


def test_a_plan_says_what_was_agreed_and_stores_it_sealed(acts, person):
    made = agree(person, acts)
    assert made.texts == {"goal": GOAL}
    assert GOAL.encode() not in bytes(made.sealed)


def test_a_plan_is_agreed_on_a_day_that_has_come(acts, person):
    with pytest.raises(Refused):
        agree(person, acts, on=TODAY + DAY)


def test_all_texts_about_a_person_share_her_key(acts, person):
    made = agree(person, acts)
    written = notes.write(participation=person, day=TODAY, text="Kom", by=acts, today=TODAY)
    assert step(made, acts).key_id == made.key_id == written.key_id


def test_the_goal_is_reworded_by_one_at_a_time(acts, person):
    made = agree(person, acts)
    changed = actions.reword(plan=made, seen=1, goal="Heltid", on=TODAY, by=acts, today=TODAY)
    assert (changed.texts, changed.version) == ({"goal": "Heltid"}, 2)
    with pytest.raises(Stale):
        actions.reword(plan=made, seen=1, goal="Deltid", on=TODAY, by=acts, today=TODAY)


def test_steps_keep_their_order(acts, person):
    made = agree(person, acts)
    for words in ("Först", "Sedan", "Sist"):
        step(made, acts, words)
    assert [each.text for each in panels.shown_plan(made).steps] == ["Först", "Sedan", "Sist"]


def test_a_step_is_ticked_off_with_day_and_by_whom_and_unticked(acts, person):
    made = step(agree(person, acts), acts)
    actions.tick(step=made, on=TODAY - DAY, by=acts, today=TODAY)
    stored = PlanGoal.objects.get()
    assert (stored.reached_on, stored.reached_by) == (TODAY - DAY, acts)
    actions.untick(step=made, by=acts)
    stored.refresh_from_db()
    assert (stored.reached_on, stored.reached_by) == (None, None)


def test_a_step_cannot_be_reached_tomorrow(acts, person):
    made = step(agree(person, acts), acts)
    with pytest.raises(Refused):
        actions.tick(step=made, on=TODAY + DAY, by=acts, today=TODAY)


def test_a_step_is_changed_dropped_and_taken_up(acts, person):
    plan = agree(person, acts)
    made = step(plan, acts)
    actions.change_step(step=made, text="Tre förmiddagar", due_on=TODAY, by=acts)
    actions.drop(step=made, by=acts)
    shown = panels.shown_plan(plan)
    assert (shown.steps, [each.text for each in shown.dropped]) == ((), ["Tre förmiddagar"])
    actions.take_up(step=made, by=acts)
    assert len(panels.shown_plan(plan).steps) == 1


def test_a_step_whose_day_has_come_waits_until_it_is_ticked_off(acts, person):
    made = step(agree(person, acts), acts, due_on=TODAY)
    step(made.plan, acts, due_on=TODAY + DAY)
    desk = Desk(Place(person.association, acts, "", None), acts, TODAY, type(person).objects.all())
    assert [task.due_on for task in panels.tasks(desk)] == [TODAY]
    actions.tick(step=made, on=TODAY, by=acts, today=TODAY)
    assert list(panels.tasks(desk)) == []


def test_nobody_writes_a_plan_where_she_does_not_work(acts, person, stranger):
    made = step(agree(person, acts), acts)
    with pytest.raises(PermissionError):
        actions.drop(step=made, by=stranger)
    with pytest.raises(PermissionError):
        agree(person, stranger)


def test_the_database_hides_plans_from_those_who_work_elsewhere(person, staff, stranger):
    with acting(scope_of(staff)):
        step(agree(person, staff), staff)
    with acting(scope_of(stranger)):
        assert (Plan.objects.count(), PlanGoal.objects.count()) == (0, 0)


# --- Pages -----------------------------------------------------------------------------------


def path(person, rest: str = "") -> str:
    return f"/west/deltagare/{person.pk}/plan/{rest}"


def begin(browser, person) -> str:
    """A plan with one step; the address of the step."""
    browser.post(path(person), {"goal": GOAL, "agreed_on": "idag"})
    page = browser.post(path(person), {"text": STEP, "due_on": f"{TODAY - DAY}"}, follow=True)
    (step_path,) = re.findall(r'href="[^"]*(delmal/[^"]*)"', page.content.decode())
    return path(person, step_path)


def test_the_first_thing_agreed_on_is_the_goal(browser, person):
    assert "Begin with the goal." in text(browser.get(path(person)))
    assert read_log("plan.show") == [[person.participant_id]]
    page = text(browser.post(path(person), {"goal": GOAL, "agreed_on": "idag"}, follow=True))
    assert GOAL in page
    assert "No part goals yet." in page


def test_an_empty_goal_is_answered_with_what_to_write(browser, person):
    page = browser.post(path(person), {"goal": "", "agreed_on": "idag"})
    assert page.status_code == 422
    assert "Write the goal that you have agreed on." in text(page)


def test_a_step_is_ticked_off_and_unticked_on_the_page(browser, person):
    at = begin(browser, person)
    assert "0 of 1 part goals have been reached" in text(browser.get(path(person)))
    page = text(browser.post(f"{at}bocka-av/", {"reached_on": "idag"}, follow=True))
    assert "1 of 1 part goals have been reached" in page
    assert f"Reached {TODAY}" in page
    page = text(browser.post(f"{at}angra/", follow=True))
    assert "0 of 1 part goals have been reached" in page


def test_a_tick_on_a_day_to_come_is_refused_in_words(browser, person):
    at = begin(browser, person)
    page = browser.post(f"{at}bocka-av/", {"reached_on": f"{TODAY + DAY}"}, follow=True)
    assert "That day has not come yet" in text(page)
    page = browser.post(f"{at}bocka-av/", {"reached_on": "snart"}, follow=True)
    assert "cannot be read as a date" in text(page)


def test_a_step_taken_out_can_be_taken_back(browser, person):
    at = begin(browser, person)
    assert "Part goals taken out" in text(browser.post(f"{at}ta-bort/", follow=True))
    assert "Part goals taken out" not in text(browser.post(f"{at}ta-tillbaka/", follow=True))


def test_goal_and_step_are_changed(browser, person):
    at = begin(browser, person)
    assert browser.post(at, {"text": "Tre förmiddagar", "due_on": ""}).status_code == 302
    sent = {"goal": "Arbeta heltid", "agreed_on": "idag", "version": "1"}
    assert browser.post(path(person, "andra/"), sent).status_code == 302
    page = text(browser.get(path(person)))
    assert "Tre förmiddagar" in page
    assert "Arbeta heltid" in page
    assert browser.post(path(person, "andra/"), sent).status_code == 422


def test_there_is_nothing_to_change_before_a_plan(browser, person):
    assert browser.get(path(person, "andra/")).status_code == 404


def test_the_page_of_a_participation_tells_progress_but_not_the_words(browser, person):
    begin(browser, person)
    page = text(browser.get(f"/west/deltagare/{person.pk}/"))
    assert "0 of 1 part goals have been reached." in page
    assert "1 overdue" in page
    assert "Action plan agreed on" in page
    assert GOAL not in page


def test_a_plan_is_missing_to_those_who_work_elsewhere(client, browser, person, stranger):
    at = begin(browser, person)
    client.force_login(stranger)
    assert client.get(path(person)).status_code == 404
    assert client.post(f"{at}ta-bort/").status_code == 404
    with acting(EVERYTHING):
        assert not PlanGoal.objects.get().dropped

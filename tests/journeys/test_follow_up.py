"""A year after the exit: due by itself, tried, answered, and in the figures."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from stegvis.access.context import acting
from stegvis.casework.models import FollowUp, Participation
from stegvis.casework.rules.follow_ups import months_after
from stegvis.core import clock
from stegvis.core.periods import parse
from stegvis.measures import figures
from stegvis.measures.question import Question
from tests.factories.leaving import left
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING


@pytest.fixture
def person(world) -> Participation:
    """She left a year ago and some days, so that she waits longest."""
    with acting(EVERYTHING):
        ended_on = months_after(clock.today(), -12) - timedelta(days=9)
        return left(
            world.interventions[0],
            ended_on=ended_on,
            next_steps=[{"code": "work", "state": "planned"}],
        )


def the_list(open_as, world, **how) -> Page:
    return open_as("staff", f"/{world.slug}/uppfoljningar/", language="en", **how)


@WITHOUT_IN_LONG
def test_who_left_a_year_ago_waits_is_tried_and_answers(world, open_as, person, script):
    # Given someone who left a year ago; nobody has written anything of a follow-up
    with acting(EVERYTHING):
        assert not person.follow_ups.exists()
    # Then it stands among what is to be done
    day = open_as("staff", f"/{world.slug}/min-dag/", language="en", script=script)
    expect(day.locator("main")).to_contain_text("Follow-up after 12 months")
    # When she is called and does not answer
    page = the_list(open_as, world, script=script)
    code = person.participant.code
    page.get_by_role("link", name=code).click()
    expect(page.locator("h1")).to_contain_text("after 12 months?")
    page.check("#id_result >> input[value=no_answer]")
    page.get_by_role("button", name="Save", exact=True).click()
    # Then the attempt is kept and she still waits
    expect(page.locator(".messages")).to_contain_text("The attempt is saved.")
    expect(page.locator("main")).to_contain_text("Follow-up: no answer")
    # When she answers the next time
    page.get_by_role("link", name="Follow-up after 12 months").click()
    expect(page.locator("main")).to_contain_text("Attempts so far")
    page.select_option("#id_channel", "message")
    page.check("#id_result >> input[value=reached]")
    page.check("#id_occupation_work")
    page.fill("#id_occupation_work_detail", "75")
    page.check("#id_support_wages")
    page.fill("#id_support_wages_detail", "75")
    page.check("#id_next_steps_work")
    page.select_option("#id_plan", "carried_out")
    page.get_by_role("button", name="Save", exact=True).click()
    # Then it is made, stands in the timeline, and she waits no longer
    expect(page.locator("main")).to_contain_text("Follow-up: reached")
    with acting(EVERYTHING):
        stored = FollowUp.objects.get(participation=person)
        assert (stored.reached, stored.plan) == (True, "carried_out")
        assert [each.reached for each in stored.attempts.all()] == [False, True]
    expect(the_list(open_as, world, script=script).locator("main")).not_to_contain_text(code)
    # And the figures of the month in which it was due know of it
    month = parse(f"{stored.due_on:%Y-%m}")
    question = Question("followup.in_work_or_studies", world.slug, month)
    (figure,) = figures.ask(question, audience="owner").rows
    assert figure.numerator >= 1


def test_a_follow_up_is_written_down_by_keyboard_alone(world, open_as, person):
    # Given the form, with the day filled in already
    path = f"/{world.slug}/deltagare/{person.pk}/uppfoljning/12/"
    page = open_as("staff", path, language="en")
    expect(page.locator("#id_tried_on")).to_have_value(f"{clock.today():%Y-%m-%d}")
    # When she goes through it with the keys only
    page.locator("#id_tried_on").focus()
    for typed in ("Tab", "Letter", "Tab", "ArrowUp", "Enter"):
        if typed == "Letter":
            page.keyboard.type(typed)
        else:
            page.keyboard.press(typed)
    # Then it is stored that she could not be reached
    expect(page.locator(".messages")).to_contain_text("The attempt is saved.")
    expect(page.locator("main")).to_contain_text("could not be reached")
    with acting(EVERYTHING):
        (attempt,) = FollowUp.objects.get(participation=person).attempts.all()
    assert attempt.channel == "letter"


def test_answers_beside_a_failed_attempt_lead_back_to_the_result(world, open_as, person):
    page = open_as("staff", f"/{world.slug}/deltagare/{person.pk}/uppfoljning/12/", language="en")
    page.check("#id_result >> input[value=not_reached]")
    page.check("#id_occupation_studies")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#id_occupation_studies")).to_be_checked()
    assert looking.violations(page) == []


def test_the_latest_attempt_is_taken_back(world, open_as, person):
    page = open_as("staff", f"/{world.slug}/deltagare/{person.pk}/uppfoljning/12/", language="en")
    page.check("#id_result >> input[value=not_reached]")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Follow-up after 12 months").click()
    page.get_by_role("button", name="Take the latest attempt away").click()
    expect(page.locator(".messages")).to_contain_text("the follow-up waits again")
    with acting(EVERYTHING):
        assert not FollowUp.objects.filter(participation=person).exists()


def test_the_form_and_the_list_fit_a_telephone(world, open_as, person):
    path = f"/{world.slug}/deltagare/{person.pk}/uppfoljning/12/"
    assert looking.overflow(open_as("staff", path, width=360)) <= 0
    assert looking.overflow(the_list(open_as, world, width=360)) <= 0

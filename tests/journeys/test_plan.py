"""An action plan made together, ticked off together, and printed; notes beside it."""

import re

import pytest
from playwright.sync_api import expect

from stegvis.access.context import acting
from tests.factories.people import participation
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING


@pytest.fixture
def person(world):
    with acting(EVERYTHING):
        return participation(world.interventions[0], referrers=["af"])


@WITHOUT_IN_LONG
def test_a_plan_is_agreed_ticked_off_and_printed(world, open_as, person, script):
    # Given a participation without a plan
    page = open_as("staff", f"/{world.slug}/deltagare/{person.pk}/", language="en", script=script)
    page.get_by_role("link", name="Begin an action plan").click()
    # When goal and two steps are written, and the first is ticked off
    page.get_by_label("Goal: where the participant wants to be").fill("Arbeta halvtid i ett kök")
    page.get_by_role("button", name="Save the goal").click()
    for step in ("Komma två förmiddagar", "Besöka ett kök"):
        page.get_by_role("textbox", name="Part goal").fill(step)
        page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name=re.compile("Tick off.*Komma två")).click()
    # Then the plan says so, and the tick can be undone
    expect(page.locator("h1")).to_have_text("1 of 2 part goals have been reached")
    page.get_by_role("button", name="Undo the tick").click()
    expect(page.locator("h1")).to_have_text("0 of 2 part goals have been reached")
    page.get_by_role("button", name=re.compile("Take out.*Besöka")).click()
    page.locator("summary", has_text="Part goals taken out").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("ol.plan > li")).to_have_count(2)
    # And on paper it has the words and two lines to sign, but no buttons
    page.emulate_media(media="print")
    assert page.get_by_text("Date and signature: the participant").is_visible()
    assert page.get_by_text("Besöka ett kök").first.is_visible()
    assert page.locator("main .ds-button:visible").count() == 0


def test_a_note_is_written_and_corrected(world, open_as, person):
    # Given the notes of a participation, with a line on what does not belong there
    page = open_as("staff", f"/{world.slug}/deltagare/{person.pk}/", language="en", width=360)
    page.get_by_role("link", name="Read and write notes").click()
    expect(page.locator("main")).to_contain_text("Diagnoses, crimes, other people's names")
    assert looking.overflow(page) == 0
    # When one is written and then corrected
    page.get_by_label("Note", exact=True).fill("Ringde om torsdag")
    page.get_by_role("button", name="Save the note").click()
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("Note", exact=True).fill("Ringde om fredag")
    page.get_by_role("button", name="Save the note").click()
    # Then the new wording stands and the old one can be read
    expect(page.locator("article")).to_contain_text("Ringde om fredag")
    page.locator("summary", has_text="What it said before").click()
    expect(page.get_by_text("Ringde om torsdag")).to_be_visible()

"""A shared tablet: wiped after the last page or two idle minutes, and nothing is behind «back»."""

import pytest
from playwright.sync_api import Locator, Page, expect

from stegvis.access.context import acting
from stegvis.casework.models import Participation
from stegvis.surveys.models import AnswerDraft, Instrument, Invitation, Response
from tests.journeys import inviting
from tests.journeys.inviting import press
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING

STORED = "Object.keys(localStorage).filter((name) => name.startsWith('stegvis-'))"


@pytest.fixture
def person(world):
    """Somebody whose first measurement waits."""
    with inviting.invitation(world) as made:
        yield made.invitation.participation


def handed_over(world, open_as, person, *, script: bool = True, clock: bool = False) -> Page:
    """Staff press the button beside the occasion, and pass the tablet on."""
    path = f"/{world.slug}/deltagare/{person.pk}/enkater/lankar/"
    page = open_as("staff", width=768, script=script)
    if clock:
        page.clock.install()
    page.goto(path)
    _occasion(page, person).locator("button[formaction*='/lankar/surfplatta/']").click()
    expect(page.get_by_role("button", name="Avsluta och rensa")).to_be_visible()
    return page


def _occasion(page: Page, person: Participation) -> Locator:
    """The form of the self-assessment at the start."""
    with acting(EVERYTHING):
        asked = Instrument.objects.get(code="self-assessment").pk
    return page.locator(f"form.card:has(input[name=instrument][value='{asked}'])")


def answered_one(page: Page) -> None:
    press(page, "Börja")
    press(page, "Vill inte svara")
    page.get_by_role("radio", name="5").check()
    press(page, "Nästa")
    expect(page.get_by_text("Fråga 2 av 7")).to_be_visible()


def nothing_is_behind(page: Page) -> None:
    """Back through all that the browser remembers: no question, no participant, no storage."""
    for _each in range(12):
        if page.go_back() is None:
            break
        assert page.locator("[name=answer]").count() == 0
        assert page.get_by_text("Deltagare", exact=True).count() == 0
    page.goto("/e/")
    assert page.evaluate(STORED) == []
    names = {each["name"] for each in page.context.cookies()}
    assert names & {"stegvis_answering", "stegvis_session", "stegvis_tablet"} == set()


@WITHOUT_IN_LONG
def test_after_the_last_page_nothing_is_left(world, open_as, person, script):
    page = handed_over(world, open_as, person, script=script)
    answered_one(page)
    press(page, "Sluta här")
    press(page, "Skicka mina svar")
    expect(page.get_by_text("Lämna tillbaka den till personalen.")).to_be_visible()
    if script:
        nothing_is_behind(page)
    else:
        for _each in range(8):
            page.go_back()
            assert page.locator("[name=answer]").count() == 0
    with acting(EVERYTHING):
        assert Response.objects.filter(participation=person).count() == 1


def test_after_two_idle_minutes_it_asks_and_then_wipes(world, open_as, person):
    page = handed_over(world, open_as, person, clock=True)
    answered_one(page)
    page.clock.run_for(101_000)
    expect(page.get_by_role("button", name="Jag är kvar")).to_be_visible()
    press(page, "Jag är kvar")
    expect(page.get_by_role("button", name="Jag är kvar")).to_be_hidden()
    page.clock.run_for(101_000)
    expect(page.get_by_role("button", name="Jag är kvar")).to_be_visible()
    page.clock.run_for(20_000)
    expect(page.get_by_role("heading", name="Nu är allt borta från skärmen")).to_be_visible()
    nothing_is_behind(page)
    with acting(EVERYTHING):
        made = Invitation.objects.filter(participation=person)
        assert AnswerDraft.objects.filter(invitation__in=made).count() == 0
        assert Response.objects.filter(participation=person).count() == 0


def test_whoever_is_done_early_wipes_it_herself(world, open_as, person):
    page = handed_over(world, open_as, person)
    answered_one(page)
    press(page, "Avsluta och rensa")
    expect(page.get_by_role("heading", name="Nu är allt borta från skärmen")).to_be_visible()
    nothing_is_behind(page)


def test_a_tablet_that_stands_waits_for_the_next_person_after_the_last_page(world, open_as, person):
    with acting(EVERYTHING):
        code = inviting.again(world, person).code
    page = open_as("staff", width=768)
    page.clock.install()
    page.goto(f"/{world.slug}/insatser/{person.intervention.slug}/enkater/surfplatta/")
    page.locator("main form button").first.click()
    page.locator("#code").fill(code)
    press(page, "Börja")
    expect(page.get_by_text("Det är frivilligt att svara.")).to_be_visible()
    answered_one(page)
    press(page, "Sluta här")
    press(page, "Skicka mina svar")
    expect(page.get_by_role("link", name="Nästa person")).to_be_visible()
    page.clock.run_for(61_000)
    expect(page.get_by_label("Skriv din kod")).to_be_visible()
    page.go_back()
    assert page.locator("[name=answer]").count() == 0


def test_staff_read_the_questions_with_an_interpreter(world, open_as, person):
    page = open_as("staff", f"/{world.slug}/deltagare/{person.pk}/enkater/lankar/")
    form = _occasion(page, person)
    form.locator("summary").click()
    form.locator("select").select_option("Somaliska")
    form.locator("button[formaction*='/lankar/intervju/']").click()
    expect(page.get_by_text("Intervju: läs frågan och svaren högt")).to_be_visible()
    press(page, "Börja")
    page.get_by_role("radio", name="5").check()
    press(page, "Sluta här")
    press(page, "Skicka mina svar")
    page.get_by_role("link", name="Tillbaka till deltagaren").click()
    expect(page.get_by_text("besvarad", exact=True).first).to_be_visible()
    with acting(EVERYTHING):
        response = Response.objects.get(participation=person)
        assert (response.with_staff, response.interpreter) == (True, "so")

"""A staff member's day, from the first registration to the exit."""

import re
import time

from playwright.sync_api import Page, expect

from stegvis.access.context import acting
from stegvis.casework.models import Participation
from tests.journeys import looking
from tests.journeys.ways import BOTH
from tests.journeys.world import EVERYTHING


def latest() -> Participation:
    with acting(EVERYTHING):
        return Participation.objects.select_related("participant").latest("id")


def given_the_form(open_as, world, **how) -> Page:
    path = f"/{world.slug}/deltagare/ny/?period=2022&protected=no"
    return open_as("staff", path, language="en", **how)


def test_a_participant_is_registered_by_keyboard_alone(world, open_as):
    # Given a staff member on the start page, with both hands on the keyboard
    page = open_as("staff", f"/{world.slug}/min-dag/", language="en")
    # When she goes to the main button by its key, answers the first question, and fills the form in
    began = time.monotonic()
    keys = ["n", "Enter"]
    press(page, keys)
    expect(page.locator("h1")).to_have_text("Register a participant")
    expect(page.get_by_role("link", name="No, register her")).to_be_focused()
    press(page, ["Enter"])  # no protected identity, consent is there
    expect(page.locator("#id_site")).to_be_focused()
    filled = [
        "Stegen",
        "Tab",
        "Tab",
        "Woman",
        "Tab",
        "1984",
        "Tab",
        "Social",
        "Tab",
        "1/3",
        "Enter",
    ]
    press(page, filled)
    # Then the participation is stored and its page says so
    expect(page.locator(".messages")).to_contain_text("is registered.")
    made = latest()
    assert (made.intervention.name, made.participant.gender) == ("Stegen", "woman")
    assert (made.participant.birth_year, made.started_on.month) == (1984, 3)
    expect(page.locator("h1")).to_contain_text(made.participant.code)
    # And she has waited and typed, at an untrained pace, for less than a minute and a half
    strokes = sum(1 if key in SINGLE else len(key) for key in [*keys, "Enter", *filled])
    assert time.monotonic() - began + strokes * SECONDS_A_STROKE < 90


SINGLE = ("Tab", "Enter")
SECONDS_A_STROKE = 1.2  # someone who looks for each key; the keystroke-level model's slowest


def press(page: Page, keys: list[str]) -> None:
    for key in keys:
        if key in SINGLE:
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)


def test_every_stop_of_the_tab_key_is_marked_and_in_sight(world, open_as):
    page = open_as("staff", f"/{world.slug}/deltagare/?period=2022", language="en")
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        now = looking.focus(page)
        if now["tag"] == "BODY":
            break
        stops.append(now)
    assert stops[0]["words"] == "Skip to the content"
    assert [stop for stop in stops if not stop["marked"]] == []
    assert [stop for stop in stops if stop["contrast"] < 3] == []
    assert [stop for stop in stops if stop["hidden"]] == []
    assert len(stops) > 20


def test_the_skip_link_leads_past_the_menu(world, open_as):
    page = open_as("staff", f"/{world.slug}/deltagare/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert looking.focus(page)["id"] == "main"


def test_a_form_that_cannot_be_saved_says_what_to_do_and_leads_there(world, open_as):
    # Given a form with a day that does not exist and answers missing
    page = given_the_form(open_as, world)
    page.fill("#id_started_on", "32/1")
    page.fill("#id_birth_year", "1990")
    # When it is sent
    page.get_by_role("button", name="Save", exact=True).click()
    # Then the summary has focus, and the title says that something is wrong
    expect(page.locator("#error-summary")).to_be_focused()
    assert page.title().startswith("Error: ")
    # And what was written is still there, with its error beside it
    expect(page.locator("#id_started_on")).to_have_value("32/1")
    expect(page.locator("#id_birth_year")).to_have_value("1990")
    field = page.locator("#id_started_on")
    assert field.get_attribute("aria-invalid") == "true"
    for described in field.get_attribute("aria-describedby").split():
        expect(page.locator(f"[id='{described}']")).to_have_count(1)
    expect(page.locator("#id_started_on_error")).to_contain_text("for example 2026-03-01")
    # And each line of the summary leads to its field
    for link in page.locator("#error-summary a").all():
        link.focus()
        page.keyboard.press("Enter")
        wanted = link.get_attribute("href").removeprefix("#")
        assert looking.focus(page)["id"] == wanted
    assert looking.violations(page) == []


def test_a_swedish_error_title_begins_with_fel(world, open_as):
    page = open_as("staff", f"/{world.slug}/deltagare/ny/?protected=no")
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_title(re.compile("^Fel: "))


@BOTH
def test_from_registration_to_exit(world, open_as, script):
    # Given the form for a new participant
    page = given_the_form(open_as, world, script=script)
    # When she is registered with what must be known, and her support
    page.select_option("#id_site", label="Promise Hjo")
    page.select_option("#id_gender", "man")
    page.fill("#id_birth_year", "1990")
    page.select_option("#id_referrer", "fk")
    page.fill("#id_started_on", "2022-09-01")
    page.get_by_text("Support and occupation at the start").click()
    page.check("#id_support_start_social_assistance")
    page.fill("#id_support_start_social_assistance_detail", "100")
    page.get_by_role("button", name="Save", exact=True).click()
    # Then her page shows what is known
    expect(page.locator("main")).to_contain_text("Social assistance 100\N{NO-BREAK SPACE}%")
    # When her exit is registered, with what she goes on to
    page.get_by_role("link", name="Register the exit").click()
    page.fill("#id_ended_on", "20221130")
    page.select_option("#id_exit_reason", "studies")
    page.check("#id_next_steps_studies")
    page.select_option("#id_next_steps_studies_detail", "planned")
    page.get_by_role("button", name="Save the exit").click()
    # Then it is stored
    expect(page.locator(".messages")).to_contain_text("The exit is registered.")
    made = latest()
    assert made.exit_reason == "studies"
    assert made.next_steps == [{"code": "studies", "state": "planned"}]
    assert made.support_start == [{"code": "social_assistance", "percent": 100}]
    # And when it was all a mistake, it is struck out and can be restored
    page.get_by_text("Registered by mistake?").click()
    page.get_by_role("button", name="Strike out").click()
    expect(page.locator("main")).to_contain_text("This registration is struck out")
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".messages")).to_contain_text("counts again")
    assert not latest().voided


def test_two_who_write_at_once_are_shown_both_versions(world, open_as):
    # Given the same participation open in two windows
    path = f"/{world.slug}/deltagare/{world.ended_one.pk}/andra/?period=2022"
    first, second = (open_as("staff", path, language="en") for _ in range(2))
    # When both save different answers
    first.select_option("#id_education", "higher")
    first.get_by_role("button", name="Save the changes").click()
    expect(first.locator(".messages")).to_contain_text("saved")
    second.select_option("#id_education", "compulsory")
    second.get_by_role("button", name="Save the changes").click()
    # Then the second sees what differs, and may let her own stand
    differences = second.get_by_role("region", name="What differs")
    expect(differences).to_contain_text("Highest completed education")
    second.get_by_role("button", name="Save the changes").click()
    expect(second.locator(".messages")).to_contain_text("saved")
    with acting(EVERYTHING):
        assert Participation.objects.get(pk=world.ended_one.pk).education == "compulsory"

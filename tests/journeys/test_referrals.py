"""A referral in a real browser: from an officer's desk to a start, and the answer back again."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from stegvis.access.context import acting
from stegvis.casework.models import Participation, Referral
from stegvis.core import clock
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING

NUMBERS = {True: "19750123-9086", False: "19750124-9085"}


def latest() -> Referral:
    with acting(EVERYTHING):
        return Referral.objects.latest("pk")


def fill_in(page: Page) -> None:
    page.fill("#id_first_name", "Tolvina")
    page.fill("#id_last_name", "Remissdotter")
    page.select_option("#id_gender", "woman")
    page.fill("#id_birth_year", "1975")
    page.select_option("#id_referrer", "fk")
    page.get_by_label("Partly sick-listed").check()
    page.check("#id_support_sickness_benefit")
    page.fill("#id_support_sickness_benefit_detail", "50")
    page.select_option("#id_time_in_support", "up_to_3_years")
    page.select_option("#id_interpreter", "som")
    page.get_by_label("Work training or internship").check()
    page.fill("#id_purpose", "Prova två halva dagar i veckan.")
    page.fill("#id_signed_on", "idag")
    page.select_option("#id_consent_how", "paper")
    page.select_option("#id_kept_at", "referrer")


def when_she_writes_and_sends(officer: Page, number: str) -> None:
    officer.get_by_role("link", name="New referral").click()
    officer.select_option("#id_site", label="Promise Hjo")
    officer.fill("#id_number", number)
    officer.get_by_role("button", name="Continue").click()
    # A draft is saved as it is; looking it through tells what is missing.
    officer.get_by_role("button", name="Save the draft").click()
    expect(officer.locator(".messages")).to_contain_text("Nobody else sees it")
    officer.get_by_role("link", name="Look through and send").click()
    expect(officer.locator(".error-summary")).to_contain_text("Write the person's name.")
    expect(officer.get_by_role("button", name="Send the referral")).to_have_count(0)
    officer.get_by_role("link", name="Change the referral").click()
    fill_in(officer)
    officer.get_by_role("button", name="Look through and send").click()
    expect(officer.locator("main")).to_contain_text("Prova två halva dagar i veckan.")
    officer.get_by_role("button", name="Send the referral").click()


def when_a_joint_meeting_takes_it_up(staff: Page, world, made: Referral, held_on: date) -> None:
    staff.get_by_role("link", name="Tolvina Remissdotter").first.click()
    expect(staff.locator("main")).to_contain_text("Somali")
    staff.goto(f"/{world.slug}/utokade-moten/nytt/")
    staff.select_option("#id_intervention", label="Promise Hjo")
    staff.fill("#id_held_on", f"{held_on}")
    staff.get_by_role("button", name="Save").click()
    staff.select_option("#id_referral", value=str(made.pk))
    staff.get_by_role("button", name="Put on the agenda").click()
    expect(staff.get_by_role("region", name="Agenda")).to_contain_text("Tolvina Remissdotter")


def when_it_decides_on_the_waiting_list(staff: Page) -> None:
    agenda = staff.get_by_role("row", name="Tolvina Remissdotter")
    agenda.get_by_role("link", name="Decide").click()
    staff.fill("#id_plan", "FK och insatsen träffar henne i höst.")
    staff.get_by_label("On the waiting list", exact=True).check()
    staff.fill("#id_expected_start_on", "imorgon")
    staff.fill("#id_note", "Välkommen, vi ringer dig.")
    staff.get_by_role("button", name="Save the decision").click()
    expect(staff.locator(".messages")).to_contain_text("saved")


def when_it_is_accepted_and_started(staff: Page, path: str) -> None:
    staff.goto(f"{path}svara/")
    staff.get_by_label("Accepted").check()
    staff.get_by_role("button", name="Save the answer").click()
    staff.get_by_role("link", name="Start the participation").click()
    expect(staff.locator("#id_gender")).to_have_value("woman")
    expect(staff.locator("#id_birth_year")).to_have_value("1975")
    expect(staff.locator("#id_support_start_sickness_benefit_detail")).to_have_value("50")
    staff.get_by_role("button", name="Start", exact=True).click()
    expect(staff.locator(".messages")).to_contain_text("has started")


@WITHOUT_IN_LONG
def test_a_referral_goes_from_the_officer_to_a_start(world, open_as, script):
    how = {"language": "en", "script": script}
    # Given an officer at her own referrals
    officer = open_as("officer", f"/{world.slug}/mina-remisser/", **how)
    # When she writes a referral and sends it
    when_she_writes_and_sends(officer, NUMBERS[script])
    # Then she is told by when she has an answer
    expect(officer.locator(".messages")).to_contain_text("You shall have an answer by")
    made = latest()

    # When the staff let a joint meeting decide on the waiting list, with a joint plan
    staff = open_as("staff", f"/{world.slug}/remisser/", **how)
    day = clock.today() + timedelta(days=5 if script else 6)
    when_a_joint_meeting_takes_it_up(staff, world, made, day)
    when_it_decides_on_the_waiting_list(staff)
    # Then the group reads the plan
    group = open_as("group", f"/{world.slug}/remissgrupp/{made.pk}/", **how)
    expect(group.locator("main")).to_contain_text("FK och insatsen träffar henne i höst.")
    # And she stands in line, and the officer reads the answer
    staff.goto(f"/{world.slug}/vantelista/")
    line = staff.get_by_role("row", name="Tolvina Remissdotter").last
    expect(line).to_contain_text("Social Insurance Agency")
    officer.goto(f"/{world.slug}/mina-remisser/{made.pk}/")
    expect(officer.locator("main")).to_contain_text("Välkommen, vi ringer dig.")

    # When there is a place, and the participation is started in one step
    when_it_is_accepted_and_started(staff, f"/{world.slug}/remisser/{made.pk}/")
    # Then it is registered with what the referral said
    with acting(EVERYTHING):
        started = Participation.objects.select_related("participant__identity__key").latest("pk")
        assert started.referrers == ["fk"]
        assert started.support_start == [{"code": "sickness_benefit", "percent": 50}]
        assert started.participant.identity.texts["last_name"] == "Remissdotter"
    # And the officer sees that she has started
    officer.goto(f"/{world.slug}/mina-remisser/{made.pk}/")
    expect(officer.locator("h1")).to_contain_text("Started")


def test_a_printed_referral_has_no_menu_and_keeps_what_is_said(world, open_as):
    page = open_as("officer", f"/{world.slug}/mina-remisser/{world.referred.received.pk}/papper/")
    page.emulate_media(media="print")
    assert page.locator("nav.site-nav").is_hidden()
    assert page.get_by_text("Prova hur mycket hon orkar arbeta.").is_visible()

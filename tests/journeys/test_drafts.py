"""Nothing that was typed is lost: not by closing the page, nor when the session ends."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from stegvis.access import sessions
from stegvis.access.context import acting
from stegvis.access.drafts import Draft
from stegvis.casework.models import Participation
from tests.access import entering
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING

SAVED = re.compile(r"Draft saved \d\d:\d\d")


def drafts() -> int:
    with acting(EVERYTHING):
        return Draft.objects.count()


def latest() -> Participation:
    with acting(EVERYTHING):
        return Participation.objects.select_related("participant").latest("id")


@pytest.fixture(autouse=True)
def no_drafts_before(world):
    with acting(EVERYTHING):
        Draft.objects.all().delete()


@pytest.fixture
def secret(world) -> str:
    """The staff member's app, for logging in as people do."""
    made = entering.with_app(world.users["staff"])
    yield made
    Authenticator.objects.all().delete()


def given_the_form(open_as, world, **how) -> Page:
    return open_as(
        "staff", f"/{world.slug}/deltagare/ny/?period=2022&protected=no", language="en", **how
    )


def when_all_that_is_asked_is_filled_in(page: Page) -> None:
    page.select_option("#id_site", label="Promise Hjo")
    page.select_option("#id_gender", "man")
    page.fill("#id_birth_year", "1984")
    page.select_option("#id_referrer", "fk")
    page.fill("#id_started_on", "2022-09-01")


def when_the_session_ends() -> None:
    Session.objects.all().delete()


def then_she_is_registered(page: Page) -> None:
    expect(page.locator(".messages")).to_contain_text("is registered.")
    made = latest()
    assert (made.intervention.name, made.participant.gender) == ("Promise Hjo", "man")
    assert made.started_on.isoformat() == "2022-09-01"


def test_what_is_typed_is_kept_within_five_seconds_and_offered_again(world, open_as):
    # Given a form half filled in
    page = given_the_form(open_as, world)
    page.select_option("#id_gender", "woman")
    page.get_by_text("Support and occupation at the start").click()
    page.check("#id_support_start_social_assistance")
    page.locator("#id_support_start_social_assistance_detail").press_sequentially("50")
    # Then it is kept within five seconds, and the page says so
    expect(page.locator("[data-draft-saved]")).to_have_text(SAVED, timeout=5_000)
    # When the form is opened anew
    page.goto(page.url)
    offer = page.locator("[data-draft-offer]")
    expect(offer).to_contain_text("You have a draft from")
    assert looking.violations(page) == []
    page.get_by_role("button", name="Continue with it").click()
    # Then everything is as it was, and what holds an answer is open
    expect(offer).to_be_hidden()
    expect(page.locator("#id_gender")).to_have_value("woman")
    expect(page.locator("#id_support_start_social_assistance")).to_be_checked()
    expect(page.locator("#id_support_start_social_assistance_detail")).to_have_value("50")
    expect(page.locator("#id_support_start_social_assistance_detail")).to_be_visible()
    # And a form that is saved leaves no draft
    when_all_that_is_asked_is_filled_in(page)
    page.get_by_role("button", name="Save", exact=True).click()
    then_she_is_registered(page)
    assert latest().support_start == [{"code": "social_assistance", "percent": 50}]
    assert drafts() == 0


def test_a_form_sent_while_its_draft_is_on_the_way_leaves_none(world, open_as):
    page = given_the_form(open_as, world)
    when_all_that_is_asked_is_filled_in(page)
    page.wait_for_timeout(1_900)
    page.get_by_role("button", name="Save", exact=True).click()
    then_she_is_registered(page)
    page.wait_for_timeout(3_000)
    assert drafts() == 0


def test_a_draft_can_be_thrown_away(world, open_as):
    page = given_the_form(open_as, world)
    page.select_option("#id_gender", "woman")
    expect(page.locator("[data-draft-saved]")).to_have_text(SAVED)
    page.goto(page.url)
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("[data-draft-offer]")).to_be_hidden()
    assert drafts() == 0
    page.goto(page.url)
    expect(page.locator("[data-draft-offer]")).to_have_count(0)


@pytest.mark.long
def test_the_exit_and_the_correction_keep_drafts_too(world, open_as):
    here = f"/{world.slug}/deltagare/{world.open_one.pk}"
    for path, field, value in (
        (f"{here}/avsluta/", "#id_exit_reason", "studies"),
        (f"{here}/andra/", "#id_education", "higher"),
        (f"{here}/personuppgifter/andra/", "#id_first_name", "Utkast"),
    ):
        page = open_as("staff", path, language="en")
        field_there = page.locator(field)
        if field_there.evaluate("e => e.tagName") == "SELECT":
            field_there.select_option(value)
        else:
            field_there.press_sequentially(value)
        expect(page.locator("[data-draft-saved]")).to_have_text(SAVED)
        page.goto(page.url)
        page.get_by_role("button", name="Continue with it").click()
        expect(page.locator(field)).to_have_value(value)
    assert drafts() == 3


def test_an_ended_session_asks_for_the_password_in_the_page_and_loses_nothing(
    world, open_as, secret
):
    # Given a form filled in, and a session that ended meanwhile
    page = given_the_form(open_as, world)
    when_the_session_ends()
    # When she types on
    when_all_that_is_asked_is_filled_in(page)
    # Then the page itself asks who she is
    dialog = page.get_by_role("dialog", name="You have been logged out")
    expect(dialog).to_be_visible()
    assert looking.violations(page) == []
    dialog.locator("[name=login]").fill(world.users["staff"].email)
    dialog.locator("[name=password]").fill("wrong password")
    dialog.get_by_role("button", name="Log in", exact=True).click()
    expect(dialog.locator(".error-summary")).to_be_visible()
    dialog.locator("[name=login]").fill(world.users["staff"].email)
    dialog.locator("[name=password]").fill(entering.PASSWORD)
    dialog.get_by_role("button", name="Log in", exact=True).click()
    dialog.locator("[name=code]").fill(entering.code(secret))
    dialog.get_by_role("button", name="Continue").click()
    dialog.get_by_role("button", name="No, ask every time").click()
    # And goes on where she was: the form is as she left it, and is saved
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-draft-saved]")).to_have_text(SAVED)
    expect(page.locator("#id_started_on")).to_have_value("2022-09-01")
    page.get_by_role("button", name="Save", exact=True).click()
    then_she_is_registered(page)
    assert drafts() == 0


def test_somebody_else_who_logs_in_neither_sees_nor_keeps_what_was_typed(world, open_as):
    # Given a form of one user, whose session has ended
    page = given_the_form(open_as, world)
    when_the_session_ends()
    when_all_that_is_asked_is_filled_in(page)
    dialog = page.get_by_role("dialog", name="You have been logged out")
    expect(dialog).to_be_visible()
    before = drafts()
    # When another logs in at the same computer
    dialog.locator("[name=login]").fill(world.users["nobody"].email)
    dialog.locator("[name=password]").fill(entering.PASSWORD)
    dialog.get_by_role("button", name="Log in", exact=True).click()
    # Then the page stays covered, and nothing is kept in her name
    expect(dialog).to_contain_text("Someone else is logged in now")
    covered = page.evaluate(
        "getComputedStyle(document.querySelector('dialog[open]'), '::backdrop').backgroundColor"
    )
    assert covered.startswith("rgb(")
    assert drafts() == before


def test_a_locked_screen_is_unlocked_in_the_page(world, open_as):
    # Given a form, and a screen that was locked in another window
    page = given_the_form(open_as, world)
    for session in Session.objects.all():
        store = session.get_session_store_class()(session.session_key)
        store[sessions.LOCKED] = True
        store.save()
    # When she types on, and shows that it is she
    when_all_that_is_asked_is_filled_in(page)
    dialog = page.get_by_role("dialog", name="You have been logged out")
    dialog.locator("[name=proof]").fill(entering.PASSWORD)
    dialog.locator("form").get_by_role("button").first.click()
    # Then she goes on where she was
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).click()
    then_she_is_registered(page)


@WITHOUT_IN_LONG
def test_a_form_sent_after_the_session_has_ended_is_saved_after_the_login(
    world, open_as, secret, script
):
    # Given a form that is sent when the session has ended
    page = given_the_form(open_as, world, script=script)
    when_all_that_is_asked_is_filled_in(page)
    when_the_session_ends()
    page.get_by_role("button", name="Save", exact=True).click()
    # When she logs in with both steps
    page.locator("[name=login]").fill(world.users["staff"].email)
    page.locator("[name=password]").fill(entering.PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.locator("[name=code]").fill(entering.code(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="No, ask every time").click()
    # Then what she wrote is one click from being saved
    expect(page.locator("h1")).to_have_text("You are logged in again")
    if script:
        assert looking.violations(page) == []
    page.get_by_role("button", name="Save what I wrote").click()
    then_she_is_registered(page)


def test_the_end_of_the_session_is_told_in_time_and_can_be_put_off(world, open_as):
    # Given a form that is left open
    page = open_as("staff", language="en")
    page.clock.install()
    page.goto(f"/{world.slug}/deltagare/ny/?period=2022&protected=no")
    warning = page.locator("[data-draft-warning]")
    expect(warning).to_be_hidden()
    # When three minutes of the session are left
    page.clock.fast_forward((sessions.IDLE - 3 * 60) * 1000)
    # Then the page says when it ends
    expect(warning).to_contain_text(re.compile(r"You will be logged out at \d\d:\d\d"))
    assert looking.violations(page) == []
    # And one button puts it off: the server is asked, and answers with a later end
    with page.expect_response("**/utkast/inloggad/") as answered:
        page.get_by_role("button", name="Stay logged in").click()
    assert answered.value.json()["ends"] > time.time() + sessions.IDLE - 60

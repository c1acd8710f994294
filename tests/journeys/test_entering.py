"""Logging in with two steps, the locked screen, and emergency access, as people do them."""

import pytest

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from tests.access.entering import PASSWORD, code
from tests.journeys.conftest import Open
from tests.journeys.ways import WITHOUT_IN_LONG

REASON = "Deltagaren är här och behöver hjälp med sin medicin"


def given_a_colleague_who_logs_in_for_the_first_time(open_as: Open, script: bool):
    page = open_as(path="/konto/logga-in/", script=script)
    page.locator("#id_login").fill("pim@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    return page


@WITHOUT_IN_LONG
def test_who_sees_persons_connects_an_app_before_anything_else(open_as, world, script):
    page = given_a_colleague_who_logs_in_for_the_first_time(open_as, script)
    assert page.url.endswith("/konto/tvasteg/")
    page.goto(f"/{world.slug}/deltagare/")
    assert page.url.endswith("/konto/tvasteg/"), "and nothing opens until it is done"
    page.locator('a[href="/konto/tvasteg/app/"]').click()
    secret = page.locator("code").inner_text()
    page.locator("#id_code").fill(code(secret))
    page.locator("main form button[type=submit]").click()
    assert page.locator("main code").count() == 10, "the reserve codes"
    page.goto(f"/{world.slug}/deltagare/?period=2022")
    assert page.locator("table").count() >= 1
    page.goto("/konto/tvasteg/app/ta-bort/")
    page.locator("main form button[type=submit]").click()
    page.goto(f"/{world.slug}/deltagare/")
    assert page.url.endswith("/konto/tvasteg/"), "without an app it is closed again"


def test_a_locked_screen_shows_nothing_and_leads_back(open_as, world):
    page = open_as("staff", f"/{world.slug}/deltagare/?period=2022")
    page.locator(".site-header .menu--end summary").click()
    page.locator('form[action="/konto/las/"] button').click()
    assert page.locator("table").count() == 0
    page.goto(f"/{world.slug}/deltagare/?period=2022")
    assert page.url.endswith("/konto/las-upp/")
    page.locator("#id_proof").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/deltagare/**")


@WITHOUT_IN_LONG
def test_emergency_access_opens_one_person_and_the_manager_is_told(
    open_as, world, outsider, script
):
    page = open_as("staff", f"/{world.slug}/nodatkomst/", script=script)
    page.locator("#id_code").fill(outsider.participant.code)
    page.locator("#id_reason").fill(REASON)
    page.locator("#id_proof").fill(PASSWORD)
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url(f"**/deltagare/{outsider.pk}/**")
    assert outsider.participant.code in page.locator("main").inner_text()
    review = open_as("owner", f"/{world.slug}/logguppfoljning/", script=script)
    assert REASON in review.locator("main").inner_text()
    review.locator('form[action*="/sedd/"] button').first.click()
    assert review.locator('form[action*="/sedd/"]').count() == 0
    page.goto(f"/{world.slug}/nodatkomst/")
    page.locator('form[action*="/stang/"] button').click()
    assert page.goto(f"/{world.slug}/deltagare/{outsider.pk}/").status == 404


@pytest.fixture
def outsider(world, django_db_blocker):
    """Somebody in an intervention of the same organisation where the staff do not work."""
    with django_db_blocker.unblock(), acting(Scope(everything=True)):
        found = Participation.objects.filter(intervention=world.interventions[2], voided=False)
        return found.select_related("participant").earliest("pk")


def test_a_passkey_of_the_device_is_added_and_asked_for_at_the_next_login(world, address, chromium):
    """Browsers take passkeys for names only: localhost, not 127.0.0.1."""
    site = address.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    with_a_device_that_unlocks(context, page)
    log_in(page, "pim@example.org")
    page.goto("/konto/tvasteg/nyckel/")
    page.locator("#use-key").click()
    page.wait_for_url("**/konto/tvasteg/reserv/")
    page.goto(f"/{world.slug}/deltagare/?period=2022")
    assert page.locator("table").count() >= 1
    page.goto("/konto/logga-ut/")
    page.locator("main form button[type=submit]").click()
    log_in(page, "pim@example.org")
    page.wait_for_url("**/konto/tvasteg/kod/")
    page.locator("#use-key").click()
    page.wait_for_url("**/konto/tvasteg/enhet/")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/konto/tvasteg/")
    page.locator('a[href*="/nyckel/"][href*="ta-bort"]').click()
    page.locator("main form button[type=submit]").click()
    page.goto(f"/{world.slug}/deltagare/")
    assert page.url.endswith("/konto/tvasteg/")
    context.close()


def with_a_device_that_unlocks(context, page) -> None:
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_in(page, email: str) -> None:
    page.goto("/konto/logga-in/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator('main form[action="/konto/logga-in/"] button[type=submit]').click()

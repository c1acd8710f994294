"""Small and quick enough for a slow line, and silent about the link's secret."""

import logging
import re

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys import inviting
from tests.journeys.conftest import LONG
from tests.journeys.inviting import press

# «Slow 3G» as measured for web pages: 400 kbit/s both ways, 400 ms there and back.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
VISITS = 50 if LONG else 4


@pytest.fixture
def invited(world):
    with inviting.invitation(world) as made:
        yield made


def weighed(page: Page) -> list[float]:
    """Bytes over the line, with heads, of each answer from now on."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", SLOW)
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes


def test_on_slow_3g_the_first_page_is_usable_in_three_seconds_and_the_next_is_small(
    open_as, invited
):
    page = open_as("", width=360)
    sizes = weighed(page)
    page.goto(f"/e/o/{invited.token}/")
    expect(page.get_by_role("button", name="Börja")).to_be_enabled()
    # Milliseconds since the link was pressed, the redirect included.
    timing = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert timing <= 3_000
    page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 150_000
    sizes.clear()
    press(page, "Börja")
    expect(page.get_by_role("radio").first).to_be_visible()
    press(page, "Vill inte svara")
    expect(page.get_by_text("Fråga 1 av 7")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert 0 < max(sizes) <= 30_000


def test_visits_of_scanners_that_run_scripts_leave_the_link_usable(
    chromium: Browser, address, invited
):
    for number in range(VISITS):
        context = chromium.new_context(base_url=address)
        link = f"/e/o/{invited.token}/"
        if number % 3 == 0:
            assert context.request.head(link).ok
        elif number % 3 == 1:
            assert context.request.get(link).ok
        else:
            page = context.new_page()
            page.goto(link, wait_until="networkidle")
            page.evaluate("for (const each of document.links) fetch(each.href).catch(() => 0)")
        context.close()
    context = chromium.new_context(base_url=address, locale="sv-SE")
    page = context.new_page()
    page.goto(f"/e/o/{invited.token}/")
    expect(page.get_by_role("button", name="Börja")).to_be_visible()
    context.close()
    assert inviting.stored(invited) == []


def test_the_secret_of_the_link_is_in_no_log_head_title_or_later_address(open_as, invited, caplog):
    heard: list[str] = []

    def requested(request: Request) -> None:
        heads = request.headers
        first = request.url.endswith(f"/e/o/{invited.token}/")
        heard.append(" ".join(heads.values()) + (request.post_data or ""))
        heard.append("" if first else request.url)

    caplog.set_level(logging.DEBUG)
    page = open_as("", width=360)
    page.on("request", requested)
    page.goto(f"/e/o/{invited.token}/")
    press(page, "Börja")
    titles = [page.title(), page.content()]
    press(page, "Vill inte svara")
    for number in range(1, 8):
        expect(page.get_by_text(f"Fråga {number} av 7")).to_be_visible()
        titles += [page.title(), page.content()]
        press(page, "Vill inte svara")
    press(page, "Ta bort mina svar")
    expect(page.get_by_role("heading", name="Dina svar är borttagna")).to_be_visible()
    assert len(heard) > 20
    said = " ".join([*heard, *titles, caplog.text, page.url])
    assert invited.token not in said
    assert invited.code not in said
    # The hash that an invitation is found by is not for others to see either.
    assert bytes(invited.invitation.link_print).hex() not in re.sub(r"stegvis_\w+=\S+", "", said)

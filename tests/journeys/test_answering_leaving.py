"""After the quick exit neither back, forward nor reload shows the form or its title."""

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from stegvis.access.context import acting
from stegvis.surveys.models import Instrument
from stegvis.surveys.views import counting
from tests.journeys import inviting
from tests.journeys.inviting import press
from tests.journeys.world import EVERYTHING

ELSEWHERE = "https://www.smhi.se/"
WEATHER = "<!doctype html><meta charset=utf-8><title>Väder</title><h1>Väder</h1>"
# Words of the form that must not stand anywhere afterwards.
OF_THE_FORM = (
    "Några frågor",
    "Är du …",
    "hos oss förut",
    "frivilligt",
    " av 9",
    "Lämna sidan",
    "våld",
)


@pytest.fixture
def form(world) -> str:
    with acting(EVERYTHING):
        use = inviting.used(world, Instrument.objects.get(code="violence"))
        return f"/e/i/{counting.token_of(use)}/"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(chromium: Browser, address: str, request) -> Page:
    """A browser in which another site answers; only that one may leave our host."""
    context = chromium.new_context(
        base_url=address, java_script_enabled=request.param, locale="sv-SE"
    )
    context.route(
        f"{ELSEWHERE}**", lambda route: route.fulfill(body=WEATHER, content_type="text/html")
    )
    page = context.new_page()
    page.goto("/konto/logga-in/")
    yield page
    context.close()


def nothing_of_it(page: Page) -> None:
    # The browser's own page stands where it would have to send a form again.
    said = page.title() + page.content()
    assert [each for each in OF_THE_FORM if each in said] == []


def answered_some(page: Page, form: str) -> None:
    page.goto(form)
    press(page, "Börja")
    page.get_by_role("radio", name="Kvinna").check()
    press(page, "Nästa")
    page.get_by_role("radio", name="Nej").check()
    press(page, "Nästa")
    expect(page.get_by_text("Fråga 3 av")).to_be_visible()


def test_back_forward_and_reload_show_nothing(page, form):
    answered_some(page, form)
    page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url(ELSEWHERE)
    expect(page.get_by_role("heading", name="Väder")).to_be_visible()
    for _each in range(4):
        went = _go(page, "go_back")
        nothing_of_it(page)
        if not went:
            break
    _go(page, "reload")
    nothing_of_it(page)
    for _each in range(4):
        _go(page, "go_forward")
        nothing_of_it(page)
    page.goto("/e/i/")
    nothing_of_it(page)


def _go(page: Page, where: str) -> bool:
    """Whether there was somewhere to go; that a form is not sent again is an answer too."""
    try:
        return getattr(page, where)(timeout=5_000) is not None
    except Error as refused:
        if "ERR_CACHE_MISS" not in str(refused):
            raise
        return True


def test_nothing_of_a_sensitive_form_is_kept_in_the_browser(page, form):
    kept = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    before = page.evaluate(kept)
    answered_some(page, form)
    assert page.evaluate(kept) == before
    page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url(ELSEWHERE)
    names = {each["name"] for each in page.context.cookies()}
    assert names & {"stegvis_asked", "stegvis_answering"} == set()

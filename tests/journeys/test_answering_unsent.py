"""An answer given while the line is cut outlives the page, and is sent exactly once."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import inviting
from tests.journeys.inviting import press, stored

KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('stegvis')).sort()"


@pytest.fixture
def invited(world):
    with inviting.invitation(world) as made:
        yield made


def begun(open_as, invited) -> Page:
    page = open_as("", f"/e/o/{invited.token}/", width=360)
    press(page, "Börja")
    press(page, "Vill inte svara")
    on(page, 1)
    return page


def on(page: Page, number: int) -> None:
    expect(page.get_by_text(f"Fråga {number} av 7")).to_be_visible()


def cut(page: Page, *, reply_only: bool = False) -> list[str]:
    """No post arrives, or all arrive and no reply does; which were sent."""
    sent: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        if reply_only and not sent:
            route.fetch()
        sent.append(route.request.post_data or "")
        route.abort()

    page.route("**/e/**", lose)
    return sent


def finish(page: Page, number: int) -> None:
    for at in range(number, 8):
        on(page, at)
        page.get_by_role("radio", name="3").check()
        press(page, "Nästa")
    press(page, "Skicka mina svar")
    expect(page.get_by_role("heading", name="Tack, svaren är skickade")).to_be_visible()


@pytest.mark.parametrize("reply_only", [pytest.param(False, marks=pytest.mark.long), True])
def test_the_page_is_closed_while_the_line_is_cut_and_opened_again(open_as, invited, reply_only):
    page = begun(open_as, invited)
    sent = cut(page, reply_only=reply_only)
    page.get_by_role("radio", name="5").check()
    press(page, "Nästa")
    expect(page.get_by_text("Ditt svar är sparat här")).to_be_visible()
    assert page.evaluate(KEPT) == ["stegvis-typed", "stegvis-unsent"]
    again = page.context.new_page()
    page.close()
    assert sent
    again.goto(f"/e/o/{invited.token}/")
    on(again, 2)
    assert again.evaluate(KEPT) == []
    finish(again, 2)
    assert [value for _item, value in stored(invited)] == ["5", *["3"] * 6]


def test_the_last_post_is_sent_once_though_its_reply_was_lost(open_as, invited):
    page = begun(open_as, invited)
    page.get_by_role("radio", name="4").check()
    press(page, "Sluta här")
    expect(page.get_by_role("button", name="Skicka mina svar")).to_be_visible()
    cut(page, reply_only=True)
    press(page, "Skicka mina svar")
    expect(page.get_by_text("Ditt svar är sparat här")).to_be_visible()
    page.unroute_all()
    expect(page.get_by_role("heading", name="Tack, svaren är skickade")).to_be_visible()
    assert [value for _item, value in stored(invited)] == ["4"]
    assert page.evaluate(KEPT) == []


def test_what_was_chosen_and_not_yet_sent_is_there_after_a_reload(open_as, invited):
    page = begun(open_as, invited)
    page.get_by_role("radio", name="2").check()
    page.reload()
    on(page, 1)
    expect(page.get_by_role("radio", name="2")).to_be_checked()


def test_another_persons_link_in_the_same_browser_sends_and_shows_nothing_of_it(
    open_as, invited, world
):
    page = begun(open_as, invited)
    sent = cut(page)
    page.get_by_role("radio", name="5").check()
    press(page, "Nästa")
    expect(page.get_by_text("Ditt svar är sparat här")).to_be_visible()
    with inviting.invitation(world) as other:
        again = page.context.new_page()
        page.close()
        again.goto(f"/e/o/{other.token}/")
        press(again, "Börja")
        press(again, "Vill inte svara")
        on(again, 1)
        expect(again.get_by_role("radio", name="5")).not_to_be_checked()
        assert again.evaluate(KEPT) == []
        assert stored(other) == []
    assert sent

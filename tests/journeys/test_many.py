"""Changing several participations at once, by keyboard."""

from playwright.sync_api import expect

from tests.journeys import looking


def test_two_are_extended_together_and_it_is_undone(world, open_as):
    # Given the list of those who take part
    page = open_as("owner", f"/{world.slug}/deltagare/?state=late", language="en")
    boxes = page.locator("input[name=chosen]")
    # When two are ticked by keyboard and an extension is asked for
    for number in (0, 1):
        boxes.nth(number).focus()
        page.keyboard.press("Space")
    page.select_option("#many-kind", "extend")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("Extend: 2 participations")
    assert looking.violations(page) == []
    page.fill("#id_planned_end_on", "2099-12-31")
    page.select_option("#id_reason", "plan_continues")
    page.get_by_role("button", name="Look through").click()
    # Then both stand there before anything is stored
    expect(page.locator("tbody tr")).to_have_count(2)
    assert looking.violations(page) == []
    # When it is confirmed, then it is done, and one undo takes it back
    page.get_by_role("button", name="Extend 2").click()
    expect(page.get_by_text("2 participations are changed.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone for 2 participations.")).to_be_visible()

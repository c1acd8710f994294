"""Staff tick who has been asked: a whole group by keyboard, without a script, and undo it."""

import pytest
from playwright.sync_api import expect

from stegvis.access.context import acting
from stegvis.surveys.models import Asked
from tests.journeys.world import EVERYTHING

ADDRESS = "insatser/promise/tillfragade/?form=violence&year=2022"


@pytest.fixture(autouse=True)
def no_ticks(world):
    yield
    with acting(EVERYTHING):
        Asked.objects.all().delete()


def ticks() -> list[tuple[str, str]]:
    with acting(EVERYTHING):
        return sorted(Asked.objects.values_list("occasion", "outcome"))


def test_a_group_is_ticked_by_keyboard_without_a_script_and_undone(world, open_as):
    # Given the group of a year
    page = open_as("staff", f"/{world.slug}/{ADDRESS}", language="en", script=False)
    boxes = page.locator("select[name^='first-']")
    number = boxes.count()
    assert number > 5
    # When all are filled in as asked, and the first is changed by keyboard to «Did not want to»
    page.get_by_role("button", name="Tick the others as asked").press("Enter")
    assert ticks() == []
    page.locator("select[name^='first-']").first.press("D")
    page.get_by_role("button", name="Save the ticks").press("Enter")
    # Then every one is stored at once
    expect(page.locator(".notice")).to_contain_text(f"{number} ticks are saved.")
    assert ticks() == [("first", "asked")] * (number - 1) + [("first", "declined")]
    # And one press takes all of them back
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".notice")).to_contain_text("as it was")
    assert ticks() == []

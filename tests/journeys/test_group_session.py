"""A morning with the group: planned, marked on one screen, put right."""

from playwright.sync_api import Page, expect

from stegvis.access.context import acting
from stegvis.casework.models import Attendance, Session
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING


def attendance(title: str) -> list[str]:
    """How everyone is marked in the session of that title, by code."""
    with acting(EVERYTHING):
        rows = Attendance.objects.filter(session__title=title)
        return list(
            rows.order_by("participation__participant__code").values_list("state", flat=True)
        )


def given_a_session(open_as, world, title: str, **how) -> Page:
    page = open_as("staff", f"/{world.slug}/traffar/", language="en", **how)
    page.get_by_role("link", name="New session").click()
    page.get_by_label("Intervention and site").select_option(label="Promise Hjo")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Day").fill("20/5 2022")
    page.get_by_label("From").fill("9")
    page.get_by_label("To", exact=True).fill("11.30")
    page.get_by_role("button", name="Save the session").click()
    expect(page.locator("h1")).to_contain_text(title)
    return page


@WITHOUT_IN_LONG
def test_a_whole_group_is_marked_on_one_screen_and_undone(world, open_as, script):
    # Given a session of half a morning with all who took part that day
    title = f"Kost {script}"
    page = given_a_session(open_as, world, title, script=script)
    people = page.locator(".marks > li")
    number = people.count()
    assert number > 5
    # When the first was late for an hour and everyone else came
    people.first.get_by_label("Late").check()
    people.first.get_by_label("Hours").fill("1,5")
    page.get_by_role("button", name="Mark the others as present").click()
    expect(people.first.get_by_label("Late")).to_be_checked()
    page.get_by_role("button", name="Save the attendance").click()
    # Then one save has stored them all
    expect(page.locator(".messages")).to_contain_text("The attendance is saved.")
    assert attendance(title) == ["late"] + ["present"] * (number - 1)
    # And the undo takes it back
    page.get_by_role("button", name="Undo the last save").click()
    assert attendance(title) == [""] * number


def test_the_group_is_marked_by_keyboard_alone(world, open_as):
    # Given a session, and the focus on the name of the first participant
    page = given_a_session(open_as, world, "Rörelse")
    number = page.locator(".marks > li").count()
    page.locator(".marks > li").first.get_by_role("link").focus()
    # When she goes from person to person: space for present, an arrow for late
    for person in range(number):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        if person == 0:
            page.keyboard.press("ArrowRight")
        focus = looking.focus(page)
        assert (focus["marked"], focus["hidden"]) == (True, False)
        page.keyboard.press("Tab")  # hours
        page.keyboard.press("Tab")  # the next name, after the last the button
    page.keyboard.press("Enter")
    # Then it is stored
    expect(page.locator(".messages")).to_contain_text("The attendance is saved.")
    assert attendance("Rörelse") == ["late"] + ["present"] * (number - 1)


def test_two_who_mark_the_same_group_see_each_other(world, open_as):
    # Given two who have the same session open
    first = given_a_session(open_as, world, "Ekonomi")
    second = open_as("staff", first.url, language="en")
    for page, mark in ((first, "Present"), (second, "Absent")):
        page.locator(".marks > li").first.get_by_label(mark, exact=True).check()
    # When both save
    first.get_by_role("button", name="Save the attendance").click()
    expect(first.locator(".messages")).to_be_visible()
    second.get_by_role("button", name="Save the attendance").click()
    # Then the second is shown what is stored beside what she wrote
    expect(second.locator("#error-summary")).to_contain_text("Someone else has changed this")
    expect(second.locator(".marks > li").first).to_contain_text("stored: Present")
    expect(second.locator(".marks > li").first.get_by_label("Absent", exact=True)).to_be_checked()


def test_a_session_that_is_called_off_is_put_on_again(world, open_as):
    page = given_a_session(open_as, world, "Utflykt")
    page.get_by_text("Will it not be held?").click()
    page.get_by_role("button", name="Call off Utflykt").click()
    expect(page.locator("h1")).to_contain_text("Called off")
    page.get_by_role("button", name="Undo: it will be held").click()
    expect(page.get_by_role("button", name="Save the attendance")).to_be_visible()
    with acting(EVERYTHING):
        assert not Session.objects.get(title="Utflykt").cancelled


def test_the_group_fits_a_telephone(world, open_as):
    page = given_a_session(open_as, world, "Prat", width=360)
    assert looking.overflow(page) == 0
    assert looking.small_targets(page) == []


def test_hours_of_the_week_are_typed_in_a_grid(world, open_as):
    # Given the grid of a site and week
    page = open_as("staff", f"/{world.slug}/timmar/?week=2022-05-20", language="en")
    expect(page.locator("h1")).to_have_text("Hours of week 20")
    # When planned and achieved are typed for the first, with a comma
    first = page.locator("tbody tr").first
    first.get_by_label("Planned").fill("12")
    first.get_by_label("Achieved").fill("9,5")
    page.get_by_role("button", name="Save the hours").click()
    # Then they are there again
    expect(page.locator(".messages")).to_contain_text("1 row is saved.")
    expect(page.locator("tbody tr").first.get_by_label("Planned")).to_have_value("12.00")

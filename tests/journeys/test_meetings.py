"""From what is agreed to a meeting held: the start page says when, and is told how it went."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from stegvis.access.context import acting
from stegvis.casework.models import Meeting, Participation
from stegvis.core import clock
from stegvis.interventions.models import Agreement
from tests.factories.people import participation
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING

# All that is overdue there: the association's old registrations wait too.
STEGEN = "?intervention=stegen&all=late"


@pytest.fixture
def begun(world) -> Participation:
    """Someone who began five weeks ago, where a check-in is agreed on after four."""
    today = clock.today()
    Agreement.objects.update_or_create(
        intervention=world.interventions[1],
        starts_on=world.interventions[1].agreements.get().starts_on,
        defaults={"meeting_weeks": [4, 8], "meeting_weeks_before_end": 5},
    )
    with acting(EVERYTHING):
        return participation(
            world.interventions[1],
            started_on=today - timedelta(weeks=5),
            planned_end_on=today + timedelta(weeks=11),
            referrers=["fk"],
        )


def meetings(of: Participation) -> list[Meeting]:
    with acting(EVERYTHING):
        return list(Meeting.objects.filter(participation=of).order_by("pk"))


@WITHOUT_IN_LONG
def test_an_overdue_check_in_is_answered_from_the_start_page(world, open_as, begun, script):
    # Given a start page with a check-in that is overdue
    page = open_as("staff", f"/{world.slug}/min-dag/{STEGEN}", language="en", script=script)
    overdue = page.get_by_role("region", name="Overdue")
    due = overdue.get_by_role("link", name=f"Check-in after 4 weeks – {begun.participant.code}")
    # When she opens it, says that it was held by video and that the referrer did not come
    due.click()
    expect(page.locator("h1")).to_have_text("Check-in after 4 weeks")
    page.get_by_label("Held", exact=True).check()
    page.get_by_label("Form").select_option(label="Video")
    page.get_by_label("The referrer: took part or did not come").select_option(
        value="absent", force=True
    )
    page.get_by_role("button", name="Save the meeting").click()
    # Then the page of the participation says so, and the start page no longer asks
    expect(page.locator(".messages")).to_contain_text("The meeting is saved.")
    expect(page.locator("#meetings")).to_contain_text("Held")
    (made,) = meetings(begun)
    assert (made.state, made.mode, made.weeks) == ("held", "video", 4)
    assert {"code": "referrer", "state": "absent"} in made.parties
    page.goto(f"/{world.slug}/min-dag/{STEGEN}")
    assert page.get_by_role("link", name=f"after 4 weeks – {begun.participant.code}").count() == 0


def test_a_meeting_cancelled_late_is_due_again(world, open_as, begun):
    # Given a meeting booked for tomorrow
    page = open_as("staff", f"/{world.slug}/deltagare/{begun.pk}/", language="en")
    page.get_by_role("link", name="Register Check-in after 4 weeks").click()
    page.get_by_label("Booked").check()
    page.get_by_label("Day", exact=True).fill("imorgon")
    page.get_by_role("button", name="Save the meeting").click()
    # When the referrer cancels today
    page.get_by_role("link", name="Booked – Check-in after 4 weeks").click()
    page.get_by_label("Cancelled", exact=True).check()
    page.get_by_text("Cancelled: by whom and when?").click()
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.locator("#error-summary")).to_contain_text("Choose who cancelled.")
    page.get_by_label("Cancelled by").select_option(label="The referrer")
    page.get_by_label("Cancelled on").fill("idag")
    page.get_by_role("button", name="Save the meeting").click()
    # Then it is kept by whom and how late, and the check-in waits again
    (made,) = meetings(begun)
    assert (made.cancelled_by, made.notice) == ("referrer", 1)
    expect(page.get_by_role("link", name="Register Check-in after 4 weeks")).to_be_visible()


def test_what_waits_fits_a_telephone_and_a_sheet_of_paper(world, open_as, begun):
    page = open_as("staff", f"/{world.slug}/min-dag/?reset=1", language="en", width=360)
    assert looking.overflow(page) == 0
    assert looking.violations(page) == []
    page.emulate_media(media="print")
    assert page.locator("form.filters").is_hidden()
    assert page.get_by_role("heading", name="Overdue (").is_visible()


def test_the_manager_agrees_on_meetings(world, open_as):
    # Given the manager of the owner at the page of an intervention
    page = open_as("owner", f"/{world.slug}/insatser/gron/", language="en")
    page.get_by_role("link", name="See and change the terms").click()
    page.get_by_role("link", name="Change").click()
    # When she writes weeks and closed weeks as people do
    page.get_by_label("Check-in after so many weeks").fill("4, 8, 12")
    page.get_by_label("Closed weeks").fill("28-31 2026, 52 2026")
    page.get_by_role("button", name="Save the agreement").click()
    # Then they are agreed
    expect(page.locator("main .facts")).to_contain_text("check-in after 4, 8, 12 weeks")
    expect(page.locator("main .facts")).to_contain_text("closed week 28-31 2026, 52 2026")

"""An extension by proposal and decision, a pause, and a transfer to the successor."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from stegvis.access.context import acting
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.interventions.models import Agreement, Intervention
from tests.factories.people import participation, user_with
from tests.factories.places import intervention, organisation, site
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING


@pytest.fixture(scope="module")
def decided(world) -> Intervention:
    """An intervention where the owner decides, with a second site."""
    with acting(EVERYTHING):
        place = intervention(
            association=world.association,
            owner=organisation(slug="tibro", name="Tibro kommun"),
            slug="steget",
            name="Steget",
        )
        Agreement.objects.create(
            intervention=place,
            starts_on=date(2022, 1, 1),
            weeks=26,
            owner_decides=True,
            longest_extension_weeks=12,
        )
        site(intervention=place, slug="sodra", name="Södra", owner=place.owner)
        world.users["coach"] = user_with(INTERVENTION_STAFF, place, name="Cilla Coach")
        world.users["decider"] = user_with(OWNER_MANAGER, place.owner, name="Bo Beslutare")
    return place


@pytest.fixture
def one(decided) -> Participation:
    with acting(EVERYTHING):
        return participation(
            decided,
            referrers=["fk"],
            started_on=clock.today() - timedelta(days=100),
            planned_end_on=clock.today() + timedelta(days=30),
        )


def stored(one: Participation) -> Participation:
    with acting(EVERYTHING):
        return Participation.objects.get(pk=one.pk)


def opened(world, open_as, role: str, one: Participation, what: str = "", **how) -> Page:
    return open_as(role, f"/{world.slug}/deltagare/{one.pk}/{what}", language="en", **how)


@WITHOUT_IN_LONG
def test_an_extension_is_proposed_by_staff_and_decided_by_the_owner(world, open_as, one, script):
    to = one.planned_end_on + timedelta(days=60)
    # Given a participant whose planned end comes, when her coach proposes too long an extension
    page = opened(world, open_as, "coach", one, script=script)
    page.get_by_role("link", name="Extend").click()
    expect(page.locator("main")).to_contain_text("The owner decides: this becomes a proposal.")
    page.fill("#id_planned_end_on", f"{one.planned_end_on + timedelta(days=85)}")
    page.select_option("#id_reason", "close_to_goal")
    page.fill("#id_text", "Praktiken börjar nästa vecka")
    page.get_by_role("button", name="Propose").click()
    # Then the agreement is told in a sentence, and a shorter one is sent to the owner
    expect(page.locator("#error-summary")).to_contain_text("at most 12 weeks")
    page.fill("#id_planned_end_on", f"{to}")
    page.get_by_role("button", name="Propose").click()
    expect(page.locator(".messages")).to_contain_text("The proposal is sent to the owner.")
    assert stored(one).planned_end_on == one.planned_end_on
    # When the owner's manager opens it from her start page and approves
    manager = open_as("decider", f"/{world.slug}/min-dag/", language="en", script=script)
    manager.get_by_role("link", name="Decide: Extension").last.click()
    expect(manager.locator("main")).to_contain_text("Praktiken börjar nästa vecka")
    manager.get_by_role("button", name="Approve").click()
    expect(manager.locator(".messages")).to_contain_text("The proposal is approved.")
    # Then the planned end has moved, and the history says who proposed and who decided
    assert stored(one).planned_end_on == to
    page.reload()
    history = page.get_by_role("region", name="Changes")
    expect(history).to_contain_text("Proposed by Cilla Coach.")
    expect(history).to_contain_text("Decided by Bo Beslutare.")


def test_a_pause_is_planned_and_shown_and_hours_are_undone(world, open_as, one):
    page = opened(world, open_as, "decider", one, "vila/")
    day = clock.today() + timedelta(days=7)
    page.fill("#id_effective_on", f"{day}")
    page.select_option("#id_reason", "illness")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text(f"The change is planned for {day}.")
    page.get_by_role("link", name="Change the hours").click()
    page.fill("#id_hours", "12,5")
    page.select_option("#id_reason", "more_capacity")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("12.5 hours a week")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Undone.")
    assert looking.violations(page) == []


def test_a_transfer_ends_here_and_begins_there(world, open_as, one):
    page = opened(world, open_as, "coach", one)
    page.get_by_role("link", name="Transfer", exact=True).click()
    page.select_option("#id_site", label="Steget – Södra")
    page.select_option("#id_reason", "plan_continues")
    page.get_by_role("button", name="Transfer").click()
    expect(page.locator("#error-summary")).to_have_count(0)
    expect(page.locator(".messages")).to_contain_text("Transferred to Steget.")
    assert stored(one).exit_reason == "transferred"
    # The two name each other
    page.get_by_role("region", name="State").get_by_role("link", name="Steget").click()
    expect(page.locator("main")).to_contain_text("Transferred")

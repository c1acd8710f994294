"""Consent and protection first: counted without a record, and becoming protected."""

import pytest
from playwright.sync_api import expect

from stegvis.access.context import acting
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.casework.models import HeadCount, Participant, Participation
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from tests.factories.people import participation, user_with
from tests.factories.places import intervention
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING


@pytest.fixture(scope="module")
def quiet(world) -> Intervention:
    """An intervention of its own, with three counted since last year."""
    with acting(EVERYTHING):
        place = intervention(association=world.association, slug="vilan", name="Vilan")
        HeadCount.objects.create(
            association=place.association,
            intervention=place,
            owner=place.owner,
            year=clock.today().year - 1,
            gender="woman",
            new=3,
        )
        world.users["quiet"] = user_with(INTERVENTION_STAFF, place, name="Sanna Stilla")
    return place


def counts(place: Intervention) -> dict[tuple[int, str], tuple[int, int, int]]:
    with acting(EVERYTHING):
        rows = HeadCount.objects.filter(intervention=place)
        return {(r.year, r.gender): (r.carried_in, r.new, r.ended) for r in rows}


@WITHOUT_IN_LONG
def test_who_may_not_be_registered_becomes_a_number(world, quiet, open_as, script):
    year, before = clock.today().year, counts(quiet)
    # Given the first question at registration, answered with yes
    page = open_as("quiet", f"/{world.slug}/deltagare/ny/", language="en", script=script)
    assert looking.violations(page) == [] if script else True
    page.get_by_role("link", name="Yes, count her without a record").click()
    # When only intervention, gender and year are told
    page.select_option("#id_gender", "man")
    page.get_by_role("button", name="Count one more").click()
    # Then a number has grown, no row is made, and it can be undone
    expect(page.locator(".messages")).to_contain_text(f"One more is counted in Vilan {year}.")
    assert counts(quiet)[year, "man"] == (0, 1, 0)
    with acting(EVERYTHING):
        assert not Participation.objects.filter(intervention=quiet).exists()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Undone.")
    assert counts(quiet) == before


def test_the_question_of_january_is_answered_in_one_line(world, quiet, open_as):
    year = clock.today().year
    # Given the start page, where the question stands until it is answered
    page = open_as("quiet", f"/{world.slug}/min-dag/", language="en")
    page.get_by_role("link", name="Confirm how many remain without a record: Vilan").click()
    # When one of three is said to have left
    page.get_by_role("textbox", name="Woman").fill("2")
    page.get_by_role("button", name="Confirm").click()
    # Then she ended last year, and two were carried into this
    expect(page.locator(".messages")).to_contain_text("Confirmed for Vilan.")
    assert counts(quiet) == {(year - 1, "woman"): (0, 3, 1), (year, "woman"): (2, 0, 0)}
    page.goto(f"/{world.slug}/min-dag/")
    assert page.get_by_role("link", name="Confirm how many remain").count() == 0


def test_becoming_protected_removes_everything_but_a_number(world, quiet, open_as):
    with acting(EVERYTHING):
        one = participation(quiet, referrers=["fk"], gender="other")
        code = one.participant.code
    # Given a participant, when her coach opens what will happen
    page = open_as("quiet", f"/{world.slug}/deltagare/{one.pk}/", language="en")
    page.get_by_role("link", name="Has become protected").click()
    expect(page.locator("main")).to_contain_text("This cannot be undone.")
    # And types a wrong code, then nothing has happened
    page.fill("#id_code", "fel")
    page.get_by_role("button", name="Remove everything about").click()
    expect(page.locator("#error-summary")).to_contain_text("nothing has happened")
    # When she types the right one
    page.fill("#id_code", code)
    page.get_by_role("button", name="Remove everything about").click()
    # Then the person is gone, and counted
    expect(page.locator(".messages")).to_contain_text("The record is gone.")
    with acting(EVERYTHING):
        assert not Participant.objects.filter(code=code).exists()
    assert counts(quiet)[2022, "other"] == (0, 1, 0)
    answer = page.goto(f"/{world.slug}/deltagare/{one.pk}/")
    assert answer.status == 404

"""An exit: what was wanted, how it ended, and the document for the referrer."""

import io
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from stegvis.access.context import acting
from stegvis.casework.models import Participation
from tests.factories.people import participation
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG
from tests.journeys.world import EVERYTHING

WORDS = "Nystartsjobb på halvtid, samtal varje månad."


@pytest.fixture
def person(world) -> Participation:
    with acting(EVERYTHING):
        return participation(
            world.interventions[0],
            started_on=date(2022, 3, 1),
            referrers=["fk"],
            support_start=[{"code": "sickness_benefit", "percent": 100}],
            occupation_start=[{"code": "none", "percent": None}],
        )


def given_her_page(open_as, world, person, **how) -> Page:
    path = f"/{world.slug}/deltagare/{person.pk}/?period=2022"
    return open_as("staff", path, language="en", **how)


def group(page: Page, title: str) -> None:
    """Open the group of fields, which is closed until it is asked for."""
    page.locator("details.form__more > summary", has_text=title).click()


@WITHOUT_IN_LONG
def test_from_wanted_outcomes_to_the_closing_document(world, open_as, person, script):
    # Given someone who takes part, and two outcomes that are wanted for her
    page = given_her_page(open_as, world, person, script=script)
    page.get_by_role("link", name="Choose wanted outcomes").click()
    page.check("#id_wanted >> input[value=work]")
    page.check("#id_wanted >> input[value=health]")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("The wanted outcomes are saved.")
    # When her exit is registered: reason, situation, next steps, scores and handover
    page.get_by_role("link", name="Register the exit").click()
    page.fill("#id_ended_on", "30/9 2022")
    page.select_option("#id_exit_reason", "work")
    page.select_option("#id_completed", "completed")
    page.check("#id_next_steps_work_subsidised")
    page.select_option("#id_next_steps_work_subsidised_detail", "started")
    page.check("#id_next_steps_other_intervention")
    page.select_option("#id_next_steps_other_intervention_detail", "ready")
    page.select_option("#id_next_intervention", label="Stegen")
    for name, share in (("support_end_wages", "50"), ("occupation_end_work", "50")):
        page.check(f"#id_{name}")
        page.fill(f"#id_{name}_detail", share)
    expect(page.locator("#id_scored_work")).to_be_checked()
    page.select_option("#id_scored_work_detail", "reached")
    page.select_option("#id_scored_health_detail", "partly")
    page.select_option("#id_receiver", "af")
    page.fill("#id_from_day", "2022-10-03")
    page.fill("#id_text", WORDS)
    page.get_by_role("button", name="Save the exit").click()
    # Then her page says so
    expect(page.locator(".messages")).to_contain_text("The exit is registered.")
    expect(page.locator("main")).to_contain_text("Partly reached")
    # And the document for the referrer holds all of it
    page.get_by_role("link", name="Closing document", exact=True).click()
    main = page.locator("main")
    for said in (
        "To Social Insurance Agency",
        "1 March 2022 – 30 September 2022",
        "Ready, nothing arranged",
        "Stegen",
        "Public Employment Service",
        "3 October 2022",
        WORDS,
    ):
        expect(main).to_contain_text(said)
    if script:
        assert looking.violations(page) == []


def test_the_closing_document_is_one_page_of_paper_without_buttons(world, open_as):
    # Given the document of someone who has left
    path = f"/{world.slug}/deltagare/{world.leaving.pk}/avslutsdokument/?period=2022"
    page = open_as("staff", path, language="en")
    expect(page.locator("h1")).to_have_text("Closing document")
    # When it is printed
    page.emulate_media(media="print")
    # Then nothing but the document is on the paper, and it fits on one
    for name in (".page-head .actions", "nav.site-nav", ".crumbs"):
        expect(page.locator(name).first).to_be_hidden()
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(PdfReader(io.BytesIO(printed)).pages) == 1


def test_scores_and_handover_are_changed_afterwards(world, open_as, person):
    with acting(EVERYTHING):
        Participation.objects.filter(pk=person.pk).update(
            ended_on=date(2022, 9, 30), exit_reason="studies"
        )
    page = given_her_page(open_as, world, person)
    page.get_by_role("link", name="Score them, and say who takes over").click()
    group(page, "Wanted outcomes")
    page.check("#id_scored_studies")
    page.select_option("#id_scored_studies_detail", "reached")
    page.fill("#id_text", WORDS)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("Closing document")
    expect(page.locator("main")).to_contain_text(WORDS)


def test_the_forms_and_the_document_fit_a_telephone(world, open_as, person):
    for path in ("avsluta", "onskade-resultat"):
        page = open_as("staff", f"/{world.slug}/deltagare/{person.pk}/{path}/", width=360)
        assert looking.overflow(page) <= 0
    path = f"/{world.slug}/deltagare/{world.leaving.pk}/avslutsdokument/"
    assert looking.overflow(open_as("staff", path, width=360)) <= 0

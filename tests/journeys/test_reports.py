"""Ordering a report, following how far it comes, and taking its files home."""

import pytest
from playwright.sync_api import expect

from stegvis.reports import files
from stegvis.reports.models import Report
from tests.journeys import looking
from tests.journeys.ways import WITHOUT_IN_LONG


def moved(report: Report, **changes: object) -> None:
    Report.objects.filter(pk=report.pk).update(**changes)


@pytest.fixture
def ordered(world):
    made = Report.objects.create(association=world.association, kind="annual", period="2022")
    yield made
    made.delete()


@WITHOUT_IN_LONG
def test_a_report_is_ordered_at_once(world, open_as, script):
    page = open_as("office", f"/{world.slug}/rapporter/?period=2022", language="en", script=script)
    page.get_by_role("link", name="Order a report").click()
    page.fill("#id_period", "2022-T1")
    page.get_by_role("button", name="Order the report").click()
    expect(page.locator(".messages")).to_contain_text("It is made even if you leave this page.")
    made = Report.objects.latest("id")
    assert (made.kind, made.period, made.state) == ("annual", "2022-T1", "ordered")
    assert made.ordered_by == world.users["office"]


def test_progress_is_shown_by_itself_until_the_report_is_ready(world, open_as, ordered):
    # Given a report that is being made
    moved(ordered, state="running", done_percent=40, step="Writing PDF")
    page = open_as("office", f"/{world.slug}/rapporter/{ordered.pk}/?period=2022", language="en")
    bar = page.get_by_role("progressbar")
    assert bar.get_attribute("value") == "40"
    expect(page.locator("#progress")).to_contain_text("40 %")
    assert looking.violations(page) == []
    # When it comes further, the page says so without being asked
    moved(ordered, done_percent=80, step="Writing XLSX")
    expect(page.locator("#progress")).to_contain_text("80 %", timeout=8_000)
    # And when it is ready, its files are offered, focus is on them, and it is said
    folder = files.new_folder()
    files.file_of(folder, "pdf").write_bytes(b"%PDF-1.7")
    moved(ordered, state="ready", done_percent=100, folder=folder)
    expect(page.get_by_role("link", name="PDF")).to_be_visible(timeout=8_000)
    expect(page.locator("#progress-title")).to_be_focused()
    expect(page.locator("#status")).to_have_text("The report is ready.")
    assert looking.violations(page) == []


def test_a_report_survives_that_its_page_is_left(world, open_as, ordered):
    moved(ordered, state="running", done_percent=10)
    page = open_as("office", f"/{world.slug}/rapporter/{ordered.pk}/?period=2022", language="en")
    page.goto(f"/{world.slug}/rapporter/?period=2022")
    expect(page.locator("tbody")).to_contain_text("Being made")
    folder = files.new_folder()
    files.file_of(folder, "docx").write_bytes(b"PK")
    moved(ordered, state="ready", done_percent=100, folder=folder)
    page.reload()
    expect(page.locator("tbody tr").first).to_contain_text("Ready")
    page.locator("tbody a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "vattern-annual-2022.docx"


def test_a_report_that_failed_says_why_and_what_to_do(world, open_as, ordered):
    moved(ordered, state="failed", problem="The period cuts the forms of Stegen.")
    page = open_as("office", f"/{world.slug}/rapporter/{ordered.pk}/?period=2022", language="en")
    expect(page.locator("#progress")).to_contain_text("The period cuts the forms of Stegen.")
    page.get_by_role("link", name="Order it once more").click()
    expect(page.locator("h1")).to_have_text("Order a report")


def test_who_may_not_order_sees_no_way_to(world, open_as):
    page = open_as("board", f"/{world.slug}/rapporter/?period=2022", language="en")
    expect(page.get_by_role("link", name="Order a report")).to_have_count(0)
    assert page.goto(f"/{world.slug}/rapporter/ny/").status == 404

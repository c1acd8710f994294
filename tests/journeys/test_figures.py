"""Figures on pages: how each was computed, charts that say what the tables say, small numbers."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl

from playwright.sync_api import Page, expect

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.core import clock
from stegvis.core.periods import parse
from stegvis.reports.build import build
from stegvis.reports.request import Request
from tests.journeys import looking

YEAR = "?period=2022"


def overview(world, open_as, role="office", **how) -> Page:
    return open_as(role, f"/{world.slug}/oversikt/{YEAR}", language="en", **how)


def intervention(world, open_as, role, **how) -> Page:
    return open_as(role, f"/{world.slug}/insatser/promise/{YEAR}", language="en", **how)


def test_a_figure_opens_how_it_was_computed_and_closes_where_it_was(world, open_as):
    # Given the overview
    page = overview(world, open_as)
    figure = (
        page.get_by_role("region", name="Participants in all interventions")
        .locator("td .figure")
        .first
    )
    shown = figure.inner_text()
    # When a figure is opened by keyboard
    figure.focus()
    page.keyboard.press("Enter")
    # Then its definition, period, numerator and version are there, and focus is on its heading
    panel = page.get_by_role("dialog", name="How the figure was computed")
    expect(panel).to_be_visible()
    for words in (
        "Current participations",
        "1 January 2022 – 31 December 2022",
        "Numerator",
        "Version of the data",
        "Computed",
    ):
        expect(panel).to_contain_text(words)
    expect(panel.locator("h2").first).to_contain_text(shown)
    assert looking.focus(page)["tag"] == "H2"
    assert looking.violations(page) == []
    # And Escape gives focus back to the figure
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert looking.focus(page)["words"] == shown


def test_a_figure_is_a_page_of_its_own_without_script(world, open_as):
    page = overview(world, open_as, script=False)
    page.locator(".tile .figure").first.click()
    expect(page.locator("h1")).to_contain_text("Current participations")
    expect(page.locator("main")).to_contain_text("Numerator")


def test_the_owners_staff_see_the_rows_and_nobody_else(world, open_as):
    address = f"/{world.slug}/siffra/exits.to_work_or_studies/{YEAR}&intervention=promise"
    mine = open_as("staff", address, language="en")
    rows = mine.get_by_role("region").locator("tbody tr")
    counted = mine.locator("dd", has_text="Ended for work or studies").first
    assert rows.count() > 0
    assert rows.filter(has_text=re.compile(r"counted\s*$")).count() == int(
        counted.inner_text().split()[0]
    )
    theirs = open_as("office", address, language="en")
    expect(theirs.locator("main table")).to_have_count(0)


def numbers(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts() if text.strip()]


def test_a_chart_has_its_finding_its_words_and_the_numbers_of_its_table(world, open_as):
    page = overview(world, open_as)
    chart = page.locator("figure.chart").first
    drawing = chart.locator("svg.chart-wide")
    # A heading that says what it shows, and words for those who do not see it
    heading = chart.locator("h3").inner_text()
    assert re.search(r"[A-Za-z]+ \(\d+", heading)
    assert drawing.get_attribute("role") == "img"
    for described in drawing.get_attribute("aria-labelledby").split():
        assert page.locator(f"[id='{described}']").text_content().strip()
    assert drawing.locator("title").text_content().strip() == heading
    # Numbers at every bar, the same as in the table below
    page.get_by_text("As a table").first.click()
    table = page.locator("details table").first
    drawn = [text for text in drawing.locator("text").all_text_contents() if text.isdigit()]
    tabled = [cell.inner_text() for cell in table.locator("tbody td").all()]
    months = len(drawn) // 2
    assert months == 12
    began, ended = drawn[0::2], drawn[1::2]
    assert began == tabled[:months]
    assert ended == tabled[months + 1 : 2 * months + 1]


def test_series_differ_by_pattern_and_not_only_by_colour(world, open_as):
    page = overview(world, open_as)
    for chart in page.locator("figure.chart svg.chart-wide:has(.outline-2)").all():
        filled = chart.locator("rect.outline-2").first.get_attribute("fill")
        assert filled.startswith("url(#")
        pattern = filled.removeprefix("url(#").removesuffix(")")
        assert page.locator(f"pattern[id='{pattern}'] > *").count() == 2


def test_the_text_of_charts_stays_readable_on_a_narrow_screen(world, open_as):
    page = overview(world, open_as, width=360)
    assert page.locator("svg.chart-wide").first.is_hidden()
    sizes = page.evaluate("""() => [...document.querySelectorAll("svg.chart-narrow")].map((svg) => {
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      return Math.min(...[...svg.querySelectorAll("text")]
        .map((text) => parseFloat(getComputedStyle(text).fontSize) * scale));
    })""")
    assert len(sizes) >= 2
    assert min(sizes) >= 12
    outside = page.evaluate("""() => [...document.querySelectorAll("svg.chart-narrow text")]
      .filter((text) => {
        const box = text.getBoundingClientRect();
        const card = text.closest(".card").getBoundingClientRect();
        return box.right > card.right || box.left < card.left;
      }).map((text) => text.textContent)""")
    assert outside == []


def referrers(page: Page) -> tuple[dict[str, str], str, str]:
    """By referrer what the table shows, what the chart says in words, and what is withheld."""
    topic = page.locator("section.card").filter(
        has=page.get_by_role("heading", name="Referrers", exact=True)
    )
    topic.get_by_text("As a table").click()
    rows = {
        row.locator("th").inner_text(): row.locator("td").last.inner_text()
        for row in topic.locator("tbody tr").all()
    }
    withheld = topic.get_by_text("Too few to be shown:")
    told = withheld.inner_text() if withheld.count() else ""
    return rows, topic.locator("svg.chart-wide desc").text_content(), told


def test_small_numbers_are_withheld_alike_in_chart_and_table(world, open_as):
    # Given an intervention small enough that its office may not see every number
    rows, words, withheld = referrers(intervention(world, open_as, "office"))
    # Then chart and table show the same, and neither shows what is withheld
    assert rows
    for name, value in rows.items():
        assert f"{name} {value}" in words
        assert name not in withheld
    assert "Psychiatry" in withheld
    assert "Psychiatry" not in words
    # And its staff see every one
    mine, words, withheld = referrers(intervention(world, open_as, "staff"))
    assert "Psychiatry" in mine
    assert "Psychiatry" in words
    assert withheld == ""


def test_a_withheld_figure_says_why_and_tells_no_number(world, open_as):
    asked = f"{YEAR}&intervention=promise&referrer_formal=psychiatry"
    page = open_as("office", f"/{world.slug}/siffra/participations.current/{asked}", language="en")
    expect(page.locator("main")).to_contain_text("it could point someone out")
    assert "Numerator" not in page.locator("main").inner_text()


def test_the_board_reads_at_most_six_tiles_each_with_its_change(world, open_as):
    page = overview(world, open_as, "board")
    tiles = page.locator(".tile")
    assert 1 <= tiles.count() <= 6
    for tile in tiles.all():
        expect(tile.locator("h2")).not_to_be_empty()
        expect(tile).to_contain_text("2021")
        assert tile.locator("svg.trend").count() == 1
    expect(page.locator("h1")).to_contain_text("participations,")


def test_the_key_figures_print_on_one_page(world, open_as):
    page = overview(world, open_as, "board")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 980})  # the text area of A4 at 96 dpi
    last = page.locator(".tile").last.bounding_box()
    assert last["y"] + last["height"] < 980


def by_question(found: Iterable[tuple[str, str, str]]) -> dict[frozenset, set[str]]:
    """What is shown for each question; a share, its numerator and denominator have the same."""
    shown = defaultdict(set)
    for measure, query, text in found:
        known = ("association", "audience")
        asked = frozenset(pair for pair in parse_qsl(query) if pair[0] not in known)
        shown[asked | {measure}].add(" ".join(text.split()))
    return dict(shown)


def test_the_figures_of_a_page_are_those_of_the_report(world, open_as):
    # Given the report of an intervention for the same period, audience and language
    asked = Request(
        "annual",
        world.slug,
        parse("2022"),
        today=clock.today(),
        interventions=("promise",),
        language="en",
    )
    with acting(scope_of(world.users["office"])):
        report = html.unescape(build(asked).html)
    told = by_question(re.findall(r'data-figure="([^?"]*)[?]([^"]*)">([^<]*)</data>', report))
    # When the page of the intervention is opened
    page = intervention(world, open_as, "office")
    links = [
        (*re.search(r"/siffra/([^/]*)/[?](.*)$", link.get_attribute("href")).groups(), link)
        for link in page.locator("a.figure").all()
    ]
    shown = by_question((measure, query, link.text_content()) for measure, query, link in links)
    # Then what both show is the same
    common = shown.keys() & told.keys()
    assert len(common) >= 30, "The report binds no figures."
    assert {key: shown[key] - told[key] for key in common if not shown[key] <= told[key]} == {}

"""What holds on every page: accessible, wide and narrow, by touch and by eye."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journeys import looking
from tests.journeys.conftest import LONG
from tests.journeys.pages import NO_PAGE, stops

THEMES = ("light", "dark") if LONG else ("light",)
LANGUAGES = ("sv", "en") if LONG else ("sv",)
# So that two workers share them.
PARTS = 6
# Every page is visited once in each run; the same pages narrow one in ten, all with `--long`.
NARROW = 1 if LONG else 10


def names(patterns) -> set[str]:
    found = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= names(each.url_patterns)
        elif isinstance(each, URLPattern):
            found.add(each.name)
    return found


def test_no_page_is_forgotten(world):
    visited = {stop.name for stop in stops(world)}
    assert names(get_resolver().url_patterns) - NO_PAGE - visited == set()


@pytest.fixture
def each_page(world, open_as):
    """Every page, one after the other, in one window a role."""

    def walk(*, part=0, of=1, **how):
        pages = {}
        for stop in stops(world)[part::of]:
            if stop.role not in pages:
                pages[stop.role] = open_as(stop.role, **how)
            page = pages[stop.role]
            page.goto(stop.path)
            yield stop, page

    return walk


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_edges_are_seen_targets_are_big_enough_and_tables_have_names(
    each_page, theme, language, part
):
    found, pale, small, tables, titles = {}, {}, {}, {}, {}
    for stop, page in each_page(part=part, of=PARTS, theme=theme, language=language):
        place = (stop.name, stop.role)
        found[place] = looking.violations(page)
        pale[place] = looking.pale_edges(page)
        small[place] = looking.small_targets(page)
        tables[place] = looking.unnamed_tables(page)
        titles[place] = page.title()
        assert page.locator("h1").count() == 1, place
        assert page.locator("html").get_attribute("lang") == language
    assert {place: each for place, each in found.items() if each} == {}
    assert {place: each for place, each in pale.items() if each} == {}
    assert {place: each for place, each in small.items() if each} == {}
    assert {place: each for place, each in tables.items() if each} == {}
    assert [place for place, title in titles.items() if title.startswith("–")] == []


def test_no_page_scrolls_sideways_on_a_narrow_screen_or_with_wide_text(each_page):
    wider = {}
    for stop, page in each_page(of=NARROW, width=320):
        plain = looking.overflow(page)
        looking.spaced_text(page)
        wider[stop.name, stop.role] = (plain, looking.overflow(page))
    assert {place: by for place, by in wider.items() if max(by) > 0} == {}


def test_the_printed_overview_has_no_navigation_and_keeps_place_and_period(world, open_as):
    page = open_as("office", f"/{world.slug}/oversikt/?period=2022")
    page.emulate_media(media="print")
    assert page.locator("nav.site-nav").is_hidden()
    assert page.locator(".filters, .pages").count() == 0
    assert page.get_by_text(world.association.name).first.is_visible()
    assert page.locator(".menu--period summary").is_visible()

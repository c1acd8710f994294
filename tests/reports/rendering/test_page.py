"""The web page stands alone: one file, nothing fetched, readable at every width."""

import re
from html.parser import HTMLParser

import pytest

pytestmark = pytest.mark.reports


@pytest.fixture(scope="module")
def page(files) -> str:
    return files[".html"].read_text("utf-8")


def test_the_page_names_no_address_to_fetch_from(page):
    found = re.findall(r"""(?:src=|href=|url\()["']?([a-z]+:[^"')\s>]{0,40})""", page)
    assert {one.split(",")[0] for one in found} == {
        "data:font/woff2;base64",
        "https://www.scb.se/",
    }
    assert "default-src 'none'" in page
    assert "<script" not in page


def test_language_title_and_headings_are_told(page):
    assert '<html lang="sv-SE">' in page
    assert (
        "<title>Projektredovisning 2022 – Samordningsförbundet Åar &lt;&amp;&gt; #1</title>" in page
    )
    assert re.findall(r"<(h[1-4])[ >]", page) == [
        "h2",
        "h1",
        "h2",
        "h3",
        "h4",
        "h1",
        "h2",
        "h1",
        "h1",
    ]


def test_every_link_inside_the_page_leads_somewhere(page):
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert sorted(set(re.findall(r'href="#([^"]+)"', page)) - set(ids)) == []


def test_footnotes_and_their_marks_point_at_each_other(page):
    assert '<sup><a href="#fn1" id="fn1-ref" role="doc-noteref">1</a></sup>' in page
    assert '<aside id="fn1" role="doc-footnote"><a href="#fn1-ref" role="doc-backlink"' in page


def test_every_chart_is_drawn_for_wide_and_for_narrow_windows(page):
    assert page.count('<svg class="wide"') == page.count('<svg class="narrow"') == 2
    assert page.count('role="img"') == 4


def test_tags_are_closed_as_they_were_opened(page):
    class Nesting(HTMLParser):
        open: list[str]

        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "br", "col", "img"):
                self.open.append(tag)

        def handle_startendtag(self, tag, attrs):
            pass

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    reader = Nesting()
    reader.open = []
    reader.feed(page)
    assert reader.open == []


def test_scrolling_tables_have_a_name_and_can_be_reached_by_keyboard(page):
    assert (
        '<div class="scroll" tabindex="0" role="region" aria-label="Måluppfyllelse per insats">'
        in page
    )

"""The OpenDocument text has what the Word document has."""

import zipfile
from xml.etree import ElementTree as ET

import pytest

from tests.reports.rendering.reading import ODF, part

pytestmark = pytest.mark.reports


@pytest.fixture(scope="module")
def content(files):
    return ET.fromstring(part(files[".odt"], "content.xml"))


def q(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{ODF[prefix]}}}{local}"


def test_the_mimetype_comes_first_and_plain(files):
    with zipfile.ZipFile(files[".odt"]) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_headings_are_headings(content):
    found = [
        (one.get(q("text:outline-level")), "".join(one.itertext()))
        for one in content.iter(q("text:h"))
    ]
    assert found[:2] == [("1", "Så har vi räknat"), ("2", "Begrepp")]


def test_pictures_have_their_finding_as_title(content):
    titles = [one.find("svg:title", ODF).text for one in content.iter(q("draw:frame"))]
    assert titles == [
        "Fler kom än slutade: 24 in och 18 ut <2022>",
        "Försäkringskassan remitterar flest",
    ]


def test_tables_have_header_rows_and_header_columns(content):
    table = list(content.iter(q("table:table")))[1]
    assert len(table.findall("table:table-header-rows/table:table-row", ODF)) == 2
    assert len(table.findall("table:table-header-columns/table:table-column", ODF)) == 1


def test_merged_cells_cover_the_places_they_take(content):
    table = list(content.iter(q("table:table")))[1]
    rows = [
        [cell.tag == q("table:covered-table-cell") for cell in row]
        for row in table.iter(q("table:table-row"))
    ]
    assert {len(row) for row in rows} == {4}
    assert rows[0] == [False, False, True, False]
    assert rows[1] == [True, False, False, True]
    assert rows[4] == [True, False, True, False]


def test_the_wide_annex_lies_across_and_the_rest_stands(content):
    names = {
        one.get(q("style:name")): one.get(q("style:master-page-name"))
        for one in content.iter(q("style:style"))
        if one.get(q("style:master-page-name"))
    }
    turns = [
        (names[one.get(q("text:style-name"))], "".join(one.itertext()))
        for one in content.iter(q("text:h"))
        if one.get(q("text:style-name")) in names
    ]
    assert turns == [("Landscape", "Bilaga: bred tabell"), ("Standard", "Slutord")]


def test_language_and_page_furniture_are_those_of_the_document(files):
    styles = part(files[".odt"], "styles.xml")
    assert 'fo:language="sv"' in styles
    assert 'fo:country="SE"' in styles
    assert "Samordningsförbundet Åar &lt;&amp;&gt; #1" in styles
    assert "{" not in styles
    assert "text:page-count" in styles


def test_the_contents_are_an_index_that_can_be_updated(content):
    index = next(content.iter(q("text:table-of-content")))
    lines = ["".join(one.itertext()) for one in index.findall("text:index-body/text:p", ODF)]
    assert lines[0] == "Så har vi räknat"
    assert len(lines) == 6


def test_every_style_that_is_used_exists(files, content):
    styles = ET.fromstring(part(files[".odt"], "styles.xml"))
    names = {
        one.get(q("style:name"))
        for tree in (styles, content)
        for one in tree.iter(q("style:style"))
    }
    used = {
        value
        for one in content.iter()
        for name, value in one.attrib.items()
        if name in (q("text:style-name"), q("table:style-name"), q("style:parent-style-name"))
        and not one.tag.startswith(f"{{{ODF['text']}}}list")
    }
    lists = {one.get(q("style:name")) for one in content.iter(q("text:list-style"))}
    assert sorted(used - names - lists) == []


def test_the_file_says_title_and_nothing_of_who_or_where(files):
    meta = part(files[".odt"], "meta.xml")
    assert "<dc:title>Projektredovisning 2022</dc:title>" in meta
    assert "creator" not in meta
    with zipfile.ZipFile(files[".odt"]) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for trace in (b"/tmp", b"/root", b"/home", b"Pandoc"):
        assert trace not in everything

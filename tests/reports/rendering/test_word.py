"""The Word document is a real one: headings, header rows, alt texts, language, page furniture."""

import re
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from tests.reports.rendering.reading import part

pytestmark = pytest.mark.reports


@pytest.fixture(scope="module")
def word(files):
    return docx.Document(str(files[".docx"]))


def test_headings_are_headings(word):
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert found[:4] == [
        ("Heading 1", "Så har vi räknat"),
        ("Heading 2", "Begrepp"),
        ("Heading 3", "Tecken som skrivs som de är"),
        ("Heading 4", "Kemi och potenser"),
    ]


def test_header_rows_repeat_and_tables_flag_head_foot_and_first_column(word):
    table = word.tables[1]
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, True, False, False, False, False, False]
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    flags = [look.get(qn(f"w:{name}")) for name in ("firstRow", "lastRow", "firstColumn")]
    assert flags == ["1", "1", "1"]
    assert table.style.name == "Table"


def test_fact_boxes_have_a_style_of_their_own(word):
    assert word.tables[0].style.name == "Facts"
    assert [cell.text for cell in word.tables[0].column_cells(0)] == [
        "Projektägare",
        "Samverkande parter",
        "Projektperiod",
        "Platser",
    ]


def test_tables_are_as_wide_as_the_page_allows(word):
    text_width = 9072
    for table, room in ((word.tables[0], text_width), (word.tables[2], 14004)):
        grid = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
        assert abs(sum(grid) - room) <= len(grid)


def test_pictures_have_their_finding_as_alt_text(word, files):
    alts = re.findall(r'<wp:docPr descr="([^"]*)"', part(files[".docx"], "word/document.xml"))
    assert alts == [
        "Fler kom än slutade: 24 in och 18 ut &lt;2022&gt;",
        "Försäkringskassan remitterar flest",
    ]


def test_pictures_are_drawn_twice_as_sharp_as_a_screen(files):
    with zipfile.ZipFile(files[".docx"]) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
    assert [int.from_bytes(one[16:20], "big") for one in pictures] == [1280, 1280]


def test_the_language_is_swedish_and_phrases_tell_their_own(word, files):
    styles = part(files[".docx"], "word/styles.xml")
    assert 'w:val="sv-SE"' in re.search(r"<w:lang [^>]*>", styles)[0]
    arabic = next(run for p in word.paragraphs for run in p.runs if "مرحبا" in run.text)
    assert arabic._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "ar"
    assert arabic._r.rPr.find(qn("w:rtl")) is not None


def test_the_pages_are_a4_with_running_head_and_numbers_but_a_bare_cover(word):
    sections = list(word.sections)
    assert [one.orientation for one in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [round(one.page_width.mm) for one in sections] == [210, 297, 210]
    assert [one.different_first_page_header_footer for one in sections] == [True, False, False]
    for one in sections:
        head = one.header.paragraphs[0].text
        assert head == "Samordningsförbundet Åar <&> #1\t1 januari – 31 december 2022"
        foot = one.footer._element.xml
        assert " PAGE " in foot
        assert " NUMPAGES " in foot
        assert {round(one.left_margin.mm), round(one.top_margin.mm)} == {25}


def test_the_contents_are_links_in_a_field_that_word_can_update(files):
    xml = part(files[".docx"], "word/document.xml")
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"') == 1
    assert ' TOC \\o "1-2" \\h \\z \\u ' in xml
    field = xml[xml.index('fldCharType="begin"') : xml.index('fldCharType="end"')]
    assert re.findall(r'w:anchor="([^"]+)"', field) == [
        "counted",
        "part-2",
        "overview",
        "part-4",
        "part-5",
        "part-6",
    ]


def test_the_file_says_title_and_nothing_of_who_or_where(word, files):
    properties = word.core_properties
    assert properties.title == "Projektredovisning 2022"
    assert properties.language == "sv-SE"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(files[".docx"]) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for trace in (b"/tmp", b"/root", b"/home", b"pandoc", b"Microsoft Word"):
        assert trace not in everything

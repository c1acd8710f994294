"""The PDF is one that everybody can read: PDF/UA-1, tagged, titled, in its language, on A4."""

import re

import pikepdf
import pytest

from stegvis.reports.rendering import render
from tests.reports.rendering.documents import document_of
from tests.reports.rendering.reading import structure, text_of

pytestmark = pytest.mark.reports

A4 = (595.276, 841.89)


@pytest.fixture(scope="module")
def pdf(files):
    with pikepdf.open(files[".pdf"]) as opened:
        yield opened


def role(element) -> str:
    return str(element.S)[1:]


def elements(pdf, *roles: str) -> list:
    return [one for one in structure(pdf) if role(one) in roles]


def attribute(element, name: str):
    return next((one[name] for one in element.get("/A", []) if name in one), None)


def test_the_pdf_declares_itself_pdf_ua_1(pdf):
    assert "<pdfuaid:part>1</pdfuaid:part>" in bytes(pdf.Root.Metadata.read_bytes()).decode()


def test_the_pdf_is_tagged_and_shows_its_title_in_its_language(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.Root.Lang) == "sv-SE"
    assert str(pdf.docinfo.Title) == "Projektredovisning 2022"


def test_every_page_is_a4_upright_or_across(pdf):
    sizes = {tuple(round(float(one), 3) for one in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {A4, A4[::-1]}


def test_bookmarks_lead_to_every_heading(pdf):
    with pdf.open_outline() as outline:
        found = [(one.title, [child.title for child in one.children]) for one in outline.root]
    assert found == [
        ("Innehåll", []),
        ("Så har vi räknat", ["Begrepp"]),
        ("Översikt", ["18 av 24 har avslutats"]),
        ("Bilaga: bred tabell", []),
        ("Slutord", []),
    ]


def test_headings_are_tagged_by_their_level(pdf):
    levels = [role(one) for one in elements(pdf, "H1", "H2", "H3", "H4")]
    assert levels == ["H1", "H1", "H2", "H3", "H4", "H1", "H2", "H1", "H1"]


def test_pictures_say_their_finding(pdf):
    assert [str(one.Alt) for one in elements(pdf, "Figure")] == [
        "Fler kom än slutade: 24 in och 18 ut <2022>",
        "Försäkringskassan remitterar flest",
    ]


def test_cells_refer_to_the_heads_of_their_columns_and_rows(pdf):
    heads = {str(one.ID): one for one in elements(pdf, "TH")}
    scopes = {str(attribute(one, "/Scope")) for one in heads.values()}
    assert scopes == {"/Column", "/Row"}
    for cell in elements(pdf, "TD"):
        named = [heads[str(one)] for one in attribute(cell, "/Headers")]
        assert "/Row" in {str(attribute(one, "/Scope")) for one in named}


def test_a_row_head_over_two_rows_heads_both(pdf):
    table = elements(pdf, "Table")[1]
    rows = [one for one in structure_below(table) if role(one) == "TR"]
    head = rows[3].K[0]
    assert attribute(head, "/RowSpan") == 2
    assert [str(head.ID) in map(str, attribute(cell, "/Headers")) for cell in rows[4].K] == [
        True,
        True,
    ]


def structure_below(element):
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from structure_below(kid)


def test_names_of_heads_are_listed_in_order(pdf):
    names = [str(one) for one in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert names == sorted(names)
    assert names == sorted({str(one.ID) for one in elements(pdf, "TH")} | notes(pdf))


def notes(pdf) -> set[str]:
    return {str(one.ID) for one in structure(pdf) if role(one) == "Note"}


def test_the_language_of_a_phrase_is_told(pdf):
    told = {
        found.decode()
        for page in pdf.pages
        for found in re.findall(rb"/Lang\(([^)]*)\)", page.Contents.read_bytes())
    } | {str(one.Lang) for one in structure(pdf) if "/Lang" in one}
    assert told == {"ar", "ti", "sv-SE"}


def test_every_page_but_the_cover_has_running_head_and_number(files):
    pages = pikepdf.open(files[".pdf"]).pages
    text = text_of(files[".pdf"])
    assert re.findall(r"(\d+)/8", text) == [str(page) for page in range(2, len(pages) + 1)]
    assert text.count("Samordningsförbundet Åar <&> #1 1 januari – 31 december 2022") == 7


def test_all_fonts_are_inside(pdf):
    fonts = {
        str(font.BaseFont).split("+")[1].split("-Identity")[0]
        for page in pdf.pages
        for font in page.Resources.get("/Font", {}).values()
    }
    assert fonts <= {
        "SourceSans3-Regular",
        "SourceSans3-It",
        "SourceSans3-Semibold",
        "SourceSans3-SemiboldIt",
        "SourceSerif4-Semibold",
        "Vazirmatn-NL-Regular",
        "VazirmatnNL-Regular",
        "NotoSansEthiopic-Regular",
    }


def test_the_file_says_nothing_of_who_or_where(files):
    content = files[".pdf"].read_bytes()
    with pikepdf.open(files[".pdf"]) as pdf:
        assert set(pdf.docinfo) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    for trace in (b"/tmp", b"/home", b"/root", b"stegvis-report-", b"Author"):
        assert trace not in content


def test_a_document_without_a_date_has_none(tmp_path):
    render(document_of("<p>Text</p>", made_at=None), to=tmp_path / "report.pdf")
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_characters_no_font_can_write_are_named(tmp_path):
    document = document_of("<p>Bra jobbat 😀👍🏽 och 日本</p>", title="Så 😀")
    render(document, to=tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert "Bra jobbat [grinning face][thumbs up sign]" in text
    assert "[cjk unified ideograph-65e5]" in text


def test_a_long_table_repeats_its_head_and_foots_once(tmp_path):
    rows = "".join(
        f'<tr><th scope="row">Rad {row}</th><td><data value="{row}">{row}</data></td></tr>'
        for row in range(120)
    )
    table = (
        '<table><caption>Lång</caption><thead><tr><th scope="col">Benämning</th><th scope="col">'
        f"Antal</th></tr></thead><tbody>{rows}</tbody><tfoot><tr><th scope='row'>Alla rader</th>"
        '<td><data value="7140">7 140</data></td></tr></tfoot></table>'
    )
    render(document_of(table), to=tmp_path / "report.pdf")
    text = text_of(tmp_path / "report.pdf")
    assert text.count("Benämning Antal") >= 3
    assert text.count("Alla rader") == 1
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert len(elements(pdf, "Table")) == 1
        assert len(elements(pdf, "TR")) == 122

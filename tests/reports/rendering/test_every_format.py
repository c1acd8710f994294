"""One document, five formats: nothing is lost on the way and every number is the same."""

import re

import pytest

from stegvis.reports.rendering import Document, RenderingFault, render
from tests.reports.rendering.documents import AWKWARD, document_of, moves_chart
from tests.reports.rendering.reading import plain, tables_of, text_of

pytestmark = pytest.mark.reports

PROSE = (".html", ".docx", ".odt", ".pdf")
TABLES = (".html", ".docx", ".odt", ".xlsx")

MARKS = (
    "5 < 7 && 7 > 5, $x$ kostar $100, #let a = 1, @ref, C:\\mapp\\fil, `kod`, *stjärna*,"
    " _under_, [klammer], {måsvinge}, ~, ^, -- tre --- streck, \"citat\", 'enkelt', a//b,"
    " /* c */, -? och ... samt https://exempel.se/~x_y"
)
SENTENCES = (
    "Rapporten visar hur deltagarna kom, hur länge de var kvar och vart de gick vidare.",
    MARKS,
    "= inte en rubrik",
    "- inte en lista",
    "1. inte heller",
    "ሰላም",
    "Svenska å ä ö Å Ä Ö é ü; ½ § € – — … ≥ ≤ −5 °C.",
    "Jag fick tid att ”landa” och någon som höll ihop det.",
    "Uttagsdatum är dagen då siffrorna hämtades ur Stegvis, se 1 * 2 # 3.",
    "varav återkommande",
    "Perioden är inte slut: siffrorna är preliminära.",
    "Försäkringskassan, Arbetsförmedlingen, Region <VGR>",
    "75,4 %",
    "1 746 000 kr",
    "Deltagare efter kön, antal <alla>",
    "Källa: Stegvis, uttag 2023-01-20. n = 24",
    "Fler kom än slutade: 24 in och 18 ut <2022>",
    "Samordningsförbundet Åar <&> #1",
    "Projektredovisning 2022",
    "Bilaga till årsredovisningen",
    "1 januari – 31 december 2022",
    "Efter sidbrytning.",
)


@pytest.mark.parametrize("suffix", PROSE)
def test_every_sentence_comes_out_whole(files, suffix):
    text = text_of(files[suffix])
    assert [one for one in SENTENCES if plain(one) not in text] == []


@pytest.mark.parametrize("suffix", PROSE)
def test_words_of_another_script_come_out_whole(files, suffix):
    text = text_of(files[suffix])
    arabic = re.findall(r"[\u0600-\u06ff]", text)
    assert sorted(arabic) == sorted("مرحبا بكم في البرنامج".replace(" ", ""))


def test_every_table_has_the_same_cells_in_every_format(files):
    read = {suffix: tables_of(files[suffix]) for suffix in TABLES}
    assert read[".html"][0] == [
        ["Mått", "Kön", "Andel"],
        ["Kvinnor", "Män"],
        ["Inskrivna under perioden", "18", "6", "75 %"],
        ["Avslutade", "13", "5", "72,2 %"],
        ["Sammanslaget: = 18 $ # @", "–"],
        ["- Förändring", "−1 250,5", "0", "–"],
        ["Summa", "31", "11", "–"],
    ]
    assert read[".docx"] == read[".odt"] == read[".xlsx"] == read[".html"]


def test_the_rows_of_the_tables_are_those_of_the_pdf(files):
    text = text_of(files[".pdf"])
    rows = [" ".join(row) for rows in tables_of(files[".html"]) for row in rows]
    unbroken = ("Inskrivna under perioden", "- Förändring", "Summa")
    assert [one for one in rows if one.startswith(unbroken) and one not in text] == []


def test_a_bound_figure_keeps_its_exact_value_in_the_page(files):
    page = files[".html"].read_text("utf-8")
    assert '<data value="0.7222222">72,2 %</data>' in page


@pytest.mark.parametrize("suffix", [".html", ".docx", ".odt", ".pdf", ".xlsx"])
def test_the_same_document_gives_the_same_bytes(whole, files, drawn, tmp_path, suffix):
    render(whole, to=tmp_path / f"again{suffix}", cache_in=drawn)
    assert (tmp_path / f"again{suffix}").read_bytes() == files[suffix].read_bytes()


@pytest.mark.parametrize("suffix", PROSE)
def test_awkward_characters_in_every_place_are_only_characters(drawn, tmp_path, suffix):
    safe = AWKWARD.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    places = (
        f"<h2>{safe}</h2><p>{safe}</p><ul><li>{safe}</li></ul><blockquote><p>{safe}</p></blockquote>"
        f"<dl><dt>{safe}</dt><dd>{safe}</dd></dl><table><caption>{safe}</caption><thead><tr>"
        f'<th scope="col">{safe}</th></tr></thead><tbody><tr><td>{safe}</td></tr></tbody></table>'
        f'<figure><img src="chart:a" alt="{safe}"><figcaption>{safe}</figcaption></figure>'
        f'<p>{safe}<a epub:type="noteref" href="#n">1</a></p>'
        f'<aside epub:type="footnote" id="n"><p>{safe}</p></aside>'
    )
    document = document_of(places, charts={"a": moves_chart(1)}, title=AWKWARD, subtitle=AWKWARD)
    to = tmp_path / f"awkward{suffix}"
    render(document, to=to, cache_in=drawn)
    text = text_of(to).replace(" ", "").replace("-", "")
    assert text.count(AWKWARD.replace(" ", "")) >= 12


@pytest.mark.parametrize("suffix", [".html", ".docx", ".odt", ".pdf", ".xlsx"])
def test_a_report_in_english_says_contents_and_writes_numbers_its_own_way(tmp_path, suffix):
    document = document_of(
        '<h2>Participants</h2><table data-unit="count"><caption>Participants</caption><thead><tr>'
        '<th scope="col">Gender</th><th scope="col">Count</th></tr></thead><tbody><tr>'
        '<th scope="row">Women</th><td><data value="1746000">1,746,000</data></td></tr>'
        "</tbody></table>"
        '<p>In all <data value="0.335">33.5%</data>, <q>nearly</q> half.</p>',
        language="en",
        cover_facts=(),
    )
    to = tmp_path / f"english{suffix}"
    render(document, to=to)
    text = text_of(to)
    words = ("Tables",) if suffix == ".xlsx" else ("Contents", "1,746,000", "33.5%", "“nearly”")
    assert [one for one in words if one not in text] == []


def test_an_unknown_ending_is_refused_with_the_endings_there_are(whole, tmp_path):
    with pytest.raises(RenderingFault, match=r"'\.doc'.*\.html, \.docx, \.odt, \.pdf, \.xlsx"):
        render(whole, to=tmp_path / "report.doc")


def test_a_report_that_fails_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr("stegvis.reports.rendering.pdf.SECONDS", 0.001)
    with pytest.raises(RenderingFault, match="took more than"):
        render(document_of("<p>Text</p>"), to=tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_document_without_what_stands_on_its_cover_is_refused():
    with pytest.raises(RenderingFault, match="needs its period_text"):
        Document(html="", title="T", association="A", period_text=" ", state_text="Utkast")

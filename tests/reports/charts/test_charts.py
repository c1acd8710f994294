"""Charts: the finding, every figure as a direct label, patterns, legible at 360 pixels."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from stegvis.reports.charts import (
    NARROW,
    WIDE,
    Chart,
    Point,
    Series,
    by_gender,
    distribution,
    draw,
    draw_png,
    moves,
    trend,
)
from stegvis.reports.charts.metrics import font
from tests.reports.rendering.documents import ALL_CHARTS, AWKWARD, GENDERS, MONTHS, moves_chart

pytestmark = pytest.mark.reports

SVG = "{http://www.w3.org/2000/svg}"
EVERY_CHART = pytest.mark.parametrize("make", ALL_CHARTS.values(), ids=list(ALL_CHARTS))


def texts(svg: str) -> list[str]:
    """What is written in the picture, each text with its lines joined."""
    root = ET.fromstring(svg)
    return [" ".join(one.itertext()).strip() for one in root.iter(f"{SVG}text")]


@EVERY_CHART
def test_the_picture_says_what_it_is(make):
    chart = make(2)
    root = ET.fromstring(draw(chart).svg)
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == chart.title
    assert root[1].text == chart.description


@EVERY_CHART
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_is_as_wide_as_asked_and_no_text_is_under_12_pixels(make, width):
    drawing = draw(make(1), width=width)
    root = ET.fromstring(drawing.svg)
    assert (root.get("width"), root.get("viewBox")) == (
        str(width),
        f"0 0 {width} {drawing.height:g}",
    )
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', drawing.svg)]
    assert sizes
    assert min(sizes) >= 12


@pytest.mark.parametrize("make", [moves_chart, ALL_CHARTS["genders"], ALL_CHARTS["dumbbell"]])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_figure_is_written_in_the_picture(make, width):
    chart = make(3)
    written = " ".join(texts(draw(chart, width=width).svg))
    for point in chart.points:
        assert point.value == 0 or re.search(rf"(?<!\d){re.escape(point.shown)}(?!\d)", written)


@EVERY_CHART
def test_every_category_and_series_is_named(make):
    chart = make(0)
    written = "".join(texts(draw(chart).svg)).replace(" ", "")
    names = [*chart.categories, *(one.label for one in chart.series)]
    assert [one for one in names if one.replace(" ", "") not in written] == []


def test_characters_with_a_meaning_in_svg_are_only_characters():
    chart = by_gender(
        title=AWKWARD,
        counts={AWKWARD: {"woman": 3, "man": 2}, "]]>&amp;<!--": {"woman": 1, "man": 4}},
        genders={"woman": f"{AWKWARD} 1", "man": f"{AWKWARD} 2"},
    )
    written = "".join(texts(draw(chart).svg)).replace(" ", "")
    assert written.count(AWKWARD.replace(" ", "")) == 3
    assert "]]>&amp;<!--" in written


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(label=st.text(max_size=60))
@example(label="\x1a\x00\ud800\ufffe")
def test_no_label_breaks_the_picture(label):
    chart = by_gender(
        title=f"A {label}",
        counts={label: {"woman": 3, "man": 2}},
        genders={"woman": "Kvinnor", "man": "Män"},
    )
    assert ET.fromstring(draw(chart).svg)[0].tag == f"{SVG}title"


def test_genders_differ_by_pattern_and_not_by_colour_alone():
    counts = {"Alla": {"woman": 9, "man": 8, "other": 7, "unknown": 6}}
    svg = draw(by_gender(title="Fler kvinnor", counts=counts, genders=GENDERS)).svg
    fills = re.findall(r'<rect x="[\d.]+" y="3" width="14" height="14" fill="([^"]+)"', svg)
    assert fills[0] == "#0B5D57"
    assert re.fullmatch(r"url\(#c[0-9a-f]+-hatch\)", fills[1])
    assert re.fullmatch(r"url\(#c[0-9a-f]+-dots\)", fills[2])
    assert fills[3] == "#FFFFFF"
    for name in ("hatch", "dots"):
        assert re.search(rf'<pattern id="c[0-9a-f]+-{name}"', svg)


def test_without_colour_the_genders_can_still_be_told_apart(tmp_path):
    counts = {"Alla": {"woman": 10, "man": 10, "other": 10, "unknown": 10}}
    chart = by_gender(title="Lika många", counts=counts, genders=GENDERS)
    (tmp_path / "grey.png").write_bytes(draw_png(chart, scale=2))
    with Image.open(tmp_path / "grey.png") as opened:
        picture = opened.convert("L")
    middle = (picture.height + 64) // 2
    row = [x for x in range(picture.width) if picture.getpixel((x, middle - 16)) < 200]
    left, quarter = min(row), (max(row) - min(row)) / 4
    starts = [round(left + quarter * place + 6) for place in range(4)]
    bars = [picture.crop((x, middle - 14, x + 90, middle + 14)).histogram() for x in starts]
    dark = [sum(bar[:160]) / sum(bar) for bar in bars]
    assert dark[0] > 0.95
    assert dark[3] == 0
    assert 0.1 < dark[2] < 0.25 < dark[1] < 0.6


def test_two_pictures_in_one_page_share_no_names():
    first, second = (draw(ALL_CHARTS["genders"](seed)).svg for seed in (1, 2))
    names = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (first, second)]
    assert names[0]
    assert not names[0] & names[1]


def test_the_dark_theme_is_drawn_on_nothing_and_the_light_on_white():
    chart = moves_chart(0)
    dark, light = draw(chart, theme="dark").svg, draw(chart).svg
    assert "#5EC4B6" in dark
    assert "#FFFFFF" not in dark
    assert '<rect width="640"' in light
    assert '<rect width="640"' not in dark


def test_the_colours_of_a_page_decide_where_it_has_any():
    svg = draw(moves_chart(0), theme="variables").svg
    assert 'fill="var(--chart-teal, #0B5D57)"' in svg
    assert not re.findall(r"#[0-9A-Fa-f]{6}", re.sub(r"(var|url)\([^)]*\)", "", svg))


def test_a_withheld_figure_is_a_dash_without_a_bar():
    chart = moves(
        title="Några kom",
        months=["jan", "feb"],
        came=[7, None],
        left=[5, 6],
        came_label="Nya",
        left_label="Avslutade",
    )
    assert [point.shown for point in chart.points] == ["7", "–", "5", "6"]
    assert "–" in texts(draw(chart).svg)
    assert chart.description == "Nya: jan 7, feb –. Avslutade: jan 5, feb 6."


def test_shares_of_a_distribution_are_of_those_who_answered():
    chart = distribution(
        title="De flesta",
        counts={"Stöd": {"Nej": 1, "Ja": 3}, "Inflytande": {"Nej": 0, "Ja": 0}},
        answers=["Nej", "Ja"],
    )
    assert [(p.category, p.value, p.shown) for p in chart.points] == [
        ("Stöd", 0.25, "25\N{NO-BREAK SPACE}%"),
        ("Stöd", 0.75, "75\N{NO-BREAK SPACE}%"),
    ]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Chart("moves", " ", "", (), ()), "needs its finding"),
        (lambda: Chart("moves", "A", "", (), ()), "has no points"),
        (
            lambda: Chart("moves", "A", "", (Series("in", "a"),), (Point("x", "in", -1, "-1"),)),
            "negative value -1",
        ),
        (
            lambda: Chart("moves", "A", "", (Series("in", "a"),), (Point("x", "in", 1, "1"),) * 2),
            "two values in one place",
        ),
        (
            lambda: moves(
                title="A", months=MONTHS, came=[1], left=[1], came_label="a", left_label="b"
            ),
            "12 months need as many values",
        ),
        (
            lambda: trend(title="A", periods=["1"], values={str(n): [1] for n in range(5)}),
            "one to four lines, not 5",
        ),
        (
            lambda: by_gender(title="A", counts={"x": {"female": 3}}, genders=GENDERS),
            "No label for the gender 'female'",
        ),
    ],
)
def test_a_chart_that_cannot_be_drawn_says_why(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def test_a_scale_of_more_than_seven_answers_is_refused():
    answers = [str(step) for step in range(8)]
    chart = distribution(title="A", counts={"x": dict.fromkeys(answers, 1)}, answers=answers)
    with pytest.raises(ValueError, match="at most 7 answers, not 8"):
        draw(chart)


def test_a_drawn_chart_is_kept_by_its_content_and_read_again(tmp_path):
    chart = moves_chart(5)
    first = draw(chart, cache_in=tmp_path)
    (kept,) = tmp_path.iterdir()
    assert re.fullmatch(r"[0-9a-f]{64}\.svg", kept.name)
    kept.write_text(kept.read_text("utf-8").replace("jan", "JAN"), "utf-8")
    assert "JAN" in draw(chart, cache_in=tmp_path).svg
    assert draw(moves_chart(6), cache_in=tmp_path).svg != first.svg
    assert len(list(tmp_path.iterdir())) == 2


def test_the_same_chart_is_a_picture_twice_as_sharp_for_word(tmp_path):
    chart = moves_chart(0)
    (tmp_path / "a.png").write_bytes(draw_png(chart, cache_in=tmp_path))
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (2 * WIDE, 2 * round(draw(chart).height))
        assert len(picture.convert("L").getcolors()) > 20
    assert draw_png(chart, cache_in=tmp_path) == (tmp_path / "a.png").read_bytes()


def test_texts_are_as_wide_as_the_font_says():
    assert font().width("Avslutade deltagare", size=13) == pytest.approx(108.17, abs=0.01)
    assert font().width("", size=13) == 0

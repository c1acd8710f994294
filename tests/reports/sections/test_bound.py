"""Bound figures: the value is exact, the text is what a reader sees."""

from fractions import Fraction

import pytest
from django.utils import translation

from stegvis.reports.sections import bound


@pytest.mark.parametrize(
    ("language", "made", "html"),
    [
        ("sv", bound.count("k", 1746), '<data value="1746" data-figure="k">1\xa0746</data>'),
        ("sv", bound.count("k", None), "–"),
    ],
)
def test_a_count_is_written_the_swedish_way_and_withheld_ones_are_bound_to_nothing(
    language, made, html
):
    assert made.__html__() == html


def test_a_share_keeps_its_exact_value_and_shows_whole_per_cent():
    with translation.override("sv"):
        made = bound.share("k", Fraction(2, 3))
    assert made.__html__() == '<data value="0.666666666667" data-figure="k">67\xa0%</data>'


def test_halves_are_rounded_up_in_the_text_only():
    with translation.override("sv"):
        made = bound.share("k", Fraction(1, 8))
    assert (made.text, bound.exact(made.value)) == ("13\xa0%", "0.125")


@pytest.mark.parametrize(
    ("value", "written"),
    [(20, "20"), (Fraction(40, 2), "20"), (Fraction(63, 2), "31.5"), (0.1, "0.1"), (0, "0")],
)
def test_the_exact_value_has_a_decimal_point_and_no_padding(value, written):
    assert bound.exact(value) == written


def test_the_key_says_measure_and_question_and_leaves_out_what_was_not_asked():
    assert bound.key("participations.new", intervention="", period="2022", gender="woman") == (
        "participations.new?period=2022&gender=woman"
    )


def test_sentences_in_a_list_are_joined_as_in_running_text():
    with translation.override("en"):
        parts = [bound.sentence("{n} a", n=1), bound.sentence("b"), bound.sentence("c")]
        assert str(bound.joined(parts)) == "1 a, b and c"

"""A bound figure must show the value it carries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.reports.charts.numbers import number_text, share_text
from stegvis.reports.rendering.bound import bound
from stegvis.reports.rendering.tree import read


def data(value: str, shown: str):
    return read(f'<p><data value="{value}">{shown}</data></p>').all("data")[0]


@pytest.mark.parametrize(
    ("value", "shown", "language", "excel"),
    [
        ("24", "24", "sv", "#,##0"),
        ("1746000", "1 746 000", "sv", "#,##0"),
        ("1746000", "1&nbsp;746&#8239;000 kr", "sv", '#,##0" kr"'),
        ("1746000", "1,746,000", "en", "#,##0"),
        ("0.3352", "33,5 %", "sv", "#,##0.0 %"),
        ("0.3352", "33.5%", "en", "#,##0.0 %"),
        ("0.335", "34 %", "sv", "#,##0 %"),
        ("2.45", "2,5", "sv", "#,##0.0"),
        ("-1250.5", "−1 250,5", "sv", "#,##0.0"),
        ("-3", "-3", "sv", "#,##0"),
        ("12.34", "12,3 veckor", "sv", '#,##0.0" veckor"'),
        ("0", "0", "sv", "#,##0"),
    ],
)
def test_text_and_value_agree(value, shown, language, excel):
    figure = bound(data(value, shown), language=language)
    assert (figure.value, figure.excel_format) == (Decimal(value), excel)


@pytest.mark.parametrize(
    ("value", "shown", "said"),
    [
        ("24", "25", "text and value differ"),
        ("0.335", "33 %", "text and value differ"),
        ("1746", "1 746 000", "text and value differ"),
        ("24", "–", "not one number"),
        ("24", "", "not one number"),
        ("24", "24 av 30", "not one number"),
        ("24", "tjugofyra", "not one number"),
        ("17", "1 7", "not one number"),
        ("1234", "1.234", "not one number"),
        ("", "24", "carries no number"),
        ("participations.current", "24", "carries no number"),
        ("NaN", "24", "carries no finite number"),
        ("Infinity", "24", "carries no finite number"),
    ],
)
def test_text_that_shows_something_else_is_refused(value, shown, said):
    with pytest.raises(ValueError, match=said):
        bound(data(value, shown), language="sv")


@given(
    value=st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    decimals=st.integers(0, 4),
    language=st.sampled_from(["sv", "en"]),
)
def test_every_number_as_we_write_it_agrees_with_itself(value, decimals, language):
    shown = number_text(value, language=language, decimals=decimals)
    assert bound(data(str(value), shown), language=language).value == value


@given(
    share=st.decimals(min_value=0, max_value=1, places=6),
    decimals=st.integers(0, 2),
    language=st.sampled_from(["sv", "en"]),
)
def test_every_share_as_we_write_it_agrees_with_itself(share, decimals, language):
    shown = share_text(share, language=language, decimals=decimals)
    assert bound(data(str(share), shown), language=language).is_share


@pytest.mark.parametrize(
    ("value", "decimals", "language", "shown"),
    [
        (1746000, 0, "sv", "1\N{NO-BREAK SPACE}746\N{NO-BREAK SPACE}000"),
        (0.5, 0, "sv", "1"),
        (2.5, 0, "sv", "3"),
        (-0.4, 0, "sv", "0"),
        (-1250.5, 1, "sv", "−1\N{NO-BREAK SPACE}250,5"),
        (1234.5, 1, "en", "1,234.5"),
    ],
)
def test_numbers_are_rounded_half_up_and_written_in_the_language(value, decimals, language, shown):
    assert number_text(value, language=language, decimals=decimals) == shown


def test_a_per_cent_sign_stands_apart_in_swedish_only():
    assert share_text(0.335, language="sv", decimals=1) == "33,5\N{NO-BREAK SPACE}%"
    assert share_text(0.335, language="en", decimals=1) == "33.5%"

"""Numbers: rounding half up at the very end, and the Swedish and English way to write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from stegvis.core.numbers import number, percent, rounded


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(67, 2), 0, "34"),
        (1746000, 0, "1746000"),
        (Decimal("0.125"), 2, "0.13"),
        (0.5, 0, "1"),
        (7, 1, "7.0"),
    ],
)
def test_halves_are_rounded_up(value: Fraction, decimals: int, expected: str) -> None:
    assert str(rounded(value, decimals=decimals)) == expected


def test_a_third_of_a_per_cent_is_not_rounded_twice() -> None:
    assert rounded(Fraction(1345, 10000) * 100, decimals=0) == 13


def test_numbers_are_written_the_swedish_way_with_no_break_spaces() -> None:
    assert number(1746000) == "1\u00a0746\u00a0000"
    assert number(Fraction(67, 2), decimals=1) == "33,5"
    assert number(-1200) == "\u22121\u00a0200"
    assert percent(Fraction(67, 200), decimals=1) == "33,5\u00a0%"
    assert percent(Fraction(2, 3)) == "67\u00a0%"


def test_numbers_are_written_the_english_way() -> None:
    assert number(1746000, language="en") == "1,746,000"
    assert number(Fraction(67, 2), decimals=1, language="en-gb") == "33.5"
    assert percent(Fraction(67, 200), decimals=1, language="en") == "33.5%"

"""How a report divides its period."""

from datetime import date

import pytest
from django.utils import translation

from stegvis.reports.times import times_of
from tests.reports.told import period

AFTER = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("sv", "2022", ("2022-01", "januari", "jan")),
        ("en", "2022", ("2022-01", "January", "Jan")),
        ("en", "2021-11..2022-02", ("2021-11", "November 2021", "Nov 21")),
        ("en", "2021-07..2022-08", ("2021-Q3", "quarter 3 of 2021", "Q3 2021")),
    ],
)
def test_months_until_they_are_too_many_then_quarters(language, text, first):
    with translation.override(language):
        piece = times_of(period(text), today=AFTER).pieces[0]
    assert (piece.code, piece.name, piece.short.casefold()) == (
        first[0],
        first[1],
        first[2].casefold(),
    )


def test_months_that_have_not_begun_are_left_out():
    with translation.override("en"):
        pieces = times_of(period(), today=date(2022, 3, 1)).pieces
    assert [piece.code for piece in pieces] == ["2022-01", "2022-02", "2022-03"]

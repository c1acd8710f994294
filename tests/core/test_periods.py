"""Periods: every form of the exchange format, and what is refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.core.periods import FORMS, FromStart, Period, PeriodError, parse

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-H1", "2022-01-01", "2022-06-30"),
        ("2022-H2", "2022-07-01", "2022-12-31"),
        ("2022-T1", "2022-01-01", "2022-04-30"),
        ("2022-T2", "2022-05-01", "2022-08-31"),
        ("2022-T3", "2022-09-01", "2022-12-31"),
        ("2022-Q1", "2022-01-01", "2022-03-31"),
        ("2022-Q3", "2022-07-01", "2022-09-30"),
        ("2022-Q4", "2022-10-01", "2022-12-31"),
        ("2022-05", "2022-05-01", "2022-05-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-12", "2022-12-01", "2022-12-31"),
        ("2022-01..2022-08", "2022-01-01", "2022-08-31"),
        ("2021-11..2022-02", "2021-11-01", "2022-02-28"),
        ("2022-01-01..2022-08-12", "2022-01-01", "2022-08-12"),
        ("2022-05-20..2022-05-20", "2022-05-20", "2022-05-20"),
        ("2022-interim", "2022-01-01", "2022-08-31"),
        ("2999", "2999-01-01", "2999-12-31"),
    ],
)
def test_every_form_means_its_days_and_keeps_its_text(text: str, first: str, last: str) -> None:
    period = parse(text)

    assert period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert str(period) == period.text == text


def test_the_interim_period_is_the_associations_own() -> None:
    assert parse("2022-interim", interim=(1, 6)) == parse("2022-H1")


def test_from_start_begins_with_each_intervention() -> None:
    until_august = parse("start..2022-08")

    assert until_august == FromStart(date(2022, 8, 31))
    assert str(until_august) == until_august.text == "start..2022-08"
    assert isinstance(until_august, FromStart)
    assert until_august.since(date(2019, 3, 15)) == Period(date(2019, 3, 15), date(2022, 8, 31))
    assert until_august.since(date(2022, 9, 1)) is None


def test_a_period_made_of_two_days_writes_itself() -> None:
    assert Period(date(2022, 1, 1), date(2022, 8, 12)).text == "2022-01-01..2022-08-12"
    assert FromStart(date(2022, 8, 31)).text == "start..2022-08"


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022-5", "2022-h1", "2022-05-20", "start..2022", "start..", "2022..2023",
     "2022-01..2022-08-12", " 2022", "2022 ", "2022\n", "x2022", "٢٠٢٢", "2022-W10", "interim",
     "0000", "9999"],
)  # fmt: skip
def test_an_unknown_form_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(text)

    assert str(refused.value) == f"«{text}» is not a period: write for example {FORMS}."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2022-T4", "«2022-T4» is not a period. A year has T1 to T3."),
        ("2022-H0", "«2022-H0» is not a period. A year has H1 to H2."),
        ("2022-Q5", "«2022-Q5» is not a period. A year has Q1 to Q4."),
        ("2022-13", "«2022-13» names a day, month or year that does not exist."),
        ("2022-00", "«2022-00» names a day, month or year that does not exist."),
        (
            "2022-02-30..2022-03-01",
            "«2022-02-30..2022-03-01» names a day, month or year that does not exist.",
        ),
        (
            "2022-08..2022-01",
            (
                "«2022-08..2022-01» is not a period. "
                "The period ends 2022-01-31, before it begins 2022-08-01."
            ),
        ),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(text)

    assert str(refused.value) == reason


def test_months_and_quarters_are_named_and_cut_to_the_period() -> None:
    period = Period(date(2021, 11, 15), date(2022, 4, 3))

    assert [(m.text, m.first.day, m.last.day) for m in period.months()] == [
        ("2021-11", 15, 30),
        ("2021-12", 1, 31),
        ("2022-01", 1, 31),
        ("2022-02", 1, 28),
        ("2022-03", 1, 31),
        ("2022-04", 1, 3),
    ]
    assert [(str(q.first), str(q.last), q.text) for q in period.quarters()] == [
        ("2021-11-15", "2021-12-31", "2021-Q4"),
        ("2022-01-01", "2022-03-31", "2022-Q1"),
        ("2022-04-01", "2022-04-03", "2022-Q2"),
    ]


@pytest.mark.parametrize(
    ("text", "months", "years"),
    [("2022", True, True), ("2021-01..2022-12", True, True), ("2022-H1", True, False),
     ("2022-02..2023-01", True, False), ("2022-01-01..2022-08-12", False, False),
     ("2022-01-02..2022-12-31", False, False)],
)  # fmt: skip
def test_whole_months_and_whole_years_are_recognised(text: str, months: bool, years: bool) -> None:
    period = parse(text)

    assert isinstance(period, Period)
    assert (period.is_whole_months, period.is_whole_years) == (months, years)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 900))
def test_pieces_cover_every_day_once(first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length))

    for pieces in (period.months(), period.quarters()):
        assert pieces[0].first == period.first
        assert pieces[-1].last == period.last
        assert all(a.last + DAY == b.first for a, b in pairwise(pieces))
        assert sum(piece.days for piece in pieces) == period.days

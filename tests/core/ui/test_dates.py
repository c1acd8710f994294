"""Dates as people write them."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from stegvis.core import dates

TODAY = date(2026, 11, 23)
FIRST_OF_MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-01", FIRST_OF_MARCH),
        ("2026-3-1", FIRST_OF_MARCH),
        ("20260301", FIRST_OF_MARCH),
        ("260301", FIRST_OF_MARCH),
        ("1/3", FIRST_OF_MARCH),
        ("01/03", FIRST_OF_MARCH),
        ("1/3 2026", FIRST_OF_MARCH),
        ("1/3-26", FIRST_OF_MARCH),
        ("1/3/2026", FIRST_OF_MARCH),
        (" 1/3 ", FIRST_OF_MARCH),
        ("31/12 2021", date(2021, 12, 31)),
        ("29/2 2024", date(2024, 2, 29)),
        ("idag", TODAY),
        ("Idag", TODAY),
        ("i dag", TODAY),
        ("today", TODAY),
        ("igår", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 22)),
        ("imorgon", date(2026, 11, 24)),
    ],
)
def test_a_date_is_read_the_way_people_write_it(written, meant):
    assert dates.read(written, today=TODAY) == meant


@pytest.mark.parametrize("written", ["29/2", "32/1", "20260231", "2026-13-01", "0/0"])
def test_a_day_that_is_not_in_the_calendar_is_said_so(written):
    with translation.override("en"), pytest.raises(dates.DateError) as refused:
        dates.read(written, today=TODAY)
    assert str(refused.value) == (
        f"“{written}” is not in the calendar. Check day and month, for example 2026-03-01."
    )


@pytest.mark.parametrize("written", ["", "mars", "1", "2026", "1-3", "2026.03.01", "３/1x"])
def test_what_is_no_date_is_answered_with_how_to_write_one(written):
    with translation.override("en"), pytest.raises(dates.DateError) as refused:
        dates.read(written, today=TODAY)
    assert str(refused.value) == (
        f"“{written}” cannot be read as a date. Write for example 2026-03-01, 260301, 1/3 or today."
    )


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_form_of_a_day_means_that_day(day):
    for written in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day:%y%m%d}",
        f"{day.day}/{day.month} {day.year}",
    ):
        assert dates.read(written, today=TODAY) == day


@given(st.text(max_size=12))
def test_any_text_is_either_a_day_or_refused_in_a_sentence(text):
    try:
        found = dates.read(text, today=TODAY)
    except dates.DateError as refused:
        found = str(refused)
    assert isinstance(found, date) or found.endswith(".")

"""The fact box keeps apart the periods that readers mix up."""

from datetime import date
from decimal import Decimal

from django.utils import translation

from stegvis.reports.queries import AgreedTerms, Chapter
from stegvis.reports.request import Request
from stegvis.reports.sections.facts import days, facts
from tests.reports.told import period

REQUEST = Request("annual", "skaraborg", period("2022-interim"), today=date(2022, 9, 20))


def told(chapter: Chapter) -> dict[str, str]:
    with translation.override("en"):
        return dict(facts(chapter, REQUEST))


def test_project_agreement_and_reported_period_and_extraction_date_are_four_facts():
    agreed = AgreedTerms(date(2022, 1, 1), date(2022, 12, 31), 12, 20, Decimal("10.00"))
    found = told(
        Chapter(
            "p", "P", starts_on=date(2021, 1, 1), ends_on=date(2023, 2, 28), agreements=(agreed,)
        )
    )
    assert found["Project period"] == "1 January 2021 – 28 February 2023"
    assert found["Agreement period"] == (
        "1 January 2022 – 31 December 2022, 12 places, at most 20 weeks, 10 hours a week"
    )
    assert found["Reported period"] == "January–August 2022"
    assert found["Extraction date"] == "20 September 2022"


def test_what_the_catalogue_does_not_say_is_left_out():
    assert set(told(Chapter("p", "P"))) == {"Orientation", "Reported period", "Extraction date"}


def test_a_single_site_is_no_fact_of_its_own():
    assert "Sites" not in told(Chapter("p", "P", sites=(("main", "P"),)))
    assert told(Chapter("p", "P", sites=(("a", "A"), ("b", "B"))))["Sites"] == "A, B"


def test_an_open_end_is_said_in_words():
    with translation.override("en"):
        assert days(date(2022, 1, 1), None) == "from 1 January 2022, until further notice"
        assert days(None, date(2022, 1, 1)) == "until 1 January 2022"
        assert days(None, None) == ""

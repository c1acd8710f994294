"""Preferences, error pages and words of the base page."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import translation

from stegvis.core import errors, navigation, preferences
from stegvis.core.templatetags import words


def test_a_theme_is_kept_in_a_cookie_and_leads_back(db, client):
    answer = client.post("/sprak/val/theme/", {"value": "dark", "next": "/konto/logga-in/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/konto/logga-in/"
    assert client.cookies["stegvis_theme"].value == "dark"
    assert client.cookies["stegvis_theme"]["httponly"]
    assert 'data-color-scheme="dark"' in client.get("/konto/logga-in/").content.decode()


def test_a_theme_that_is_not_offered_changes_nothing(db, client):
    client.post("/sprak/val/theme/", {"value": "pink", "next": "/"})
    assert "stegvis_theme" not in client.cookies


def test_a_cookie_that_somebody_wrote_by_hand_means_the_first_value():
    request = RequestFactory().get("/")
    request.COOKIES["stegvis_theme"] = '"><script>'
    assert preferences.THEME.of(request) == "auto"


@pytest.mark.parametrize("wanted", ["https://example.com/", "//example.com", "", "javascript:x"])
def test_a_choice_never_leads_to_another_site(db, client, wanted):
    answer = client.post("/sprak/val/theme/", {"value": "dark", "next": wanted})
    assert answer["Location"] == "/"


def test_an_unknown_choice_is_missing(db, client):
    assert client.post("/sprak/val/size/", {"value": "big"}).status_code == 404


def test_a_choice_is_made_by_post_only(db, client):
    assert client.get("/sprak/val/theme/").status_code == 405


def test_the_language_is_chosen_for_all_pages(db, client):
    client.post("/sprak/", {"language": "en", "next": "/konto/logga-in/"})
    page = client.get("/konto/logga-in/").content.decode()
    assert '<html lang="en"' in page
    assert "<h1>Log in</h1>" in page


@pytest.mark.parametrize(
    ("view", "status"), [(errors.forbidden, 403), (errors.missing, 404), (errors.failed, 500)]
)
def test_an_error_page_says_what_to_do_without_database(view, status):
    with translation.override("en"):
        answer = view(RequestFactory().get("/x/"))
    assert answer.status_code == status
    page = answer.content.decode()
    assert page.count("<h1>") == 1
    assert "Go to the start page" in page


def test_a_failure_tells_a_number_for_support_and_a_missing_page_does_not():
    request = RequestFactory().get("/x/")
    request.id = "a1b2c3"
    assert "a1b2c3" in errors.failed(request).content.decode()
    assert "a1b2c3" not in errors.missing(request).content.decode()


def test_every_item_of_the_navigation_leads_somewhere():
    found = navigation.items()
    assert [item.position for item in found] == sorted(item.position for item in found)
    assert {"my_day", "overview", "participations", "interventions", "reports"} <= {
        item.url_name for item in found
    }


def test_numbers_days_and_codes_are_written_in_the_language_of_the_page():
    with translation.override("sv"):
        assert words.number(1746000) == "1\N{NO-BREAK SPACE}746\N{NO-BREAK SPACE}000"
        assert words.percent(0.335, 1) == "33,5\N{NO-BREAK SPACE}%"
        assert words.day(date(2022, 5, 20)) == "20 maj 2022"
        assert words.code("work", "exit_reason") == "Arbete"
    with translation.override("en"):
        assert words.percent(0.335, 1) == "33.5%"
        assert words.day(date(2022, 5, 20)) == "20 May 2022"
        assert words.code("work", "exit_reason") == "Work"
    assert words.iso(date(2022, 5, 20)) == "2022-05-20"
    assert [words.number(None), words.percent(None), words.day(None), words.iso(None)] == [""] * 4
    assert words.code("", "exit_reason") == ""


def test_a_line_may_end_after_a_stroke_and_what_was_typed_stays_text():
    assert words.breakable("Socialtjänst/IFO") == "Socialtjänst/<wbr>IFO"
    assert words.breakable("<b>/&") == "&lt;b&gt;/<wbr>&amp;"
    assert words.breakable(12) == "12"

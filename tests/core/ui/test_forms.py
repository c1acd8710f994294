"""How fields are shown and announced, and the fields that several areas use."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from stegvis.core.forms import (
    CodeField,
    CodesField,
    DateField,
    DecimalField,
    SharesField,
    StatesField,
    WholeNumberField,
)

pytestmark = pytest.mark.usefixtures("english")

MUST = {"required": "Tick the box."}
COLOURS = [("red", "Red"), ("blue", "Blue")]


class Everything(forms.Form):
    day = DateField(label="Day", help_text="For example 1/3.")
    colour = CodeField(label="Colour", choices=COLOURS)
    colours = CodesField(label="Colours", choices=COLOURS, help_text="Any number.")
    yes = forms.BooleanField(label="Yes", help_text="Tick.", error_messages=MUST)
    many = WholeNumberField(label="Many", example="12")
    part = DecimalField(label="Part", example="2.5", required=False)
    shares = SharesField(label="Shares", choices=lambda: COLOURS, help_text="In percent.")
    states = StatesField(
        label="States",
        choices=lambda: COLOURS,
        states=lambda: [("begun", "Begun"), ("done", "Done")],
        detail_label="state",
    )


class Page(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def with_attribute(self, name):
        return [attrs for _tag, attrs in self.elements if name in attrs]

    @property
    def ids(self):
        return [attrs["id"] for attrs in self.with_attribute("id")]


def everything(**data) -> Everything:
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return Everything(sent)


def page(form) -> Page:
    return Page(render_to_string("core/error_summary.html", {"form": form}) + form.render())


def test_every_id_of_a_form_with_errors_occurs_once():
    ids = page(everything(many="x", shares="red", shares__red="200")).ids
    assert sorted(ids) == sorted(set(ids))


def test_every_reference_of_a_form_with_errors_leads_to_an_element():
    found = page(everything(many="x", shares="red", shares__red="200"))
    for name in ("for", "aria-describedby", "aria-labelledby"):
        for attrs in found.with_attribute(name):
            for reference in attrs[name].split():
                assert reference in found.ids
    for attrs in found.with_attribute("href"):
        assert attrs["href"].removeprefix("#") in found.ids


def test_every_control_has_a_label():
    found = page(Everything())
    labelled = {attrs["for"] for attrs in found.with_attribute("for")}
    for tag, attrs in found.elements:
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden":
            assert attrs["id"] in labelled or attrs.get("aria-label")


def test_a_field_in_error_says_so_and_points_at_help_and_error():
    form = everything(day="hello")
    (attrs,) = [attrs for attrs in page(form).with_attribute("id") if attrs["id"] == "id_day"]
    assert attrs["aria-invalid"] == "true"
    assert attrs["aria-describedby"] == "id_day_helptext id_day_error"
    assert attrs["value"] == "hello"


def test_the_summary_takes_focus_and_links_to_each_field():
    form = everything(many="x")
    html = render_to_string("core/error_summary.html", {"form": form})
    found = Page(html)
    section = found.elements[0][1]
    assert "autofocus" in section
    assert section["tabindex"] == "-1"
    assert [attrs["href"] for attrs in found.with_attribute("href")] == [
        "#id_day",
        "#id_colour",
        "#id_colours",
        "#id_yes",
        "#id_many",
    ]


def test_errors_say_what_to_do_and_never_only_that_something_is_wrong():
    form = everything(day="32/1", colour="green", many="x", part="y", shares="red", shares__red="z")
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "day": ["“32/1” is not in the calendar. Check day and month, for example 2026-03-01."],
        "colour": ["“green” is not in the list. Choose one of the alternatives."],
        "colours": ["Choose at least one of the alternatives."],
        "yes": ["Tick the box."],
        "many": ["Write a whole number, for example 12."],
        "part": ["Write a number, for example 2.5."],
        "shares": ["“z” is no share. Write a number from 0 to 100, for example 50."],
    }


def test_a_date_is_shown_again_as_it_was_understood():
    form = Everything(initial={"day": date(2026, 3, 1)})
    assert form["day"].value() == date(2026, 3, 1)
    assert 'value="2026-03-01"' in str(form["day"])


def test_a_decimal_comma_is_a_decimal_point():
    assert str(DecimalField(example="2.5").clean("2,5")) == "2.5"


@pytest.mark.parametrize(
    ("written", "percent"), [("50", 50), ("33,5", 33.5), ("100 %", 100), ("0", 0), ("", None)]
)
def test_a_share_is_a_number_from_0_to_100_or_not_known(written, percent):
    form = everything(shares="red", shares__red=written)
    form.is_valid()
    assert form.cleaned_data["shares"] == [{"code": "red", "percent": percent}]


@pytest.mark.parametrize("written", ["101", "-1", "half", "nan", "1e3"])
def test_what_is_no_share_is_refused(written):
    form = everything(shares="red", shares__red=written)
    assert list(form.errors["shares"]) == [
        f"“{written}” is no share. Write a number from 0 to 100, for example 50."
    ]


def test_a_share_beside_a_box_that_is_not_ticked_is_not_kept():
    form = everything(shares__red="50")
    form.is_valid()
    assert form.cleaned_data["shares"] is None


def test_what_was_written_beside_each_box_stands_there_again():
    form = everything(shares=["red", "blue"], shares__red="50", shares__blue="x")
    html = str(form["shares"])
    assert html.count("checked") == 2
    assert 'value="50"' in html
    assert 'value="x"' in html


def test_stored_shares_are_shown_as_they_were_written():
    form = Everything(initial={"shares": [{"code": "blue", "percent": 33.5}]})
    html = str(form["shares"])
    assert html.count("checked") == 1
    assert 'value="33.5"' in html


def test_a_state_that_is_not_offered_is_the_first():
    form = everything(states=["red", "blue"], states__red="done", states__blue="lost")
    form.is_valid()
    assert form.cleaned_data["states"] == [
        {"code": "red", "state": "done"},
        {"code": "blue", "state": "begun"},
    ]


def test_a_code_that_is_not_offered_is_refused():
    form = everything(shares="green")
    assert list(form.errors["shares"]) == [
        "“green” is not in the list. Choose one of the alternatives."
    ]


def test_required_is_only_said_where_other_fields_are_not():
    class Login(forms.Form):
        name = forms.CharField()
        word = forms.CharField()

    assert not Login()["name"].marks_required
    assert Everything()["day"].marks_required
    assert not Everything()["part"].marks_required


def test_no_field_hides_its_label_in_a_placeholder():
    class Login(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Name"}))

    assert "placeholder" not in str(Login()["name"])

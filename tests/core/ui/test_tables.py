"""Lists: caption, heads, order, pages and chosen columns."""

import time
from datetime import date

import django_tables2 as tables
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from stegvis.core.tables import CodeColumn, DayColumn, NumberColumn, Table

pytestmark = pytest.mark.usefixtures("english")


class Cities(Table):
    caption = "Cities"
    row_header = "name"
    optional = ("people", "gender")
    hidden_at_first = ("gender",)

    name = tables.Column()
    people = NumberColumn()
    gender = CodeColumn(name="gender")


ROWS = [
    {"name": "Hjo", "people": 9151, "gender": "woman"},
    {"name": "Tibro", "people": 11222, "gender": "unknown"},
]


def shown(rows=ROWS, **query) -> str:
    request = RequestFactory().get("/", query)
    table = Cities(rows).configured(request)
    return render_to_string("core/table.html", {"table": table, "request": request})


def test_a_table_has_a_caption_that_names_its_scroll_region():
    html = shown()
    assert '<caption id="table-caption">Cities</caption>' in html
    assert 'aria-labelledby="table-caption"' in html


def test_every_head_has_a_scope():
    html = shown()
    assert html.count("<th ") == html.count('scope="col"') + html.count('scope="row"')
    assert html.count('scope="row"') == 2


def test_the_sorted_column_says_which_way():
    assert "aria-sort" not in shown()
    assert shown(sort="people").count('aria-sort="ascending"') == 1
    html = shown(sort="-people")
    assert html.count('aria-sort="descending"') == 1
    assert html.index("Tibro") < html.index("Hjo")


def test_numbers_have_the_marks_of_the_language():
    assert "11,222" in shown()
    with translation.override("sv"):
        assert "11\N{NO-BREAK SPACE}222" in shown()


def test_columns_can_be_asked_for_and_left_out():
    assert "Not known" not in shown()
    html = shown(columns=["gender"])
    assert "Not known" in html
    assert "11,222" not in html


def test_choosing_columns_keeps_what_was_filtered():
    html = shown(period="2022", page="3", columns=["gender"])
    assert '<input type="hidden" name="period" value="2022">' in html
    assert 'name="page"' not in html


def test_pages_are_linked_and_the_open_one_is_said():
    rows = [{"name": f"City {n}", "people": n, "gender": "man"} for n in range(120)]
    html = shown(rows, page="2", sort="people")
    assert html.count('aria-current="page"') == 1
    assert "120 rows" in html
    assert "page 2 of 3" in html
    assert "City 50<" in html
    assert "City 49<" not in html


def test_a_page_of_ten_thousand_rows_takes_less_than_a_second():
    rows = [{"name": f"City {n}", "people": n, "gender": "man"} for n in range(10_000)]
    shown(rows[:10])
    started = time.perf_counter()
    shown(rows, sort="-people", page="100")
    assert time.perf_counter() - started < 1


def test_days_are_written_as_in_tables():
    assert DayColumn().render(date(2022, 5, 20)) == "2022-05-20"

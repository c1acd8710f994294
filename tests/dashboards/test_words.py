"""Headings, tiles and addresses of figures."""

from datetime import date
from types import SimpleNamespace

import pytest

from stegvis.core.periods import parse
from stegvis.dashboards import headings, links, tiles
from stegvis.measures.answer import Figure
from stegvis.reports.answers import Answers, Ask, Reading
from stegvis.reports.sections.bound import key
from stegvis.reports.times import back, times_of

pytestmark = pytest.mark.usefixtures("english")

YEAR, BEFORE = parse("2022"), parse("2021")


def answers(**figures: Figure) -> Answers:
    """Answers to the tiles' measures, by the last part of their names."""
    asked = {Ask(kind.measure): kind.measure.partition(".")[2] for kind in tiles.TILES}
    nothing = Figure({}, 0, 0, 0, left_out=0)
    readings = {ask: Reading(ask, (figures.get(name, nothing),)) for ask, name in asked.items()}
    return Answers(readings, times_of(YEAR, today=date(2023, 1, 1)))


def count(number: int) -> Figure:
    return Figure({}, number, number)


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (24, 20, "24 participations, 4 more than in 2021"),
        (1, 5, "1 participation, 4 fewer than in 2021"),
        (7, 7, "7 participations, as many as in 2021"),
        (7, 0, "7 participations"),
        (0, 3, "0 participations, 3 fewer than in 2021"),
    ],
)
def test_the_heading_says_how_many_and_what_changed(now, then, told):
    before = [(BEFORE, answers(current=count(then)))]
    assert str(headings.enrolled(answers(current=count(now)), before)) == told


def test_a_withheld_number_stands_in_no_heading():
    hidden = answers(current=Figure({}, None, suppressed=True))
    assert str(headings.enrolled(hidden, [])) == "Too few take part for their number to be shown"
    shown = answers(current=count(24))
    assert str(headings.enrolled(shown, [(BEFORE, hidden)])) == "24 participations"


def tile(kind: tiles.Kind, now: Answers, *before: Answers) -> tiles.Tile:
    periods = [parse(str(2022 - n)) for n in range(len(before), 0, -1)]
    (made,) = tiles.tiles([kind], now, list(zip(periods, before, strict=True)))
    return made


def test_a_tile_tells_its_change_and_its_years():
    made = tile(tiles.NEW, answers(new=count(12)), answers(new=count(9)), answers(new=count(15)))
    assert made.value.text == "12"
    assert made.change == "3 fewer than in 2021"
    assert made.span == "2020–2022"
    assert made.trend_words == "2020: 9, 2021: 15"
    assert made.trend is not None


def test_a_line_does_not_rise_from_years_before_anything_was_registered():
    made = tile(tiles.NEW, answers(new=count(12)), answers(), answers(new=count(15)))
    assert made.span == "2021–2022"


def test_a_share_tells_of_how_many_and_changes_in_percentage_points():
    then = answers(to_work_or_studies=Figure({}, None, 1, 4, left_out=0))
    now = answers(to_work_or_studies=Figure({}, None, 1, 3, left_out=2))
    made = tile(tiles.TO_WORK, now, then)
    assert made.value.text == "33%"
    assert str(made.note) == "1 of 3 ended"
    assert made.change == "8 percentage points above 2021"


def test_a_duration_changes_in_weeks():
    then = answers(weeks_median=Figure({}, 20, None, 8))
    now = answers(weeks_median=Figure({}, 18.5, None, 9))
    made = tile(tiles.STAY, now, then)
    assert (made.value.text, str(made.note)) == ("18.5", "weeks, 9 ended")
    assert made.change == "1.5 weeks shorter than in 2021"


def test_a_share_of_nobody_is_not_called_withheld():
    made = tile(tiles.TO_WORK, answers())
    assert made.value == "–"
    assert str(made.note) == "nothing to compute it from"


def test_a_withheld_tile_says_so_and_compares_nothing():
    hidden = answers(to_work_or_studies=Figure({}, None, suppressed=True))
    made = tile(tiles.TO_WORK, hidden, answers())
    assert made.value.is_hidden
    assert str(made.note) == "too few to be shown"
    assert (made.change, made.trend) == ("", None)


@pytest.mark.parametrize(
    ("period", "years", "first", "last", "text"),
    [
        ("2022", 1, date(2021, 1, 1), date(2021, 12, 31), "2021"),
        ("2022-T1", 2, date(2020, 1, 1), date(2020, 4, 30), "2020-T1"),
        ("2020-02", 1, date(2019, 2, 1), date(2019, 2, 28), "2019-02"),
        ("2021-02", 1, date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        ("2021-11..2022-02", 1, date(2020, 11, 1), date(2021, 2, 28), "2020-11-01..2021-02-28"),
    ],
)
def test_an_earlier_year_has_the_same_months(period, years, first, last, text):
    earlier = back(parse(period), years=years)
    assert (earlier.first, earlier.last, earlier.text) == (first, last, text)


def test_a_figure_leads_to_the_page_of_its_own_question():
    place = SimpleNamespace(slug="west", period=YEAR)
    asked = key(
        "participations.new",
        association="west",
        intervention="stegen",
        period="2021",
        audience="public",
    )
    assert links.to_figure(asked, place) == (
        "/west/siffra/participations.new/?period=2021&intervention=stegen"
    )

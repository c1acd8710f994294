"""The page of answers: change and distribution by question, at the same cost for any number."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.context import acting
from stegvis.casework.models import Participation
from stegvis.dashboards.charts.drawn import drawn
from stegvis.dashboards.charts.sizes import NARROW, WIDE
from stegvis.reports.charts import changes, distribution, dumbbell, trend
from stegvis.surveys.models import Answer, Response
from stegvis.surveys.rules.questionnaire import Section
from tests.dashboards.conftest import EVERYTHING
from tests.dashboards.test_pages import text
from tests.factories import surveys

ITEMS = ("health", "sleep", "energy")


def ask(west, *codes: str):
    """An intervention's own survey of these items, asked at start and exit."""
    items = tuple(replace(surveys.SCALE, code=code, text={"sv": code.title()}) for code in codes)
    with acting(EVERYTHING):
        made = surveys.instrument(
            intervention=west.stegen, title={"sv": "Om dig"}, sections=(Section(items),)
        )
        surveys.use(west.stegen, made)
    return made


def answer(west, made, first: int, last: int, *, codes=ITEMS) -> None:
    """Everybody registered answers `first` at the start and `last` later."""
    with acting(EVERYTHING):
        for one in Participation.objects.filter(intervention=west.stegen):
            for value, month, occasion in ((first, 3, "start"), (last, 8, "exit")):
                said = surveys.answer(
                    made, one, answered_on=date(2022, month, 10), occasion=occasion
                )
                Answer.objects.bulk_create(
                    Answer(response=said, item=code, value=str(value)) for code in codes
                )


def page(west, role: str) -> str:
    found = west.get(role, "insatser/stegen/svar/")
    assert found.status_code == 200
    return text(found)


def test_the_owner_sees_the_four_classes_of_every_question(west):
    west.register(3)
    answer(west, ask(west, "health", "sleep"), 2, 5, codes=("health", "sleep"))
    told = page(west, "staff")
    assert "Om dig: most have improved in “Health” ( 100% )" in told
    assert "Health 3 3 ( 100% ) 0 ( 0% ) 0 ( 0% ) 0 ( 0% ) 9" in told
    assert "0% → 100%" in told


def test_the_office_is_told_of_enough_people_only(west):
    made = ask(west, *ITEMS)
    west.register(3)
    answer(west, made, 2, 5)
    assert "Too few have answered twice for change to be shown." in page(west, "office")
    assert "100%" not in page(west, "office")


def test_the_office_sees_the_share_improved_when_there_are_enough(west):
    made = ask(west, *ITEMS)
    west.register(12)
    answer(west, made, 2, 5)
    told = page(west, "office")
    assert "Energy 12 12 ( 100% ) 36" in told
    assert "Kept high" not in told


def test_every_figure_of_the_page_opens_how_it_was_computed(west):
    made = ask(west, *ITEMS)
    west.register(12)
    answer(west, made, 2, 5)
    group = f"participant|{made.code}|1|health"
    figure = west.get("office", "siffra/change.improved/", intervention="stegen", item=group)
    told = text(figure)
    assert "100.0%" in told
    assert "Health – Om dig 1" in told
    assert "Numerator 12" in told


def test_the_page_of_the_intervention_tells_it_in_short_and_leads_there(west):
    made = ask(west, *ITEMS)
    west.register(12)
    answer(west, made, 2, 5)
    short = west.get("office", "insatser/stegen/")
    assert "Of the answers given twice 100% ( 36 of 36 ) have improved: 108 net steps." in text(
        short
    )
    assert "/west/insatser/stegen/svar/" in short.content.decode()
    assert "Of the answers given twice 100% ( 36 of 36 )" in text(west.get("board", "oversikt/"))


def test_an_intervention_without_answers_says_what_to_do(west):
    assert "No answers in the period" in page(west, "office")
    ask(west, *ITEMS)
    assert "Nobody has answered the same self-assessment twice" in page(west, "office")


def test_a_period_within_a_month_is_told_why(west):
    found = west.get("office", "insatser/stegen/svar/", period="2022-01-05..2022-02-10")
    assert "begins or ends within a month" in text(found)


def test_three_questions_take_no_more_queries_than_one(west):
    made = ask(west, *ITEMS)
    west.register(12)
    answer(west, made, 2, 5, codes=ITEMS[:1])
    counts = []
    for codes in ((), ITEMS[1:]):
        if codes:
            with acting(EVERYTHING):
                for said in responses(west):
                    Answer.objects.bulk_create(
                        Answer(response=said, item=code, value="3") for code in codes
                    )
        page(west, "office")
        with CaptureQueriesContext(connection) as captured:
            page(west, "office")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def responses(west):
    return list(Response.objects.filter(participation__intervention=west.stegen))


LABELS = {"improved": "Better", "kept_high": "High", "unchanged": "Same", "worse": "Worse"}
SHARES = {"improved": 0.5, "kept_high": 0.2, "unchanged": 0.2, "worse": 0.1}


def test_bars_of_shares_are_as_long_and_every_class_has_its_own_look():
    found = drawn(changes(title="Most improved", shares={"A": SHARES, "B": SHARES}, labels=LABELS))
    assert [one.mark for one in found.legend] == ["fill-1", "ramp-2", "fill-4", "fill-2"]
    for drawing, width in ((found.wide, WIDE), (found.narrow, NARROW)):
        for bar in drawing.rows:
            assert sum(piece.width for piece in bar.pieces) == pytest.approx(
                bar.pieces[-1].x + bar.pieces[-1].width - bar.pieces[0].x
            )
            assert bar.pieces[-1].x + bar.pieces[-1].width <= width
            assert bar.pieces[0].width > 2 * bar.pieces[1].width
            assert bar.y + drawing.thick <= drawing.height


def test_answers_of_a_scale_take_their_steps_of_the_ramp():
    counts = {"A": {"1": 2, "2": 3, "3": 5}}
    found = drawn(distribution(title="Spread", counts=counts, answers=["1", "2", "3"]))
    assert [one.mark for one in found.legend] == ["ramp-1", "ramp-4", "ramp-6"]
    assert [piece.style for piece in found.wide.rows[0].pieces] == ["ramp-1", "ramp-4", "ramp-6"]


def test_a_share_that_falls_is_drawn_backwards():
    pairs = {"Up": (0.4, 0.6), "Down": (0.6, 0.4)}
    chart = dumbbell(
        title="Ends", pairs=pairs, start_label="First", exit_label="Latest", decimals=0, unit="%"
    )
    up, down = drawn(chart).wide.rows
    assert (up.backwards, down.backwards) == (False, True)
    assert up.first_x == down.last_x
    assert up.told.text == "40\N{NO-BREAK SPACE}% → 60\N{NO-BREAK SPACE}%"


def test_a_line_breaks_where_a_value_is_withheld_and_is_named_at_its_end():
    chart = trend(
        title="Improved",
        periods=["Q1", "Q2", "Q3", "Q4"],
        values={"Participant": [0.4, None, 0.5, 0.6], "Staff": [0.2, 0.3, 0.3, 0.4]},
        unit="%",
    )
    found = drawn(chart)
    participant, staff = found.wide.lines
    assert len(participant.pieces) == 1
    assert len(participant.dots) == 3
    assert (participant.name, staff.name) == ("Participant", "Staff")
    assert participant.dots[-1].text_y < participant.dots[-1].y < staff.dots[-1].text_y
    assert [line.name for line in found.narrow.lines] == ["", ""]

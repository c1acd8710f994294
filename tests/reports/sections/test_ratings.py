"""Self-assessments in a report: four classes, who is missing, and nothing of what is withheld."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.measures.answer import Figure
from stegvis.reports.answers import Answers, Ask, Reading
from stegvis.reports.instruments import Asked, Form, Use, parts
from stegvis.reports.sections import experience, questions, ratings
from stegvis.reports.sections.intervals import wilson
from stegvis.reports.sections.topic import Topic
from tests.reports.told import CONTEXT, HIDDEN, answers, share

pytestmark = pytest.mark.usefixtures("english")

ITEMS = {"health": "I feel well.", "sleep": "I sleep well."}
ANSWERS = [("1", "No"), ("2", "Yes")]
RATED = Form("rated", "1", "How things are", ITEMS, dict.fromkeys(ITEMS, ANSWERS))
ONCE = Form("once", "2", "Your time here", ITEMS, dict.fromkeys(ITEMS, ANSWERS))
ASKED = Asked([Use(RATED), Use(ONCE, once=True)], {RATED.key: RATED, ONCE.key: ONCE})
HEALTH, SLEEP = (f"participant|rated|1|{item}" for item in ITEMS)


def change(**classes: dict) -> list[Reading]:
    """The classes of each item; net steps are as many as have improved."""
    improved = classes["improved"]
    steps = [
        Figure({"item": item}, None if of is HIDDEN else of[0], None, suppressed=of is HIDDEN)
        for item, of in improved.items()
    ]
    ends = {one: share(one, "item", rows=improved) for one in questions.ENDS}
    return [
        *(share(f"change.{name}", "item", rows=rows) for name, rows in classes.items()),
        *ends.values(),
        Reading(Ask(questions.NET, ("item",)), tuple(steps), context=CONTEXT),
        share("change.response_rate", rows={(): (30, 50)}),
        share("change.response_rate", "gender", rows={"woman": (20, 30), "man": (10, 20)}),
    ]


FOUR = {
    "improved": {HEALTH: (20, 40), SLEEP: (10, 40)},
    "kept_high": {HEALTH: (8, 40), SLEEP: (10, 40)},
    "unchanged": {HEALTH: (6, 40), SLEEP: (10, 40)},
    "worse": {HEALTH: (6, 40), SLEEP: (10, 40)},
}


def made(*readings: Reading, asked: Asked = ASKED, **more) -> Topic | None:
    told = answers(*readings)
    told = Answers(told.readings, told.times, told.data_version, **more)
    return ratings.ratings(told, asked)


def tables(topic: Topic | None) -> dict[str, list[list[str]]]:
    assert topic is not None
    return {
        block.table.caption: [
            list(block.table.heads),
            *([row.head, *map(str, row.cells)] for row in block.table.rows),
        ]
        for block in topic.blocks
        if block.table
    }


def sentences(topic: Topic | None) -> list[str]:
    assert topic is not None
    return [str(block.sentence) for block in topic.blocks if block.sentence]


def test_every_item_is_parted_in_four_with_its_pairs_and_net_steps():
    topic = made(*change(**FOUR))
    assert tables(topic)[
        "Change from the first to the latest answer: How things are, version 1"
    ] == [
        ["Question", "Answered twice", "Improved", "Kept high", "Unchanged", "Worse", "Net steps"],
        ["I feel well.", "40", "20 (50%)", "8 (20%)", "6 (15%)", "6 (15%)", "20"],
        ["I sleep well.", "40", "10 (25%)", "10 (25%)", "10 (25%)", "10 (25%)", "10"],
    ]


def test_the_chart_says_which_improved_most_and_below_it_who_is_missing():
    topic = made(*change(**FOUR))
    picture = topic.blocks[0].picture
    assert str(picture.finding) == "How things are: most have improved in “I feel well” (50%)"
    assert [(p.category, p.series, p.shown) for p in picture.chart.points[:4]] == [
        ("I feel well.", "improved", "50%"),
        ("I feel well.", "kept_high", "20%"),
        ("I feel well.", "unchanged", "15%"),
        ("I feel well.", "worse", "15%"),
    ]
    assert str(picture.below) == (
        "40 have answered each question twice. "
        "Response rate: 60% (30 of 50) of those who ended have a first and a last answer."
    )
    assert tables(topic)["Ended without a first and a last answer"] == [
        ["Which", "Ended", "Answered twice", "Without answers"],
        ["Women", "30", "20", "10 (33%)"],
        ["Men", "20", "10", "10 (50%)"],
    ]


def test_what_is_withheld_is_in_no_chart_and_a_dash_in_the_table():
    topic = made(*change(**{**FOUR, "worse": {HEALTH: (6, 40), SLEEP: HIDDEN}}))
    rows = next(iter(tables(topic).values()))
    assert rows[2] == ["I sleep well.", "40", "10 (25%)", "10 (25%)", "10 (25%)", "–", "10"]
    assert [one for one in topic.charts if "changes" in one] == []


def test_a_share_on_few_has_its_interval_and_the_year_before():
    few = {name: dict.fromkeys(rows, (5, 20)) for name, rows in FOUR.items()}
    earlier = answers(share("change.improved", "item", rows={HEALTH: (3, 30)}))
    topic = made(*change(**few), earlier=earlier, earlier_name="2021")
    assert tables(topic)["How sure the share improved is: How things are, version 1"] == [
        ["Question", "Improved", "Interval (95%)", "Improved 2021"],
        ["I feel well.", "25% (5 of 20)", "11%–47%", "10% (3 of 30)"],
        ["I sleep well.", "25% (5 of 20)", "11%–47%", "–"],
    ]


def test_answers_of_staff_are_a_table_of_their_own_after_the_participants():
    staff = HEALTH.replace("participant", "caseworker")
    rows = {name: {**of, staff: of[HEALTH]} for name, of in FOUR.items()}
    captions = [each for each in tables(made(*change(**rows))) if each.startswith("Change")]
    assert [each.partition(": ")[2] for each in captions] == [
        "How things are, version 1",
        "How things are (intervention staff), version 1",
    ]


def test_that_the_first_answer_had_been_shown_is_said():
    asked = Asked([Use(RATED, shows_first=True)], ASKED.forms)
    topic = made(*change(**FOUR), asked=asked)
    below = next(str(block.table.below) for block in topic.blocks if block.table)
    assert "The first answer had been shown when the last was given." in below


def test_nobody_twice_is_one_sentence_and_nothing_where_nobody_is_asked():
    nothing = change(improved={}, kept_high={}, unchanged={}, worse={})
    assert sentences(made(*nothing)) == [
        "Nobody has answered the same self-assessment twice in the period."
    ]
    assert made(*nothing, asked=Asked([], {})) is None
    assert made(*nothing, asked=Asked([Use(ONCE, once=True)], ASKED.forms)) is None


def test_one_intervention_among_others_is_told_undivided():
    told = [
        share("change.improved", "respondent", rows={"participant": (30, 60)}),
        Reading(
            Ask(questions.NET, ("respondent",)),
            (Figure({"respondent": "participant"}, Fraction(-2)),),
            context=CONTEXT,
        ),
        share("change.response_rate", rows={(): HIDDEN}),
    ]
    assert sentences(made(*told)) == [
        "Of the answers given twice 50% (30 of 60) have improved: \N{MINUS SIGN}2 net steps.",
        "Each question of How things are is counted on its own: one answer a person and question.",
        "Too few have ended for the response rate to be shown.",
    ]


def test_experience_at_the_exit_shows_the_spread_and_the_positive():
    items = {item: f"participant|once|2|{item}" for item in ITEMS}
    spread = {
        (value, answer): count
        for value in items.values()
        for answer, count in (("1", 10), ("2", 30))
    }
    told = answers(
        share(
            experience.POSITIVE,
            "item",
            "occasion",
            rows={(value, "exit"): (30, 40) for value in items.values()},
        ),
        _counts(experience.DISTRIBUTION, ("item", "answer"), spread),
    )
    topic = experience.experience(told, ASKED)
    picture = topic.blocks[0].picture
    assert str(picture.finding) == "Your time here: how the answers are spread"
    assert [point.shown for point in picture.chart.points[:2]] == ["25%", "75%"]
    assert str(picture.below) == "40 answers to each question."
    assert tables(topic) == {
        "Positive answers at the exit: Your time here, version 2": [
            ["Question", "Answers", "Positive"],
            ["I feel well.", "40", "30 (75%)"],
            ["I sleep well.", "40", "30 (75%)"],
        ]
    }


def test_experience_without_answers_is_one_sentence():
    told = answers(share(experience.POSITIVE, "item", "occasion", rows={}))
    topic = experience.experience(told, ASKED)
    assert sentences(topic) == ["Nobody has answered how the time here has been."]
    assert experience.experience(told, Asked([Use(RATED)], ASKED.forms)) is None


def _counts(measure: str, by: tuple[str, ...], rows: dict) -> Reading:
    figures = tuple(
        Figure(dict(zip(by, group, strict=True)), count, count) for group, count in rows.items()
    )
    return Reading(Ask(measure, by), figures, context=CONTEXT)


def test_a_question_is_named_by_who_answered_which_version():
    assert parts("participant|rated|2026-b|a|b") == ("participant", "rated", "2026-b", "a|b")
    assert parts("unknown") == ("unknown", "", "", "")


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_narrows_with_more(pair):
    numerator, denominator = pair
    low, high = wilson(numerator, denominator)
    assert 0 <= low <= Fraction(numerator, denominator) + Fraction(1, 10**9)
    assert Fraction(numerator, denominator) - Fraction(1, 10**9) <= high <= 1
    wider_low, wider_high = wilson(numerator, denominator)
    narrow_low, narrow_high = wilson(4 * numerator, 4 * denominator)
    assert narrow_high - narrow_low < wider_high - wider_low


@pytest.mark.parametrize("pair", [(1, 0), (-1, 3), (4, 3)])
def test_what_is_no_share_has_no_interval(pair):
    with pytest.raises(ValueError, match="is no share"):
        wilson(*pair)

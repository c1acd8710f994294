"""Tables, sentences and charts say the same, and what is withheld is in none of them."""

from datetime import date

import pytest

from stegvis.reports.sections import exits, movement, referral
from stegvis.reports.sections.topic import Topic
from tests.reports.told import HIDDEN, answers, reading, share

pytestmark = pytest.mark.usefixtures("english")

CURRENT, STEP = "participations.current", "exits.next_step"


def referrers(by_referrer: dict, by_both: dict | None, total: int | None = 24) -> Topic:
    told = [
        reading(CURRENT, rows={(): total}),
        reading(CURRENT, "referrer_formal", rows=by_referrer),
    ]
    if by_both is not None:
        told += [
            reading(CURRENT, "gender", rows={"woman": 18, "man": 6}),
            reading(CURRENT, "referrer_formal", "gender", rows=by_both),
        ]
    found = referral.referrers(answers(*told))
    assert found is not None
    return found


def parts(topic: Topic) -> tuple:
    picture = next((block.picture for block in topic.blocks if block.picture), None)
    table = next((block.table for block in topic.blocks if block.table), None)
    sentences = [str(block.sentence) for block in topic.blocks if block.sentence]
    return picture, table, sentences


def test_a_table_by_two_dimensions_has_totals_at_the_right_and_below():
    _picture, table, _ = parts(
        referrers(
            {"fk": 14, "af": 10},
            {("fk", "woman"): 13, ("fk", "man"): 1, ("af", "woman"): 5, ("af", "man"): 5},
        )
    )
    assert table.heads == ("Formal referrer", "Women", "Men", "Total")
    assert [[row.head, *map(str, row.cells)] for row in table.rows] == [
        ["Social Insurance Agency", "13", "1", "14"],
        ["Public Employment Service", "5", "5", "10"],
    ]
    assert [table.foot.head, *map(str, table.foot.cells)] == ["Total", "18", "6", "24"]
    assert str(table.below) == "Source: registered participations. n = 24."


def test_the_chart_is_divided_by_gender_when_all_of_it_may_be_shown():
    picture, _table, _ = parts(
        referrers(
            {"fk": 14, "af": 10},
            {("fk", "woman"): 13, ("fk", "man"): 1, ("af", "woman"): 5, ("af", "man"): 5},
        )
    )
    assert picture.chart.title == "Most were referred by Social Insurance Agency (14 of 24)"
    assert [(one.series, one.value) for one in picture.chart.points] == [
        ("woman", 13), ("man", 1), ("woman", 5), ("man", 5),
    ]  # fmt: skip


def test_a_chart_with_anything_withheld_shows_totals_only():
    picture, table, _ = parts(
        referrers(
            {"fk": 14, "af": 10},
            {("fk", "woman"): HIDDEN, ("fk", "man"): HIDDEN, ("af", "woman"): 5, ("af", "man"): 5},
        )
    )
    assert [(one.category, one.value) for one in picture.chart.points] == [
        ("Social Insurance Agency", 14),
        ("Public Employment Service", 10),
    ]
    assert [str(cell) for cell in table.rows[0].cells] == ["–", "–", "14"]
    assert "A dash stands for a number that is withheld." in str(table.below)


def test_rows_of_nothing_but_dashes_are_named_below_the_table():
    picture, table, _ = parts(
        referrers({"fk": 14, "af": HIDDEN, "psychiatry": 6, "school": HIDDEN}, None)
    )
    assert [row.head for row in table.rows] == ["Social Insurance Agency", "Psychiatry"]
    assert str(table.below).startswith("Too few to be shown: Public Employment Service and School.")
    assert {one.category for one in picture.chart.points} == {
        "Social Insurance Agency", "Psychiatry",
    }  # fmt: skip
    assert str(picture.finding).endswith(", of what can be shown")
    assert "Public Employment Service" not in picture.alt


def test_a_table_that_may_not_be_shown_becomes_a_sentence():
    picture, table, sentences = parts(referrers({"fk": HIDDEN, "af": HIDDEN}, None))
    assert (picture, table) == (None, None)
    assert sentences == ["Too few participants by referrer to be shown."]


def test_a_single_bar_is_told_in_a_sentence_instead():
    picture, table, sentences = parts(referrers({"fk": 24}, None))
    assert picture is None
    assert sentences == ["All 24 were referred by Social Insurance Agency."]
    assert len(table.rows) == 1


def test_bars_stand_by_size_and_the_table_in_the_order_of_the_list():
    picture, table, _ = parts(referrers({"fk": 6, "af": 10, "psychiatry": 8}, None))
    assert [one.category for one in picture.chart.points] == [
        "Public Employment Service", "Psychiatry", "Social Insurance Agency",
    ]  # fmt: skip
    assert [row.head for row in table.rows] == [
        "Social Insurance Agency", "Public Employment Service", "Psychiatry",
    ]  # fmt: skip


def test_participants_without_a_record_are_noted_where_they_are_left_out():
    told = [
        reading(CURRENT, rows={(): 26}),
        reading(CURRENT, "referrer_formal", rows={"fk": 14, "af": 10}, not_included=2),
    ]
    _picture, table, _ = parts(referral.referrers(answers(*told)))
    assert "2 participants without a record of their own are not in the breakdown." in str(
        table.below
    )


def _lead(**counts: int | None) -> str:
    known = {"current": 24, "carried_in": 13, "new": 11, "ended": 18, "remaining": 6} | counts
    told = [reading(f"participations.{name}", rows={(): count}) for name, count in known.items()]
    genders = reading(CURRENT, "gender", rows={"woman": 18, "man": 6})
    return str(movement.lead(answers(*told, genders), until=date(2022, 12, 31)))


def test_the_lead_tells_the_five_counts_and_the_genders():
    assert _lead() == (
        "24 participants were enrolled in the period: 18 women and 6 men. Carried in: 13, new: 11, "
        "ended: 18, remaining on 31 December 2022: 6."
    )


def test_nobody_enrolled_and_too_few_to_tell_are_different_sentences():
    assert _lead(current=0) == "No participants are registered in the period."
    assert _lead(current=HIDDEN) == "The participants are too few for their number to be shown."


def _outcome(told) -> list[str]:
    ended = reading("participations.ended", rows={(): 18})
    rest = [
        share(measure, rows={(): HIDDEN})
        for measure in (exits.TO_WORK, exits.TO_WORK_OR_SEEKING)
        if measure != told.ask.measure
    ]
    stay = [share(f"stay.weeks_{which}", rows={(): HIDDEN}) for which in ("mean", "median")]
    found = exits.exits(answers(ended, told, *rest, *stay))
    return parts(found)[2] if found else []


def test_percentages_carry_numerator_and_denominator():
    told = share(exits.TO_WORK, rows={(): (6, 18)})
    assert _outcome(told) == ["Ended for work or studies: 33% (6 of 18)."]


def test_withheld_outcomes_leave_no_sentence():
    assert _outcome(share(exits.TO_WORK, rows={(): HIDDEN})) == []

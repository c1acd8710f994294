"""Forms tied to nobody: shares by question, four things kept apart, and who was asked."""

import pytest

from stegvis.reports.answers import Reading
from stegvis.reports.sections import forms
from stegvis.reports.sections.topic import Topic
from tests.reports.told import HIDDEN, answers, reading, share

pytestmark = pytest.mark.usefixtures("english")

NOTHING: dict = {(): (0, 0)}
CLOSE, OTHER, WITNESSED, OWN = forms.APART


def topic(*told: Reading, count: int = 24) -> Topic | None:
    """The topic of what is told; what is not told was asked and has no answer."""
    known = [
        reading("forms.count", rows={(): count}),
        share("forms.any_yes", rows={(): (18, 24)}),
        share("forms.yes", "question", rows={"q1": (15, 24)}),
        share("forms.yes", "question", "gender", rows={("q1", "woman"): (9, 12)}),
        share("forms.yes", "question", "instrument", rows={("q1", "violence"): (15, 24)}),
        *(share(each, rows=NOTHING) for each in (*forms.APART, forms.ONCE, forms.TWICE)),
        *(share(each, "gender", rows={}) for each in forms.APART),
    ]
    named = {one.ask: one for one in (*known, *told)}
    return forms.forms(answers(*named.values()))


def tables(found: Topic) -> dict[str, list[list[str]]]:
    return {
        block.table.caption: [
            list(block.table.heads),
            *([row.head, *map(str, row.cells)] for row in block.table.rows),
        ]
        for block in found.blocks
        if block.table
    }


def sentences(found: Topic) -> list[str]:
    return [str(block.sentence) for block in found.blocks if block.sentence]


def apart(by_gender: dict) -> list[Reading]:
    whole = {CLOSE: (15, 24), OTHER: (6, 24), WITNESSED: (10, 24), OWN: (1, 24)}
    return [
        *(share(code, rows={(): of}) for code, of in whole.items()),
        *(share(code, "gender", rows=by_gender) for code in whole),
    ]


def test_four_things_stand_in_rows_of_their_own_and_are_never_added_up():
    found = topic(*apart({"woman": (9, 12), "man": (6, 12)}))
    rows = tables(found)["Violence: four things, each counted for itself"]
    assert rows[0] == ["What the form asks about", "Women", "Men", "Total"]
    assert [row[-1] for row in rows[1:]] == [
        "63% (15 of 24)", "25% (6 of 24)", "42% (10 of 24)", "4% (1 of 24)",
    ]  # fmt: skip
    assert [row[1:3] for row in rows[1:]] == [["75% (9 of 12)", "50% (6 of 12)"]] * 4
    assert len(rows) == 5


def test_genders_that_are_withheld_have_no_columns():
    found = topic(*apart({"woman": HIDDEN, "man": HIDDEN}))
    rows = tables(found)["Violence: four things, each counted for itself"]
    assert rows[0] == ["What the form asks about", "Total"]


def test_without_a_violence_form_there_is_no_such_table():
    assert list(tables(topic())) == ["Share of yes by question"]


def test_a_number_of_forms_and_a_number_of_asked_are_two_numbers():
    found = topic(share(forms.ONCE, rows={(): (30, 40)}), share(forms.TWICE, rows={(): (5, 25)}))
    assert sentences(found)[-1] == (
        "24 forms have come in, and 30 of 40 participants have been asked at least once. "
        "The two are different numbers: a form belongs to nobody. "
        "Of those who have taken part for at least six months 5 of 25 have been asked again."
    )


@pytest.mark.parametrize("once", [{(): HIDDEN}, {(): (0, 40)}, {(): (0, 0)}])
def test_where_nobody_is_ticked_or_too_few_nothing_is_said_of_asking(once):
    found = topic(share(forms.ONCE, rows=once))
    assert [each for each in sentences(found) if "asked" in each] == []


def test_where_too_few_took_part_for_six_months_only_the_first_time_is_told():
    found = topic(share(forms.ONCE, rows={(): (30, 40)}), share(forms.TWICE, rows={(): HIDDEN}))
    assert sentences(found)[-1].endswith("a form belongs to nobody.")


def test_a_dash_stands_where_one_gender_is_withheld():
    found = topic(*apart({"woman": (9, 12), "man": HIDDEN}))
    rows = tables(found)["Violence: four things, each counted for itself"]
    assert rows[1][1:3] == ["75% (9 of 12)", "–"]


def test_without_forms_there_is_no_topic():
    assert topic(count=0) is None

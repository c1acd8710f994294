"""The check of finished marks: exact intervals, and everything that may be wrong with marks."""

import pytest

from stegvis.measures.disclosure import Marks, Sum, audit, protect, quantity
from stegvis.measures.disclosure.programme import Programme
from tests.measures.disclosure.releases import crossed, seen, table, whole


def intervals(tables, marks, *, groups_occur=False, **how):
    """{group: (lowest, highest)} of the numerators, against one of the two attacks."""
    return {
        " ".join(interval.group.values()): (interval.lowest, interval.highest)
        for interval in audit(tables, marks, **how)
        if interval.part == "numerator" and (interval.needed < 5) == groups_occur
    }


def test_every_marked_number_gets_its_interval():
    one = table("new", "referrer", {"a": 3, "b": 8, "c": 20})
    marks = {one.key: Marks((True, True, False), withheld=False)}
    assert intervals([one], marks) == {"a": (0, 11), "b": (0, 11)}
    assert intervals([one], marks, groups_occur=True) == {"a": (1, 10), "b": (1, 10)}
    assert all(interval.is_wide for interval in audit([one], marks))


def test_a_lone_mark_is_found_out():
    one = table("new", "referrer", {"a": 3, "b": 8, "c": 20})
    marks = {one.key: Marks((True, False, False), withheld=False)}
    assert intervals([one], marks) == {"a": (3, 3)}
    assert not any(interval.is_wide for interval in audit([one], marks))


def test_a_small_number_that_is_shown_is_reported():
    one = whole("new", 3)
    (found,) = audit([one], {one.key: Marks((False,), withheld=False)})
    assert (found.question, found.group, found.part) == ("new", {}, "numerator")
    assert (found.lowest, found.highest, found.needed, found.is_wide) == (3, 3, 5, False)


def test_a_mark_on_what_another_table_shows_is_reported():
    first = table("new", "gender", {"woman": 20, "man": 30}, key="first")
    second = table("new", "gender", {"woman": 20, "man": 30}, key="second")
    marks = {"first": Marks((True, True), False), "second": Marks((False, False), False)}
    assert intervals([first, second], marks) == {"woman": (20, 20), "man": (30, 30)}


def test_numbers_that_nothing_ties_are_followed_a_thousand_up():
    one = table("new", "gender", {"woman": 20, "man": 3}, margins=())
    assert intervals([one], protect([one])) == {"man": (0, 1003)}


def test_all_three_numbers_of_a_share_have_intervals():
    one = table("to work", "gender", {"woman": (6, 15), "man": (8, 10)}, kind="share")
    found = {
        (i.group["gender"], i.part): (i.lowest, i.highest)
        for i in audit([one], protect([one]))
        if i.needed == 5
    }
    assert found == {
        ("woman", "numerator"): (0, 14),
        ("woman", "denominator"): (0, 25),
        ("woman", "difference"): (0, 11),
        ("man", "numerator"): (0, 14),
        ("man", "denominator"): (0, 25),
        ("man", "difference"): (0, 11),
    }


def test_a_mention_lies_between_what_the_others_leave_and_the_whole():
    # 20 people, 18 of them named by fk: at least 2 by somebody else, at most all 20.
    numbers = {"fk": 18, "af": 4}
    one = table("sources", "source", numbers, additive=False, margins=[whole("sources", 20)])
    assert intervals([one], protect([one])) == {"af": (2, 20)}


def test_half_a_person_is_nobody():
    women, men = quantity("new", {"gender": "woman"}), quantity("new", {"gender": "man"})
    programme = Programme([women, men], [{women: 1, men: -1}, {women: 1, men: 1}], [(0, 0), (0, 3)])
    fall = {women: 0, men: 0}
    assert programme.interval(women, fall, 1000) == (0, 1)
    assert programme.narrow([women, men], fall, {women: 2, men: 2}) == (women, men)
    assert programme.narrow([women, men], fall, {women: 1, men: 1}) == ()


def test_a_margin_that_is_not_published_but_marked_is_watched_too():
    text = "af fk \n woman 12 8 \n man 3 ."
    one = crossed("new", "gender", "referrer", text)
    marks = {one.key: Marks((False, False, True), withheld=False)}
    assert intervals([one], marks)["woman"] == (20, 20)


def test_a_withheld_table_says_nothing():
    one = table("new", "gender", {"woman": 20, "man": 3})
    marks = {one.key: Marks((True, True), withheld=True)}
    assert intervals([one], marks) == {"woman": (0, 1020), "man": (0, 1003)}


def test_what_only_questions_outside_the_release_give_away_is_reported():
    one = crossed("new", "gender", "referrer", "fk af \n woman 8 2 \n man . 10")
    everybody = table("by af", "age", {"young": 6, "old": 6})
    men = table("men by af", "age", {"young": 5, "old": 5})
    women = quantity("new", {"gender": "woman", "referrer": "af"})
    sums = [Sum(quantity("by af", {}), (quantity("men by af", {}), women))]
    release = [one, everybody, men]
    assert seen(*release, sums=sums) == ["withheld", {"young": 6, "old": 6}, {"young": 5, "old": 5}]
    found = audit(release, protect(release, sums=sums), sums=sums)
    narrow = {(*interval.group.values(),) for interval in found if not interval.is_wide}
    assert narrow == {("woman", "af")}


CROSS = [
    "a b \n x 3 2 \n y 9 7",
    "a b c \n x 3 6 2 \n y 4 . 7",
    "a b c \n x 1 2 6 \n y 5 1 2",
    "a b c \n x 2 2 2 \n y 2 2 2",
    "a b \n x 2 4 \n y 1 3 \n z 6 .",
]
MOST = 12  # no number is tried beyond


@pytest.mark.parametrize("text", CROSS)
@pytest.mark.parametrize("marked", ["everything", "first row", "as protected"])
@pytest.mark.parametrize("groups_occur", [False, True])
def test_intervals_are_those_of_trying_every_filling(text, marked, groups_occur):
    one = crossed("new", "first", "second", text)
    marks = {
        "everything": Marks((True,) * len(one.rows), withheld=False),
        "first row": Marks(tuple(row.group["first"] == "x" for row in one.rows), withheld=False),
        "as protected": Marks(protect([one])[one.key].rows, withheld=False),
    }[marked]
    known = [sums for margin in one.margins for sums in _known(margin)]
    possible = list(_fillings(one.rows, marks.rows, known, int(groups_occur)))
    found = intervals([one], {one.key: marks}, groups_occur=groups_occur)
    for row, values in zip(one.rows, zip(*possible, strict=True), strict=True):
        lowest, highest = found.get(" ".join(row.group.values()), (row.numerator,) * 2)
        assert (lowest, min(highest, MOST)) == (min(values), max(values))


def _known(margin):
    marks = protect([margin])[margin.key].rows
    return [row for row, marked in zip(margin.rows, marks, strict=True) if not marked]


def _fillings(rows, marks, known, least, numbers=()):
    """Every way to fill the marked cells so that all known sums come out."""
    sums = [
        sum(
            n for row, n in zip(rows, numbers, strict=False) if k.group.items() <= row.group.items()
        )
        for k in known
    ]
    if any(found > k.numerator for found, k in zip(sums, known, strict=True)):
        return
    if len(numbers) == len(rows):
        if all(found == k.numerator for found, k in zip(sums, known, strict=True)):
            yield numbers
        return
    place = len(numbers)
    choices = range(least, MOST + 1) if marks[place] else [rows[place].numerator]
    for number in choices:
        yield from _fillings(rows, marks, known, least, (*numbers, number))

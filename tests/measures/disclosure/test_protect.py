"""What is suppressed so that the rest does not give it away. One small table per rule."""

import random
from dataclasses import replace

import pytest

from stegvis.measures.disclosure import Marks, Row, Rule, Sum, Table, audit, protect, quantity
from tests.measures.disclosure.releases import crossed, drawn, seen, table, view, whole

# One dimension


def test_a_small_count_takes_a_partner_because_the_total_is_known():
    assert seen(table("new", "gender", {"woman": 20, "man": 3})) == {"woman": "–", "man": "–"}


def test_marks_look_alike_whatever_their_reason():
    (marks,) = protect([table("new", "gender", {"woman": 20, "man": 3})]).values()
    assert marks == Marks(rows=(True, True), withheld=False)


def test_nothing_is_suppressed_where_nothing_is_small():
    numbers = {"woman": 20, "man": 5, "other": 0}
    assert seen(table("new", "gender", numbers)) == numbers


def test_the_partner_is_one_of_the_smallest_magnitude():
    numbers = {"af": 70, "fk": 3, "self": 40, "school": 6}
    assert seen(table("new", "referrer", numbers)) == {
        "af": 70,
        "fk": "–",
        "self": 40,
        "school": "–",
    }


def test_among_cells_of_the_same_magnitude_the_name_decides_not_the_number():
    assert seen(table("new", "referrer", {"a": 14, "b": 5, "c": 3})) == {"a": "–", "b": 5, "c": "–"}
    assert seen(table("new", "referrer", {"a": 5, "b": 14, "c": 3})) == {
        "a": "–",
        "b": 14,
        "c": "–",
    }


def test_several_small_counts_hide_one_another_when_they_hold_five():
    numbers = {"af": 3, "fk": 3, "self": 20}
    assert seen(table("new", "referrer", numbers)) == {"af": "–", "fk": "–", "self": 20}


def test_two_small_counts_that_hold_less_than_five_take_a_partner():
    numbers = {"af": 2, "fk": 1, "self": 20, "school": 30}
    assert seen(table("new", "referrer", numbers)) == {
        "af": "–",
        "fk": "–",
        "self": 20,
        "school": "–",
    }


def test_small_counts_take_a_partner_when_their_sum_betrays_them():
    # Of 8 under two marks with no partner, 4 and 4 are the only small ones.
    numbers = {"af": 4, "fk": 4, "self": 20}
    assert seen(table("new", "referrer", numbers)) == {"af": "–", "fk": "–", "self": "–"}


def test_an_empty_group_is_shown_as_zero_and_is_the_last_to_become_a_partner():
    assert seen(table("new", "gender", {"woman": 20, "man": 3, "other": 0})) == {
        "woman": "–",
        "man": "–",
        "other": 0,
    }
    text = """
              fk  af
        woman  7   3
        man    0  30
        """
    one = crossed("new", "gender", "referrer", text)
    assert drawn(one, protect([one])[one.key], text) == ["woman – –", "man – –"]


def test_a_suppressed_total_gives_nothing_away_and_asks_for_no_partner():
    one = table("to work", "gender", {"woman": (0, 20), "man": (3, 40)}, kind="share")
    assert seen(one, *one.margins) == [{"woman": (0, 20), "man": "–"}, {"": "–"}]


def test_a_table_whose_margins_nobody_knows_needs_no_partner():
    one = table("new", "gender", {"woman": 20, "man": 3}, margins=())
    assert seen(one) == {"woman": 20, "man": "–"}


def test_groups_that_are_listed_are_known_to_occur():
    # Five groups share five people: each has exactly one, marks or not. Nothing is listed then.
    one = table("new", "referrer", dict.fromkeys("abcde", 1))
    assert seen(one, *one.margins) == ["withheld", {"": 5}]
    assert seen(table("new", "referrer", {"a": 2, "b": 3})) == {"a": "–", "b": "–"}


# Shares and means: numerator, denominator and difference are tables of their own


def test_a_share_is_protected_in_all_its_three_numbers():
    numbers = {"woman": (6, 15), "man": (8, 10), "other": (7, 30), "unknown": (9, 40)}
    one = table("to work", "gender", numbers, kind="share")
    # With two rows marked the differences would hold 2 + 9; a partner hides the 2.
    assert seen(one) == {"woman": "–", "man": "–", "other": (7, 30), "unknown": (9, 40)}


def test_a_partner_must_lend_to_the_difference_too():
    numbers = {"a": (12, 12), "b": (8, 9), "c": (10, 30)}
    one = table("to work", "referrer", numbers, kind="share")
    assert seen(one) == {"a": "–", "b": "–", "c": "–"}


def test_parts_of_a_zero_that_is_shown_are_no_secret():
    one = table("to work", "gender", {"woman": (0, 8), "man": (0, 22)}, kind="share")
    assert seen(one, *one.margins) == [{"woman": "–", "man": "–"}, {"": (0, 30)}]


def test_so_are_the_parts_of_its_parts():
    cells = {("a", "w"): (0, 8), ("a", "m"): (0, 12), ("b", "w"): (0, 20), ("b", "m"): (0, 20)}
    one = table("to work", "referrer gender", cells, kind="share")
    assert seen(one) == {"a w": "–", "a m": "–", "b w": "–", "b m": "–"}


def test_a_mean_is_protected_in_its_base():
    cells = {"woman": (None, 9), "man": (None, 22), "other": (None, 70)}
    one = table("weeks", "gender", cells, kind="mean")
    assert seen(one) == {"woman": "–", "man": "–", "other": (None, 70)}


def test_days_do_not_add_up_but_person_days_do():
    rows = {"woman": (3, 365), "man": (700, 365), "other": (9000, 365)}
    one = table("mean", "gender", rows, kind="mean", margins=[whole("mean", (9703, 365))])
    assert seen(one) == {"woman": "–", "man": "–", "other": (9000, 365)}


# Two dimensions


def test_in_a_cross_table_a_small_count_takes_three_partners():
    text = """
              fk  af  social self
        woman  8   2   9      6
        man    7  10   6     30
        """
    one = crossed("new", "gender", "referrer", text)
    marks = protect([one])[one.key]
    assert drawn(one, marks, text) == ["woman – – 9 6", "man – – 6 30"]


def test_margins_are_known_as_their_own_questions_answer_them():
    # The margin `self` is small and takes `fk` along in its own table, so neither is known here.
    text = """
              fk  af  self
        woman  9  40   3
        man    9  40   .
        """
    one = crossed("new", "gender", "referrer", text)
    by_referrer = next(margin for margin in one.margins if margin.by == ("referrer",))
    assert seen(by_referrer) == {"fk": "–", "af": 80, "self": "–"}
    assert drawn(one, protect([one])[one.key], text) == ["woman – 40 –", "man 9 40 ."]


HOPELESS = """
          fk  af
    woman  8   2
    man    .  10
    """


def test_a_table_that_no_pattern_saves_is_withheld():
    one = crossed("new", "gender", "referrer", HOPELESS)
    assert seen(one) == "withheld"


def test_totals_stay_where_letting_them_go_would_save_no_row():
    one = crossed("new", "gender", "referrer", HOPELESS)
    assert seen(one, *one.margins) == ["withheld", {"fk": 8, "af": 12}, {"woman": 10, "man": 10}]
    assert seen(one, one.margins[0]) == ["withheld", {"fk": 8, "af": 12}]


SPARSE = """
      a  b  c  d  e
    m 6  6  3  .  2
    w .  .  .  9  2
    """


def test_totals_in_the_same_release_go_too_where_that_saves_the_table():
    one = crossed("new", "gender", "referrer", SPARSE)
    by_referrer, by_gender = one.margins
    cross, referrers, genders = seen(one, by_referrer, by_gender)
    assert seen(one) == "withheld"
    assert cross == {"m a": "–", "m b": 6, "m c": "–", "m e": "–", "w d": "–", "w e": "–"}
    assert referrers == {"a": "–", "b": 6, "c": "–", "e": "–", "d": "–"}
    assert genders == {"m": 17, "w": 11}
    assert seen(by_referrer) == {"a": "–", "b": 6, "c": "–", "e": "–", "d": 9}


def test_where_only_the_list_of_groups_betrays_the_totals_stay():
    # Six of another gender, one with each referrer: whoever sees the list knows each of them.
    text = """
                 a   b   c   d   e   f
        woman   20  21  22  23  24  25
        man     12  13  14  15  16  17
        other    1   1   1   1   1   1
        """
    one = crossed("new", "gender", "referrer", text)
    cross, *margins = seen(one, *one.margins)
    assert cross == "withheld"
    assert margins == [seen(margin) for margin in one.margins]
    assert margins[1] == {"woman": 135, "man": 87, "other": 6}


def test_a_breakdown_of_a_withheld_table_is_withheld():
    by_referrer = table("new", "referrer", dict.fromkeys("abcde", 1))
    by_source = table("new", "source", {"fk": 7}, additive=False, margins=[whole("new", 5)])
    cells = {(referrer, "fk"): 1 for referrer in "abcde"}
    one = table("new", "referrer source", cells, additive=False, margins=[by_referrer, by_source])
    assert seen(by_referrer) == "withheld"
    assert seen(one) == "withheld"


# Tables that do not add up


def mentions(numbers, total):
    margins = [whole("sources", total)]
    return table("sources", "source", numbers, additive=False, margins=margins)


def test_mentions_take_no_partner_because_they_do_not_add_up():
    assert seen(mentions({"fk": 18, "af": 3, "social": 12}, 24)) == {
        "fk": 18,
        "af": "–",
        "social": 12,
    }


def test_a_mention_is_known_to_be_part_of_the_whole():
    # Nobody can be counted under `af` who is not among the 20: the mark leaves 0 to 20.
    assert seen(mentions({"fk": 20, "af": 4}, 20)) == {"fk": 20, "af": "–"}


def test_mentions_that_happen_to_add_up_are_treated_as_if_they_had_to():
    numbers = {"fk": 18, "af": 3, "social": 12}
    assert seen(mentions(numbers, 33)) == {"fk": 18, "af": "–", "social": "–"}


def test_months_of_current_are_parts_of_the_year_and_may_exceed_it_together():
    months = {f"2022-{month:02}": number for month, number in enumerate([12, 14, 3, 12], 1)}
    one = table("current", "month", months, additive=False, margins=[whole("current", 15)])
    assert seen(one) == {"2022-01": 12, "2022-02": 14, "2022-03": "–", "2022-04": 12}


def test_numbers_that_are_neither_parts_nor_cover_the_whole_tell_nothing_of_one_another():
    one = table("a", "b", {"x": 30, "y": 3}, additive=False, margins=[whole("a", 10)])
    other = table("a", "b", {"x": 3, "y": 7}, additive=False, margins=[whole("a", 20)])
    assert seen(one) == {"x": 30, "y": "–"}
    assert seen(other) == {"x": "–", "y": 7}


def test_a_remainder_is_taken_to_be_known():
    # 25 in all, of whom 2 are head counts without gender, as a note beside the table says.
    one = table("new", "gender", {"woman": 20, "man": 3}, margins=[whole("new", 25)])
    assert seen(one) == {"woman": "–", "man": "–"}


# Releases: everything that is published together is protected together


def test_the_same_cell_is_marked_wherever_it_is_shown():
    by_gender = table("new", "gender", {"woman": 20, "man": 3}, key="table")
    chart = table("new", "gender", {"man": 3, "woman": 20}, key="chart")
    assert seen(by_gender, chart) == [{"woman": "–", "man": "–"}, {"man": "–", "woman": "–"}]


def test_a_breakdown_does_not_give_a_marked_margin_away():
    text = """
              af  fk
        woman 12   8
        man    3   .
        """
    one = crossed("new", "gender", "referrer", text)
    by_gender = next(margin for margin in one.margins if margin.by == ("gender",))
    cross, genders = seen(one, by_gender)
    assert genders == {"woman": "–", "man": "–"}
    assert cross == {"woman af": "–", "woman fk": 8, "man af": "–"}


def test_different_questions_do_not_disturb_each_other():
    small = table("new", "gender", {"woman": 20, "man": 3})
    large = table("ended", "gender", {"woman": 20, "man": 13})
    assert seen(small, large) == [{"woman": "–", "man": "–"}, {"woman": 20, "man": 13}]


def interventions(**numbers):
    """Chapters of a report, each with its genders, and the association's own table."""
    chapters = [
        table(name, "gender", dict(zip(("woman", "man"), pair, strict=True)))
        for name, pair in numbers.items()
    ]
    women, men = (sum(pair) for pair in zip(*numbers.values(), strict=True))
    return table("all", "gender", {"woman": women, "man": men}), *chapters


def gender_sums(whole_question, *parts):
    groups = [{}, {"gender": "woman"}, {"gender": "man"}]
    return [
        Sum(quantity(whole_question, group), tuple(quantity(part, group) for part in parts))
        for group in groups
    ]


def test_an_intervention_cannot_be_subtracted_from_the_association():
    release = interventions(cresco=(20, 3), hjo=(18, 16), violence=(40, 9))
    both = {"woman": "–", "man": "–"}
    assert seen(*release)[1:] == [both, {"woman": 18, "man": 16}, {"woman": 40, "man": 9}]
    sums = gender_sums("all", "cresco", "hjo", "violence")
    overview, cresco, hjo, violence = seen(*release, sums=sums)
    assert overview == {"woman": 78, "man": 28}
    assert cresco == both
    assert [hjo, violence].count(both) == 1


def test_a_sum_with_parts_that_are_not_published_is_a_bound():
    _, *chapters = interventions(cresco=(20, 3), hjo=(18, 16))
    sums = gender_sums("all", "cresco", "hjo", "elsewhere")
    both, hjo = {"woman": "–", "man": "–"}, {"woman": 18, "man": 16}
    roomy = table("all", "gender", {"woman": 60, "man": 30})
    assert seen(roomy, *chapters, sums=sums) == [{"woman": 60, "man": 30}, both, hjo]
    tight = table("all", "gender", {"woman": 38, "man": 19})  # leaves 3 men, at most, for cresco
    assert seen(tight, *chapters, sums=sums) == [both, both, hjo]


def test_a_sum_of_what_is_not_published_tells_nothing():
    release = interventions(cresco=(20, 3), hjo=(18, 16))
    sums = gender_sums("elsewhere", "cresco", "hjo") + gender_sums("all", "nothing", "nowhere")
    assert seen(*release, sums=sums) == seen(*release)


def test_a_base_that_is_known_to_be_empty_is_no_secret():
    share = table("to work", "gender", {"woman": (0, 0), "man": (9, 30)}, kind="share")
    ended = table("ended", "gender", {"woman": 0, "man": 30})
    bases = [
        Sum(quantity("to work", {"gender": gender}, "denominator"), (quantity("ended", group),))
        for gender in ("woman", "man")
        for group in [{"gender": gender}]
    ]
    both = [{"woman": "–", "man": (9, 30)}, {"woman": 0, "man": 30}]
    assert seen(share, ended, sums=bases) == both


def test_what_another_question_shows_is_no_secret_unless_it_is_small():
    # 22 women ended, as another table says; that 3 of them went to work is the secret.
    share = table("to work", "gender", {"woman": (3, 22), "man": (9, 30)}, kind="share")
    ended = table("ended", "gender", {"woman": 22, "man": 30})
    bases = [
        Sum(quantity("to work", group, "denominator"), (quantity("ended", group),))
        for group in ({"gender": "woman"}, {"gender": "man"})
    ]
    marks, shown = seen(share, ended, sums=bases)
    assert marks == {"woman": "–", "man": "–"}
    assert shown == {"woman": 22, "man": 30}


def test_a_small_number_is_marked_wherever_another_question_would_tell_it():
    work = table("work", "age", {"young": 8, "old": 12})
    reasons = table("reason", "age", {"young": 3, "old": 7, "other": 30})
    group = {"age": "young"}
    sums = [Sum(quantity("work", group), (quantity("reason", group), quantity("studies", group)))]
    studies = table("studies", "age", {"young": 5, "old": 6})
    work, reasons, studies = seen(work, reasons, studies, sums=sums)
    assert reasons == {"young": "–", "old": "–", "other": 30}
    assert "–" in {work["young"], studies["young"]}


def test_a_coarser_table_gives_way_when_it_tells_what_a_withheld_table_holds():
    one = crossed("new", "gender", "referrer", HOPELESS)
    women = quantity("new", {"gender": "woman", "referrer": "af"})
    sums = [Sum(quantity("by af", {}), (quantity("men by af", {}), women))]
    everybody, men = whole("by af", 12), whole("men by af", 10)
    cross, everybody, men = seen(one, everybody, men, sums=sums)
    assert cross == "withheld"
    assert [everybody, men].count({"": "–"}) == 1


# Totals that the reader is told exactly, however small they are


GENDERS = """
             a  b  c  d
    woman   20 30 12  9
    man     10 11 16 22
    unknown  1  1  2  .
    """


def genders(*, apart=()):
    """Genders by referrer, its margin by referrer, and what the reader is told of the genders."""
    one = replace(crossed("new", "gender", "referrer", GENDERS), apart=apart)
    by_referrer, by_gender = one.margins
    return one, by_referrer, [by_gender, *by_gender.margins]


def test_a_small_total_that_is_told_cannot_be_divided():
    # Of four, no number of marks leaves room for five.
    one, by_referrer, told = genders()
    assert told[0].rows[2].numerator == 4
    cross, referrers = seen(one, by_referrer, told=told)
    assert cross == "withheld"
    assert referrers == {"a": 31, "b": 42, "c": 30, "d": 31}
    assert seen(one, by_referrer)[0] != "withheld"


def test_where_the_table_comes_apart_only_the_piece_of_the_small_total_is_withheld():
    one, by_referrer, told = genders(apart=("gender",))
    marks = protect([one, by_referrer], told=told)
    assert marks[one.key].pieces == ((("gender", "unknown"),),)
    assert drawn(one, marks[one.key], GENDERS) == [
        "woman – – – 9",
        "man – – – 22",
        "unknown – – – .",
    ]


def test_nobody_learns_from_the_rest_which_groups_a_withheld_piece_has():
    # A single man is with b: if only b had partners, that would tell.
    text = """
              a  b  c
        woman 20 30 40
        other 15 25 35
        man    .  1  .
        """
    one = replace(crossed("new", "gender", "referrer", text), apart=("gender",))
    by_referrer, by_gender = one.margins
    marks = protect([one, by_referrer], told=[by_gender])[one.key]
    assert marks.pieces == ((("gender", "man"),),)
    shown = view(one, marks)
    assert any(shown[f"woman {referrer}"] == "–" for referrer in "ac")


def test_a_told_total_is_no_secret_and_needs_no_partner():
    ended = table("ended", "gender", {"woman": 30, "man": 12, "other": 3})
    share = table(
        "to work", "gender", {"woman": (0, 30), "man": (0, 12), "other": (0, 3)}, kind="share"
    )
    sums = [
        Sum(quantity("ended", row.group), (quantity("to work", row.group, "denominator"),))
        for one in (ended, *ended.margins)
        for row in one.rows
    ]
    assert seen(share, sums=sums) == {"woman": (0, 30), "man": "–", "other": "–"}
    told = [ended, *ended.margins]
    assert seen(share, sums=sums, told=told) == {"woman": (0, 30), "man": (0, 12), "other": "–"}


def test_a_share_of_few_who_are_told_of_is_left_as_open_as_they_leave_it():
    ended = table("ended", "intervention", {"a": 30, "b": 3, "c": 40})
    numbers = {"a": (6, 30), "b": (1, 3), "c": (8, 40)}
    share = table("to work", "intervention", numbers, kind="share")
    told = [ended, *ended.margins]
    sums = [
        Sum(quantity("ended", row.group), (quantity("to work", row.group, "denominator"),))
        for one in told
        for row in one.rows
    ]
    marks = protect([share], sums=sums, told=told)
    # With a alone as partner, 7 less 0 to 3 would leave a only 4 to 7.
    assert view(share, marks[share.key]) == {"a": "–", "b": "–", "c": "–"}
    found = {
        interval.group["intervention"]: (interval.lowest, interval.highest, interval.needed)
        for interval in audit([share], marks, sums=sums, told=told)
        if interval.part == "numerator" and interval.needed > 1
    }
    assert found == {"a": (0, 15, 5), "b": (0, 3, 3), "c": (0, 15, 5)}


def test_of_a_mean_whose_base_is_told_the_amount_is_still_a_secret():
    # The mean of all and that of the women would give the mean of the three.
    ended = table("ended", "gender", {"woman": 30, "other": 3})
    weeks = table("weeks", "gender", {"woman": (None, 30), "other": (None, 3)}, kind="mean")
    told = [ended, *ended.margins]
    sums = [
        Sum(quantity("ended", row.group), (quantity("weeks", row.group, "denominator"),))
        for one in told
        for row in one.rows
    ]
    assert seen(weeks, sums=sums, told=told) == {"woman": "–", "other": "–"}


CHAPTERS = """
           a   b   c   d   e   f
    north 20  21  22  23  24  25
    south 12  13  14  15  16  17
    garden 1   1   1   1   1   1
    """


def test_a_chapter_beyond_help_is_withheld_and_the_others_are_not():
    # Six people with six referrers: the list alone tells that each has one.
    one = crossed("new", "intervention", "referrer", CHAPTERS)
    assert seen(one) == "withheld"
    marks = protect([replace(one, apart=("intervention",))])[one.key]
    assert marks.pieces == ((("intervention", "garden"),),)
    assert not marks.withheld
    assert drawn(one, marks, CHAPTERS)[0] == "north 20 21 22 23 24 25"


def test_a_table_whose_pieces_are_all_too_small_is_withheld():
    one = replace(
        crossed("new", "gender", "referrer", "a b \n woman 1 2 \n man 3 ."), apart=("gender",)
    )
    assert seen(one, told=one.margins) == "withheld"


def test_where_pieces_do_not_help_nothing_is_shown():
    one = replace(crossed("new", "gender", "referrer", HOPELESS), apart=("gender", "referrer"))
    assert all(protect([one])[one.key].rows)


def test_one_number_cannot_have_two_values():
    first = table("new", "gender", {"woman": 20}, key="a")
    second = table("new", "gender", {"woman": 21}, key="b")
    with pytest.raises(ValueError, match=r"numerator of .*woman.* is 2[01] in table '[ab]' and 2"):
        protect([first, second])


def test_keys_are_unique_in_a_release():
    with pytest.raises(ValueError, match="same key"):
        protect([whole("a", 1), whole("a", 1)])


def test_the_order_of_tables_and_rows_changes_nothing():
    one = crossed("new", "gender", "referrer", SPARSE)
    release = [one, *one.margins, table("ended", "gender", {"woman": 20, "man": 3})]
    marks = protect(release)
    for seed in range(10):
        mixed = [_shuffled(each, seed) for each in random.Random(seed).sample(release, 4)]
        again = protect(mixed)
        for each in mixed:
            assert _by_group(each, again) == _by_group(
                next(table for table in release if table.key == each.key), marks
            )


def _shuffled(one, seed):
    rows = random.Random(seed).sample(one.rows, len(one.rows))
    return Table(
        one.key, one.question, one.by[::-1], tuple(rows), one.kind, one.additive, one.margins[::-1]
    )


def _by_group(one, marks):
    rows = zip(one.rows, marks[one.key].rows, strict=True)
    return {frozenset(row.group.items()): mark for row, mark in rows}, marks[one.key].withheld


def test_a_stricter_rule_leaves_wider_intervals():
    one = table("violence", "gender", {"woman": 12, "man": 6, "other": 20})
    sensitive = Rule(smallest=10, least_denominator=20, width=20)
    assert seen(one) == {"woman": 12, "man": 6, "other": 20}
    assert seen(one, rule=sensitive) == {"woman": "–", "man": "–", "other": "–"}


def test_a_row_without_numbers_is_left_alone():
    nothing = Table("a", "a", (), (Row({}, None, None),), "mean", True, ())
    assert protect([nothing]) == {"a": Marks((False,), False)}

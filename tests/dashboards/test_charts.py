"""The geometry of charts: what is larger is drawn larger, nothing leaves the drawing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.dashboards.charts import bars, flow, moves
from stegvis.dashboards.charts.drawn import drawn
from stegvis.dashboards.charts.sizes import NARROW, WIDE
from stegvis.dashboards.charts.trend import HEIGHT, WIDTH, trend
from stegvis.reports.charts import by_gender
from stegvis.reports.charts import moves as moves_chart

COUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=12)


def in_and_out(pairs):
    return moves_chart(
        title="Most came in March",
        months=[f"m{n}" for n in range(len(pairs))],
        came=[came for came, _left in pairs],
        left=[left for _came, left in pairs],
        came_label="In",
        left_label="Out",
    )


@given(COUNTS)
def test_bars_up_and_down_have_one_scale_and_stay_within_the_drawing(pairs):
    for drawing in moves.draw(in_and_out(pairs)):
        assert drawing.width in (WIDE, NARROW)
        highest = max(max(pair) for pair in pairs) or 1
        for column, (came, left) in zip(drawing.columns, pairs, strict=True):
            assert column.up.y + column.up.height == drawing.axis == column.down.y
            assert 0 <= column.up.text_y <= drawing.height
            assert column.down.text_y < drawing.labels_y < drawing.height
            assert column.up.x >= 0
            assert column.up.x + column.up.width <= drawing.width
            if abs(came - left) * moves.BAR_SPACE > 6 * highest:
                assert (came > left) == (column.up.height > column.down.height)


def test_texts_that_do_not_fit_beside_each_other_are_left_to_the_table():
    wide, narrow = moves.draw(in_and_out([(100, 90)] * 20))
    assert [column.label for column in wide.columns] == [f"m{n}" for n in range(20)]
    assert [column.up.text for column in narrow.columns[:4]] == ["100", "", "100", ""]
    assert all(column.up.height for column in narrow.columns)


def test_a_withheld_month_has_no_bar_and_says_so():
    first, second = moves.draw(in_and_out([(3, None), (None, 2)]))[0].columns
    assert (first.up.text, first.down.text, first.down.height) == ("3", "–", 0)
    assert (second.up.text, second.up.height) == ("–", 0)


def genders(counts):
    return by_gender(
        title="Most are women",
        counts=counts,
        genders={"woman": "Women", "man": "Men", "other": "Other", "unknown": "Not known"},
    )


def test_lying_bars_are_divided_by_gender_in_order():
    chart = genders({"Work": {"woman": 6, "man": 3}, "Studies": {"woman": 0, "man": 2}})
    work, studies = bars.draw(chart)[0].rows
    assert [piece.style for piece in work.pieces] == [1, 2]
    assert work.pieces[0].width == pytest.approx(2 * work.pieces[1].width, abs=1)
    assert work.pieces[1].x == work.pieces[0].x + work.pieces[0].width
    assert [piece.style for piece in studies.pieces] == [2]
    assert (work.shown, studies.shown) == ("6 + 3", "2")


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=40),
        st.tuples(st.integers(0, 900), st.integers(0, 900)),
        min_size=1,
        max_size=9,
    )
)
def test_lying_bars_leave_room_for_their_numbers(counts):
    chart = genders({name: {"woman": w + 1, "man": m} for name, (w, m) in counts.items()})
    for drawing in bars.draw(chart):
        for row in drawing.rows:
            ends = row.pieces[-1].x + row.pieces[-1].width
            assert drawing.left <= ends <= drawing.width - 40
            assert 0 <= row.y <= drawing.height


def test_a_legend_names_each_series_by_its_own_pattern():
    chart = genders({"Work": {"woman": 6, "man": 3, "unknown": 1}})
    legend = [(one.label, one.style) for one in drawn(chart).legend]
    assert legend == [("Women", 1), ("Men", 2), ("Not known", 4)]
    assert drawn(genders({"Work": {"woman": 6}})).legend == []


def test_what_is_more_than_nothing_is_seen():
    chart = genders({"Work": {"woman": 5000, "man": 1}, "Studies": {"woman": 0, "man": 1}})
    for drawing in bars.draw(chart):
        assert [piece.width for piece in drawing.rows[1].pieces] == [2]


def test_bands_are_as_wide_as_there_are_steps():
    drawing = flow.draw(
        {("FK", "Work"): 30, ("AF", "Work"): 10, ("FK", "Studies"): 20},
        starts={"FK": 60, "AF": 10},
        ends={"Work": 40, "Studies": 20},
    )
    assert [(node.label, node.number) for node in drawing.left] == [("FK", 60), ("AF", 10)]
    assert drawing.left[0].height == pytest.approx(6 * drawing.left[1].height, abs=6)
    assert len(drawing.bands) == 3
    assert all(node.y + node.height <= drawing.height for node in drawing.left + drawing.right)
    assert all(band.path.startswith(f"M{drawing.left_x + 10} ") for band in drawing.bands)


def test_a_line_begins_and_ends_within_its_frame_and_breaks_where_nothing_is_known():
    line = trend([1, None, Fraction(3, 2), 2])
    assert line is not None
    assert len(line.lines) == 1
    assert (line.end_x, line.end_y) == (WIDTH - 5, 5)
    assert 0 < line.end_y < HEIGHT


@pytest.mark.parametrize("values", [[], [1], [None, 1], [1, None], [None, None]])
def test_there_is_no_line_without_two_values_of_which_one_is_now(values):
    assert trend(values) is None

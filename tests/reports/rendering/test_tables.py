"""Tables as grids, and how wide their columns are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.reports.rendering.tables import grid
from stegvis.reports.rendering.tree import read
from stegvis.reports.rendering.widths import LANDSCAPE, PORTRAIT, widths


def laid(rows: str, *, head: str = '<tr><th scope="col">a</th><th scope="col">b</th></tr>'):
    html = f"<table><caption>c</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
    return grid(read(html).all("table")[0], language="sv")


def test_cells_know_their_place_when_others_are_merged():
    table = laid(
        '<tr><th scope="row" rowspan="2">x</th><td>1</td></tr><tr><td>2</td></tr>'
        '<tr><td colspan="2">3</td></tr>'
    )
    places = [(cell.element.text, cell.row, cell.column) for cell in table.cells]
    assert places == [("a", 0, 0), ("b", 0, 1), ("x", 1, 0), ("1", 1, 1), ("2", 2, 1), ("3", 3, 0)]
    assert table.parts == ("thead", "tbody", "tbody", "tbody")


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>1</td></tr>",
        "<tr><td>1</td><td>2</td><td>3</td></tr>",
        '<tr><td rowspan="2">1</td><td>2</td></tr>',
        '<tr><td colspan="0">1</td></tr>',
        '<tr><td colspan="x">1</td></tr>',
        '<tr><td rowspan="99999">1</td><td>2</td></tr>',
    ],
)
def test_rows_of_unequal_length_are_refused(rows):
    with pytest.raises(ValueError, match="Line 1: "):
        laid(rows)


def test_a_column_of_figures_and_dashes_is_numeric():
    table = laid(
        '<tr><th scope="row">x</th><td><data value="1">1</data></td></tr>'
        '<tr><th scope="row">y</th><td>–</td></tr>'
    )
    assert [table.is_numeric(column) for column in (0, 1)] == [False, True]


def test_a_column_with_words_among_its_figures_is_not():
    table = laid(
        "<tr><td>x</td><td><data value='1'>1</data></td></tr><tr><td>y</td><td>okänt</td></tr>"
    )
    assert not table.is_numeric(1)


def test_only_a_cell_that_is_one_figure_is_a_number():
    table = laid(
        "<tr><td><data value='1'>1</data></td>"
        "<td><data value='1'>1</data> (<data value='0.5'>50 %</data>)</td></tr>"
    )
    assert [cell.number is not None for cell in table.cells[2:]] == [True, False]


def test_a_small_table_is_no_wider_than_its_text():
    assert sum(widths(laid("<tr><td>1</td><td>2</td></tr>"), room=PORTRAIT).columns) < 0.2


def test_a_table_of_long_texts_fills_the_page_and_gives_them_the_room():
    text = "Metodutveckling för bättre samverkan kring personer som är sjukskrivna " * 4
    fit = widths(laid(f"<tr><td>Kort</td><td>{text}</td></tr>"), room=LANDSCAPE)
    assert fit.columns[0] < 0.1 < fit.columns[1]


@given(
    cells=st.lists(st.text("abc åäö", min_size=1, max_size=80), min_size=1, max_size=14),
    room=st.sampled_from([PORTRAIT, LANDSCAPE]),
)
def test_columns_never_need_more_than_the_page(cells, room):
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    heads = "".join('<th scope="col">a</th>' for _ in cells)
    fit = widths(laid(f"<tr>{row}</tr>", head=f"<tr>{heads}</tr>"), room=room)
    assert sum(fit.columns) <= 1.000001
    assert min(fit.columns) > 0

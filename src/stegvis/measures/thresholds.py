"""Figures that nobody is told where too few are behind them, whoever asks.

That somebody was asked about violence is the staff's own tick; a sum of ticks is told only of so
many that it says nothing of one of them.
"""

from collections.abc import Iterator
from dataclasses import replace

from stegvis.measures.answer import Answer, Figure


def kept(answer: Answer) -> Answer:
    """The same answer without the numbers of groups too small for its measure.

    Nor can they be worked out from the whole: what is not told is together no smaller than what
    may be told, and a table with several dimensions is told in full or not at all.
    """
    least = answer.measure.least_rows
    if not least:
        return answer
    hidden = {id(figure) for figure in _hidden(answer, least)}
    rows = tuple(
        figure.without_numbers() if id(figure) in hidden else figure for figure in answer.rows
    )
    return replace(answer, rows=rows)


def _hidden(answer: Answer, least: int) -> Iterator[Figure]:
    """The small groups, and the next larger ones until there are enough in all."""
    by_size = sorted((f for f in answer.rows if size(f)), key=size)
    if not by_size or size(by_size[0]) >= least:
        return
    several = len(answer.question.by) > 1
    total = 0
    for figure in by_size:
        if not several and total >= least and size(figure) >= least:
            return
        total += size(figure)
        yield figure


def size(figure: Figure) -> int:
    """How many rows the period holds in the group of the figure, of its denominator or not."""
    return (figure.denominator or 0) + (figure.left_out or 0)

"""The oracle: every measure recomputed from the registrations, slowly, in plain Python.

It shares nothing with the engine but periods, questions and code lists: conditions, places, pieces
of the period, groups, mentions, shares and order are all written once more, row by row.
"""

from datetime import date

from stegvis.measures.question import Question
from tests.measures.oracle import answers, counts, exits, forms, stays, support, ticks
from tests.measures.oracle.asked import Asked
from tests.measures.oracle.expected import Expected
from tests.measures.oracle.said import order
from tests.measures.world import World

__all__ = ["Expected", "answer"]

MEASURES = {
    **counts.MEASURES,
    **exits.MEASURES,
    **stays.MEASURES,
    **support.MEASURES,
    **forms.MEASURES,
    **answers.MEASURES,
    **ticks.MEASURES,
}


def answer(question: Question, world: World, *, today: date) -> list[Expected]:
    """The figures that answer `question`, in order."""
    found = MEASURES[question.measure](Asked(question, world, today))
    return sorted(found, key=lambda figure: [order(*pair) for pair in figure.group.items()])

"""Sums of ticks: told of twenty or more together, and of nobody else by subtraction."""

import pytest

from stegvis.access.readlog import Reader
from stegvis.access.scope import Scope
from stegvis.core.clock import today
from stegvis.core.periods import parse
from stegvis.measures import figures, private, thresholds
from stegvis.measures.answer import Answer, Figure
from stegvis.measures.definitions import MEASURES
from stegvis.measures.faults import NotForAudience
from stegvis.measures.question import Question
from tests.measures import registered


def told(*sizes: int, by: tuple[str, ...] = ("gender",), measure: str = "asked.once") -> list:
    """Which of groups of these sizes are told: the sizes, and None for those that are not."""
    groups = [
        Figure({by[0]: str(number)} if by else {}, None, 1, size - 1, 1)
        for number, size in enumerate(sizes)
    ]
    question = Question(measure, "t", parse("2022"), by=by)
    answer = Answer(question, MEASURES[measure], tuple(groups), (), None, question.period.last, "")
    kept = thresholds.kept(answer).rows
    return [None if figure.suppressed else thresholds.size(figure) for figure in kept]


def test_nineteen_are_too_few_and_twenty_are_enough() -> None:
    assert told(19, by=()) == [None]
    assert told(20, by=()) == [20]
    assert told(20, 21, 300) == [20, 21, 300]


def test_what_is_not_told_cannot_be_worked_out_from_the_whole() -> None:
    assert told(25, 4, 300) == [None, None, 300]
    assert told(25, 12, 8, 300) == [25, None, None, 300]
    assert told(25, 4) == [None, None]


def test_a_table_of_several_dimensions_is_told_in_full_or_not_at_all() -> None:
    assert told(25, 19, 300, by=("gender", "site")) == [None, None, None]
    assert told(25, 20, 300, by=("gender", "site")) == [25, 20, 300]


def test_other_measures_have_no_such_limit() -> None:
    assert told(3, measure="exits.completed") == [3]


@pytest.mark.parametrize("audience", ["owner", "association", "public"])
def test_nobody_is_told_how_many_of_few_were_asked(audience: str, committed) -> None:
    place = registered.intervention()
    question = Question("asked.once", "forbund", parse("2022"))
    for _ in range(19):
        registered.participation(place)
    assert figures.ask(question, audience=audience).rows == (Figure({}, None, suppressed=True),)

    registered.participation(place)

    (row,) = figures.ask(question, audience=audience).rows
    assert (row.numerator, row.denominator) == (0, 20)


def test_nobody_opens_a_sum_of_ticks() -> None:
    question = Question("asked.once", "forbund", parse("2022"))
    with pytest.raises(NotForAudience, match="told of 20 or more together"):
        private.open_figures(
            question, today=today(), scope=Scope(everything=True), by=Reader("someone")
        )

"""Measures that are one count divided by another of the same place and period."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from stegvis.measures.answer import Answer, Figure
from stegvis.measures.definitions import find
from stegvis.measures.measure import Measure
from stegvis.measures.question import Question
from stegvis.measures.results import in_order


def questions(question: Question, measure: Measure) -> tuple[Question, Question]:
    """The question for what is above the line and the one for what is below.

    Dimensions that the latter does not have divide and filter the former alone.
    """
    above, below = measure.ratio or ("", "")
    able = find(below).dimensions
    return (
        replace(question, measure=above),
        replace(
            question,
            measure=below,
            by=tuple(code for code in question.by if code in able),
            where=tuple((code, value) for code, value in question.where if code in able),
        ),
    )


def figures(above: Answer, below: Answer) -> tuple[Figure, ...]:
    """A figure for each group of either; a span below is taken for the most it can be."""
    return in_order(_figures(above, below))


def _figures(above: Answer, below: Answer) -> Iterator[Figure]:
    by = below.question.by
    bases = {tuple(figure.group[code] for code in by): _most(figure) for figure in below.rows}
    divided = {tuple(figure.group.values()): figure for figure in above.rows}
    if above.question.by == by:
        divided = {
            group: Figure(dict(zip(by, group, strict=True)), 0, 0) for group in bases
        } | divided
    for figure in divided.values():
        base = bases.get(tuple(figure.group[code] for code in by), 0)
        count = int(figure.numerator or 0)
        yield Figure(figure.group, Fraction(count, base) if base else None, count, base, 0)


def _most(figure: Figure) -> int:
    return int(figure.value or 0) if figure.at_most is None else figure.at_most

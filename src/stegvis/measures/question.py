"""A question about an association, and the check that it can be asked at all."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from stegvis.core.periods import FromStart, Period
from stegvis.measures import definitions, dimensions
from stegvis.measures.faults import UnknownDimension, UnknownValue
from stegvis.measures.measure import Measure
from stegvis.measures.shape import Shape

Pairs = tuple[tuple[str, str], ...]
PLACES = ("intervention", "part")
TIMES = ("month", "quarter")
_WRITTEN: Mapping[str, str] = {"month": r"[0-9]{4}-[01][0-9]", "quarter": r"[0-9]{4}-Q[1-4]"}


@dataclass(frozen=True)
class Question:
    """What to compute: codes and slugs as in the exchange format, section 3.

    Without `interventions` it is about all of them. `where` holds pairs of dimension and value:
    pairs with the same dimension mean or, with different ones and.
    """

    measure: str
    association: str
    period: Period | FromStart
    interventions: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    where: Pairs = ()
    params: Pairs = ()

    @property
    def shape(self) -> Shape:
        """What decides the statement: place and time are of the scope, order is of the answer."""
        filters = {code for code, _ in self.where}
        return Shape(
            by=tuple(sorted(set(self.by).difference(PLACES, TIMES))),
            where=frozenset(filters.difference(PLACES, TIMES)),
        )

    def values(self, code: str) -> frozenset[str]:
        """The values that the question filters the dimension `code` by."""
        return frozenset(value for key, value in self.where if key == code)


def check(question: Question) -> Measure:
    """The measure that `question` names, when all it names exists and fits together.

    Raises a QuestionFault that says what does not; unlisted values of code lists are left to the
    engine, since an association adds values of its own.
    """
    measure = definitions.find(question.measure)
    for code in (*question.by, *(code for code, _ in question.where)):
        _check_dimension(measure, code)
    twice = [code for code, times in Counter(question.by).items() if times > 1]
    if twice:
        raise UnknownDimension(f"The question is divided by «{twice[0]}» twice; once is enough.")
    for code, value in question.where:
        if not re.fullmatch(_WRITTEN.get(code, ".+"), value):
            raise UnknownValue(f"«{value}» is no {code}: write it like {_example(code)}.")
    for name in dict(question.params).keys() - measure.params.keys():
        raise UnknownValue(_no_parameter(measure, name))
    return measure


def _check_dimension(measure: Measure, code: str) -> None:
    if dimensions.find(code).code not in measure.dimensions:
        able = ", ".join(measure.dimensions)
        raise UnknownDimension(
            f"{measure.code} cannot be divided or filtered by «{code}». It can by: {able}."
        )


def _example(code: str) -> str:
    return {"month": "2022-03", "quarter": "2022-Q1"}.get(code, f"{code}=value")


def _no_parameter(measure: Measure, name: str) -> str:
    able = ", ".join(measure.params) or "none"
    return f"{measure.code} has no parameter «{name}». It has: {able}."

"""Goals in words, and how far they were met where that can be computed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import eq, ge, le

from django.utils.translation import gettext as _

from stegvis.core import numbers
from stegvis.measures.definitions import MEASURES
from stegvis.measures.measure import Kind
from stegvis.reports import labels
from stegvis.reports.answers import Answers, Ask, Reading
from stegvis.reports.queries import StatedGoal
from stegvis.reports.request import Request
from stegvis.reports.sections.tables import Cell, share_of

MEETS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "at_least": ge,
    "at_most": le,
    "equals": eq,
}
OWN_DENOMINATOR = {"exits": "ended", "stay": "ended", "forms": "answered"}
"""What the shares of a family of measures are shares of, in the words of a goal."""
MOST = 3
"""Decimals of a share that lies so close to its target that fewer would hide the side."""
_FILTER = re.compile(r"(\w+)=([\w.+-]+)")


@dataclass(frozen=True)
class Outcome:
    """A goal beside what came of it; `proposal` is only that: a person rates the goal."""

    goal: StatedGoal
    result: Cell
    proposal: str


def ask_of(goal: StatedGoal, *, place: str) -> Ask | None:
    """The question that gives the goal's result; None where the registrations hold no answer."""
    measure = MEASURES.get(goal.measure)
    if measure is None or goal.target is None or not goal.operator:
        return None
    family = goal.measure.partition(".")[0]
    if goal.denominator not in ("", OWN_DENOMINATOR.get(family)):
        return None
    if goal.unit == "percent" and measure.kind is not Kind.SHARE:
        return None
    return Ask(goal.measure, (), place, tuple(_FILTER.findall(goal.filter)))


def outcome(goal: StatedGoal, answers: Answers, request: Request, *, place: str) -> Outcome:
    """What came of the goal in the reported period."""
    ask = ask_of(goal, place=place)
    if ask is None:
        return Outcome(goal, _("Cannot be computed from the registrations."), "")
    reading = answers.readings[ask]
    if reading.refused:
        return Outcome(goal, _("Shown to the intervention's owner only."), "")
    return Outcome(goal, _result(goal, reading), _proposal(goal, reading, request))


def target(goal: StatedGoal) -> str:
    """The target in words: minst 50 %."""
    if goal.target is None or not goal.operator:
        return ""
    operator = labels.code("goal_operator", goal.operator).lower()
    return f"{operator} {labels.quantity(goal.target, goal.unit)}"


def added_target(goal: StatedGoal) -> str:
    """The target where the goal's own words do not name it."""
    if goal.target is not None and re.search(rf"\b{goal.target.normalize():f}\b", goal.text):
        return ""
    return target(goal)


def _result(goal: StatedGoal, reading: Reading) -> Cell:
    if goal.unit == "percent":
        return share_of(reading, decimals=_decimals(goal, reading))
    return reading.count() if goal.unit in ("", "count") else reading.decimal()


def _decimals(goal: StatedGoal, reading: Reading) -> int:
    """As few as show on which side of the target the result is: 89,6 % where 90 % is not met."""
    share, wanted = _value(goal, reading), _wanted(goal)
    if share is None or wanted is None:
        return 0
    meets = MEETS[goal.operator]
    rounded = (Fraction(numbers.rounded(share * 100, decimals=n)) / 100 for n in range(MOST))
    told = (n for n, seen in enumerate(rounded) if meets(seen, wanted) == meets(share, wanted))
    return next(told, MOST)


def _wanted(goal: StatedGoal) -> Fraction | None:
    if goal.target is None:
        return None
    return Fraction(goal.target) / (100 if goal.unit == "percent" else 1)


def _proposal(goal: StatedGoal, reading: Reading, request: Request) -> str:
    """Whether the goal was met; nothing while its period runs or its result is withheld."""
    value, wanted = _value(goal, reading), _wanted(goal)
    if value is None or wanted is None:
        return ""
    if goal.period != request.period.text or request.is_preliminary:
        return _("Not the goal's whole period.")
    return _("Met") if MEETS[goal.operator](value, wanted) else _("Not met")


def _value(goal: StatedGoal, reading: Reading) -> Fraction | None:
    figure = reading.figure()
    if figure is None or figure.suppressed or reading.withheld:
        return None
    value = figure.numerator if goal.unit in ("", "count") else figure.value
    return None if value is None else Fraction(value)

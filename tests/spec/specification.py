"""One example of a specification: engine and oracle check it, the manual shows it."""

import inspect
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import pytest

from stegvis.core.periods import parse
from stegvis.measures.answer import Answer
from stegvis.measures.engine import answer
from stegvis.measures.faults import QuestionFault
from stegvis.measures.question import Question
from tests.measures import oracle
from tests.measures.world import World, open_world
from tests.spec import tables

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Example:
    """The registrations, the question, and the figures that answer it."""

    participations: str = ""
    measure: str = ""
    expect: str = ""
    period: str = "2022"
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    forms: str = ""
    head_counts: str = ""
    places: str = ""
    answers: str = ""
    unanswered: str = ""
    asked: str = ""
    uses: str = ""
    today: date = TODAY
    refused: str = ""
    not_included: int = 0
    preliminary: bool = False

    @property
    def world(self) -> World:
        return tables.world(
            self.participations,
            forms=self.forms,
            head_counts=self.head_counts,
            interventions=self.places,
            answers=self.answers,
            unanswered=self.unanswered,
            asked=self.asked,
            uses=self.uses,
        )

    @property
    def question(self) -> Question:
        pairs = [pair.partition("=") for pair in self.where]
        return Question(
            measure=self.measure,
            association="example",
            period=parse(self.period),
            interventions=self.interventions,
            by=self.by,
            where=tuple((code, value) for code, _, value in pairs),
        )

    @property
    def written(self) -> str:
        """The question as one types it on the command line."""
        words = [self.measure, "--period", self.period]
        words += [word for slug in self.interventions for word in ("--intervention", slug)]
        words += [word for code in self.by for word in ("--by", code)]
        words += [word for pair in self.where for word in ("--where", pair)]
        return " ".join(words)


class Spec(Protocol):
    """What a specification calls: its example, in words."""

    def __call__(self, participations: str = "", **rest: object) -> None: ...


def check(participations: str = "", **rest: object) -> None:
    """Fail unless engine and oracle both give the figures, or the engine the refusal, expected."""
    example = Example(inspect.cleandoc(participations), **rest)  # type: ignore[arg-type]
    if example.refused:
        with pytest.raises(QuestionFault, match=re.escape(example.refused)):
            answer(example.question, snapshot=open_world(example.world), today=example.today)
        return
    found = answer(example.question, snapshot=open_world(example.world), today=example.today)
    wanted = tables.expected(example.expect)
    assert _shown(found, wanted) == wanted
    slow = oracle.answer(example.question, example.world, today=example.today)
    assert [figure.value for figure in found.rows] == [figure.value for figure in slow]
    assert found.not_included == example.not_included
    assert found.preliminary == example.preliminary


@dataclass
class Recorder:
    """Takes down examples instead of checking them."""

    examples: list[Example] = field(default_factory=list)

    def __call__(self, participations: str = "", **rest: object) -> None:
        self.examples.append(Example(inspect.cleandoc(participations), **rest))  # type: ignore[arg-type]


def _shown(found: Answer, wanted: list[dict[str, object]]) -> list[dict[str, object]]:
    """Of each figure what the example speaks of."""
    columns = list(wanted[0]) if wanted else []
    return [
        {
            name: figure.group[name] if name in found.question.by else getattr(figure, name)
            for name in columns
        }
        for figure in found.rows
    ]

"""What is told of answers: never what so few persons have said that one could be told apart."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from stegvis.core.periods import parse
from stegvis.measures.answer import Answer as Told
from stegvis.measures.engine import answer
from stegvis.measures.publication import protected
from stegvis.measures.question import Question
from tests.measures.world import Answer, Participation, World, open_world

SHARES = ("change.improved", "change.kept_high", "change.unchanged", "change.worse")


def asked(measure: str, *by: str) -> Question:
    return Question(measure, "test", parse("2022"), by=by)


def published(world: World, *questions: Question, audience: str = "public") -> list[Told]:
    snapshot = open_world(world)

    def ask(question: Question) -> Told:
        return answer(question, snapshot=snapshot, today=date(2026, 11, 23))

    return protected([ask(question) for question in questions], audience=audience, ask=ask)


def world(said: Sequence[Sequence[str]]) -> World:
    """A person for each list, who has given those answers to the one question, one a month."""
    return World(
        tuple(Participation(row=n, person=n) for n in range(1, len(said) + 1)),
        answers=tuple(
            Answer(row=row, answered_on=date(2022, month, 1), value=value)
            for row, values in enumerate(said, start=1)
            for month, value in enumerate(values, start=1)
        ),
    )


def shown(found: Told) -> dict[str, object]:
    return {" ".join(figure.group.values()): figure.value for figure in found.rows}


def test_many_answers_of_few_persons_are_few():
    """Three persons have answered six times each: eighteen answers, and nothing to be told."""
    few = world([["4"] * 6] * 3)

    (share,) = published(few, asked("answers.positive", "question"))
    (counts,) = published(few, asked("answers.distribution", "question"))

    assert shown(share) == {"health": None}
    assert shown(counts) == {"health": None}
    (exactly,) = published(world([["4"]] * 18), asked("answers.positive", "question"))
    assert shown(exactly) == {"health": 1}


def test_the_few_who_did_not_answer_positively_are_few_however_often_they_said_so():
    (share,) = published(
        world([["4"]] * 20 + [["1"] * 6] * 2), asked("answers.positive", "question")
    )

    assert shown(share) == {"health": None}


def test_a_share_on_enough_persons_is_told():
    (share,) = published(world([["4"]] * 20 + [["1"]] * 5), asked("answers.positive", "question"))

    assert shown(share) == {"health": Fraction(4, 5)}


def test_three_of_four_shares_do_not_tell_the_fourth():
    """That 3 are worse is left of 62 by the other three shares, so another is not told either."""
    people = world([["2", "4"]] * 30 + [["4", "4"]] * 12 + [["3", "3"]] * 17 + [["3", "2"]] * 3)

    found = published(people, *(asked(measure, "question") for measure in SHARES))

    assert {told.measure.code: shown(told) for told in found} == {
        "change.improved": {},
        "change.kept_high": {"health": Fraction(12, 62)},
        "change.unchanged": {"health": Fraction(17, 62)},
        "change.worse": {},
    }


def test_net_steps_are_told_of_ten_persons_and_not_of_nine():
    (told,) = published(world([["2", "4"]] * 10), asked("change.net_steps", "question"))
    (hidden,) = published(world([["2", "4"]] * 9), asked("change.net_steps", "question"))

    assert shown(told) == {"health": 20}
    assert shown(hidden) == {"health": None}

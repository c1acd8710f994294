"""What is told of answers: never what so few persons have said that one could be told apart."""

import os
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.core.periods import parse
from stegvis.measures.answer import Answer as Told
from stegvis.measures.disclosure import audit, protect
from stegvis.measures.engine import answer
from stegvis.measures.publication import protected, release_of
from stegvis.measures.question import Question
from tests.measures.world import Answer, Participation, World, open_world

EACH = 50 if os.environ.get("STEGVIS_LONG") else 4
STEPS = ("change.net_steps", "change.positive_first", "change.positive_last")
SHARES = ("change.improved", "change.kept_high", "change.unchanged", "change.worse")


def asked(measure: str, *by: str) -> Question:
    return Question(measure, "test", parse("2022"), by=by)


def published(world: World, *questions: Question, audience: str = "public") -> list[Told]:
    snapshot = open_world(world)

    def ask(question: Question) -> Told:
        return answer(question, snapshot=snapshot, today=date(2026, 11, 23))

    return protected([ask(question) for question in questions], audience=audience, ask=ask)


def world(said: Sequence[Sequence[str]], *, item: str = "health") -> World:
    """A person for each list, who has given those answers to the one question, one a month."""
    return World(
        tuple(Participation(row=n, person=n) for n in range(1, len(said) + 1)),
        answers=tuple(
            Answer(row=row, answered_on=date(2022, month, 1), item=item, value=value)
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


def test_steps_do_not_tell_how_many_are_worse_where_a_question_has_two_answers():
    """30 say yes who said no, 3 no who said yes: 27 steps. Told beside the 30, they told the 3."""
    people = (
        [["no", "yes"]] * 30 + [["yes", "yes"]] * 12 + [["no", "no"]] * 17 + [["yes", "no"]] * 3
    )
    measures = (*SHARES, *STEPS)

    found = published(
        world(people, item="support"), *(asked(measure, "question") for measure in measures)
    )

    told = {each.measure.code for each in found if shown(each)}
    assert "change.worse" not in told
    assert not {"change.improved", "change.net_steps"} <= told
    assert not {"change.kept_high", "change.positive_first"} <= told


def test_the_share_of_positive_answers_does_not_tell_a_single_answer():
    """Of 62 answers 3 are a 4 and 20 a 5: told that 23 are positive, nobody is told the 20."""
    people = world([["1"]] * 20 + [["2"]] * 19 + [["4"]] * 3 + [["5"]] * 20)
    counts, share = (
        asked("answers.distribution", "question", "answer"),
        asked("answers.positive", "question"),
    )

    (alone,) = published(people, counts)
    beside, positive = published(people, counts, share)

    assert shown(alone)["health 5"] == 20
    assert shown(positive) == {"health": Fraction(23, 62)}
    assert shown(beside).get("health 5") is None


def test_net_steps_are_told_of_ten_persons_and_not_of_nine():
    (told,) = published(world([["2", "4"]] * 10), asked("change.net_steps", "question"))
    (hidden,) = published(world([["2", "4"]] * 9), asked("change.net_steps", "question"))

    assert shown(told) == {"health": 20}
    assert shown(hidden) == {"health": None}


RELEASES = st.sampled_from(
    [
        [asked(measure, "question") for measure in SHARES],
        [
            asked("answers.positive", "question"),
            asked("answers.distribution", "question", "answer"),
        ],
        [asked("change.improved", "question", "gender"), asked("change.worse", "question")],
        [asked("answers.positive", "question", "gender"), asked("change.net_steps", "question")],
        [asked(measure, "question") for measure in (*SHARES, *STEPS)],
    ]
)
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["woman", "woman", "man", "other"]),
        st.lists(st.sampled_from("2345"), min_size=1, max_size=4),
        st.lists(st.sampled_from("1245"), max_size=3),
    ),
    min_size=8,
    max_size=60,
)


@settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=PEOPLE, questions=RELEASES)
def test_no_small_number_of_answers_or_persons_can_be_worked_out(people, questions) -> None:
    snapshot = open_world(
        World(
            tuple(
                Participation(row=n, person=n, gender=gender)
                for n, (gender, _, _) in enumerate(people, start=1)
            ),
            answers=tuple(
                Answer(row=row, answered_on=date(2022, month, 1), item=item, value=value)
                for row, (_, *both) in enumerate(people, start=1)
                for item, values in zip(("health", "pain"), both, strict=True)
                for month, value in enumerate(values, start=1)
            ),
        )
    )

    def ask(question: Question) -> Told:
        return answer(question, snapshot=snapshot, today=date(2026, 11, 23))

    answers = [ask(question) for question in questions]
    release = release_of(answers, audience="public", ask=ask)
    marks = protect(release.tables, sums=release.sums, told=release.told)

    found = audit(release.tables, marks, sums=release.sums, told=release.told)
    assert all(interval.is_wide for interval in found)
    for given_out in protected(answers, audience="public", ask=ask):
        for figure in given_out.rows:
            if not figure.suppressed:
                assert not 0 < (figure.persons or 0) < 5
                assert figure.behind.base == 0 or figure.behind.base >= 5
                assert not 0 < figure.behind.rest < 5

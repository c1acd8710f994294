"""What must hold between figures of any world, whatever is registered (design, section 7)."""

import os
from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.core.periods import parse
from stegvis.measures import snapshot
from stegvis.measures.answer import Answer
from stegvis.measures.definitions import MEASURES
from stegvis.measures.engine import answer
from stegvis.measures.measure import Kind, Rows
from stegvis.measures.question import Question
from stegvis.measures.snapshot import Snapshot
from tests.measures import worlds
from tests.measures.world import ITEMS, World, open_world

TODAY = date(2026, 11, 23)
VOLUMES = ("current", "new", "ended", "carried_in", "remaining", "movements")
EACH = 50 if os.environ.get("STEGVIS_LONG") else 4
RANDOM = settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
BY = st.sampled_from(
    [(), ("gender",), ("intervention",), ("age_group", "referrer_party"), ("month",), ("kind",)]
)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with snapshot.connect() as opened:
        yield opened


def asked(measure: str, opened: Snapshot, *, today: date = TODAY, **rest) -> Answer:
    question = Question(measure, "test", **{"period": parse("2022"), **rest})
    return answer(question, snapshot=opened, today=today)


def by_group(measure: str, opened: Snapshot, *, today: date, **rest) -> dict[str, int]:
    found = asked(measure, opened, today=today, **rest)
    return {" ".join(figure.group.values()): figure.value for figure in found.rows}


@RANDOM
@given(world=worlds.worlds(), period=worlds.PERIODS, today=worlds.TODAYS, by=BY)
def test_carried_in_and_new_are_current_and_what_has_not_ended_remains(
    world: World, period, today: date, by, connection
) -> None:
    opened = open_world(world, connection)
    volumes = {
        name: by_group(f"participations.{name}", opened, period=period, by=by, today=today)
        for name in VOLUMES
    }
    for group in {group for figures in volumes.values() for group in figures}:
        one = {name: figures.get(group, 0) for name, figures in volumes.items()}
        assert one["carried_in"] + one["new"] == one["current"]
        assert one["current"] - one["ended"] == one["remaining"]
        assert one["movements"] == one["new"] + one["ended"]


@pytest.mark.parametrize("code", MEASURES)
@RANDOM
@given(world=worlds.worlds(), data=st.data())
def test_rows_add_up_by_the_dimensions_that_say_so(
    code: str, world: World, data: st.DataObject, connection
) -> None:
    measure = MEASURES[code]
    summed = {Kind.COUNT, Kind.SHARE, Kind.MEAN, Kind.PER_DAY, Kind.CHANGE} & {measure.kind}
    able = [
        d
        for d in measure.additive
        if not (measure.rows is Rows.FORMS and d in ("month", "quarter"))
    ]
    if not summed or not able:
        return
    dimension = data.draw(st.sampled_from(able))
    opened = open_world(world, connection)
    whole = asked(code, opened).figure
    parts = asked(code, opened, by=(dimension,))
    assert parts.additive
    if not parts.not_included:
        assert sum(figure.numerator for figure in parts.rows) == whole.numerator
    if measure.kind in (Kind.SHARE, Kind.MEAN, Kind.CHANGE):
        assert sum(figure.denominator for figure in parts.rows) == whole.denominator
        assert sum(figure.left_out for figure in parts.rows) == whole.left_out


@RANDOM
@given(world=worlds.worlds())
def test_a_share_lies_between_nothing_and_everything(world: World, connection) -> None:
    opened = open_world(world, connection)
    for code, measure in MEASURES.items():
        if measure.kind is Kind.SHARE:
            for figure in asked(code, opened, by=("gender",)).rows:
                assert 0 <= figure.numerator <= figure.denominator
                assert figure.value is None or 0 <= figure.value <= 1


@RANDOM
@given(world=worlds.worlds())
def test_persons_are_never_more_than_participations(world: World, connection) -> None:
    opened = open_world(world, connection)
    current = asked("participations.current", opened, period=parse("2022-H1")).figure
    persons = asked("persons.current", opened, period=parse("2022-H1")).figure
    assert persons.at_least <= persons.at_most == current.persons <= current.value


CHANGES = ("improved", "kept_high", "unchanged", "worse")
ANSWERED_BY = st.sampled_from([(), ("question",), ("gender",), ("question", "version"), ("month",)])


@RANDOM
@given(world=worlds.worlds(), period=worlds.PERIODS, by=ANSWERED_BY)
def test_the_four_shares_of_change_add_to_one(world: World, period, by, connection) -> None:
    opened = open_world(world, connection)
    shares = [asked(f"change.{name}", opened, period=period, by=by).rows for name in CHANGES]
    steps = asked("change.net_steps", opened, period=period, by=by).rows
    for *four, net in zip(*shares, steps, strict=True):
        assert len({tuple(figure.group.values()) for figure in (*four, net)}) == 1
        assert {figure.denominator for figure in (*four, net)} == {four[0].denominator}
        if four[0].denominator:
            assert sum(figure.value for figure in four) == 1


@RANDOM
@given(world=worlds.worlds())
def test_positive_answers_are_as_the_distribution_says(world: World, connection) -> None:
    opened = open_world(world, connection)
    said = {
        (figure.group["question"], figure.group["answer"]): figure.value
        for figure in asked("answers.distribution", opened, by=("question", "answer")).rows
    }
    for figure in asked("answers.positive", opened, by=("question",)).rows:
        question = figure.group["question"]
        positive = ITEMS[question].positive
        assert figure.numerator == sum(said.get((question, value), 0) for value in positive)


@RANDOM
@given(world=worlds.worlds(), measure=st.sampled_from(["answers.positive", "change.improved"]))
def test_behind_a_share_of_answers_are_no_more_persons_than_answers(
    world: World, measure: str, connection
) -> None:
    """Who has answered both ways is behind both; and everybody is behind one of them."""
    opened = open_world(world, connection)
    for figure in asked(measure, opened, by=("question",)).rows:
        base, rest = figure.behind.base, figure.behind.rest
        assert figure.persons <= figure.numerator
        assert rest <= figure.denominator - figure.numerator
        assert max(figure.persons, rest) <= base <= figure.persons + rest

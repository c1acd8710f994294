"""Every measure, every dimension: the engine and the oracle agree on every number."""

import os
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.measures import snapshot
from stegvis.measures.definitions import MEASURES
from stegvis.measures.engine import answer
from stegvis.measures.faults import CutsCollection, UnknownValue
from stegvis.measures.question import Question
from tests.measures import oracle, worlds
from tests.measures.world import World, open_world

EACH = int(
    os.environ.get("STEGVIS_ORACLE_EXAMPLES", "50" if os.environ.get("STEGVIS_LONG") else "5")
)


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with snapshot.connect() as opened:
        yield opened


def compared(
    question: Question, world: World, today: date, connection: duckdb.DuckDBPyConnection
) -> tuple[list, list]:
    """What the engine answers and what the oracle expects, in the same words."""
    found = answer(question, snapshot=open_world(world, connection), today=today)
    names = [field.name for field in fields(oracle.Expected)]
    engine = [{name: getattr(figure, name) for name in names} for figure in found.rows]
    expected = [
        {name: getattr(figure, name) for name in names}
        for figure in oracle.answer(question, world, today=today)
    ]
    return engine, expected


@pytest.mark.parametrize("code", MEASURES)
@settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), world=worlds.worlds(), today=worlds.TODAYS)
def test_the_engine_answers_what_the_oracle_counts_one_by_one(
    code: str, data: st.DataObject, world: World, today: date, connection
) -> None:
    question = data.draw(worlds.questions(MEASURES[code]))
    try:
        engine, expected = compared(question, world, today, connection)
    except CutsCollection:
        assert code.startswith("forms.")
    except UnknownValue:
        assert dict(question.where).keys() & {"month", "quarter", "target_group"}
    else:
        assert engine == expected

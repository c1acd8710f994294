"""Compiling: every measure becomes a statement that knows nothing of what it is asked about."""

import ibis
import pytest

from stegvis.measures import expressions
from stegvis.measures.compiling import compiled
from stegvis.measures.definitions import (
    MEASURES,
    answers,
    asked,
    change,
    forms,
    participations,
    persons,
    stay,
)
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.shape import Shape
from stegvis.measures.tables import SNAPSHOT

WORDS = ("2022", "garden", "woman")


@pytest.mark.parametrize("code", MEASURES)
def test_a_statement_holds_no_day_place_or_value(code: str):
    measure = MEASURES[code]
    inside = [name for name in measure.dimensions if DIMENSIONS[name].source != "scope"]
    first, last = inside[0], inside[-1]
    for shape in (Shape(), Shape((first, last)), Shape((last,), frozenset([first, last]))):
        asked = ["grouped", "listed", *(["grouped_side", "listed_side"] if measure.sides else [])]
        for expression in asked:
            statement = compiled(expression, code, shape)
            assert '"scope"' in statement
            assert not any(word in statement for word in WORDS)


def test_cuts_and_occurring_values_are_statements_too():

    assert '"forms"' in compiled("forms_cut", "forms.count", Shape())
    for code in ("target_group", "age_group"):
        assert f'"by_{code}"' in compiled("occurring", "participations.new", Shape((code,)))


@pytest.mark.parametrize("family", [participations, persons, stay, forms, answers, change, asked])
def test_the_same_expressions_compile_for_another_engine(family):
    """Beyond one machine the definitions run on Spark, over the same Parquet files. (Where a
    column holds decimals the compiler asks the installed Spark how it treats what is no number.)
    """
    for measure in family.MEASURES:
        for shape in (Shape((measure.dimensions[0],)), Shape((), frozenset(["gender"]))):
            assert ibis.to_sql(expressions.grouped(measure, shape), dialect="pyspark")


def test_a_snapshot_holds_no_column_that_no_figure_needs():
    """What is not needed is not kept (design, section 4); planned ends and referral days wait for
    the measures of referrals, which the exchange format names."""
    read = {column for measure in MEASURES.values() for column in measure.reads}
    divided = {d.column for d in DIMENSIONS.values() if d.source == "row"}
    always = {
        *("row", "person", "identified", "recurs", "recurs_in_year", "intervention", "kind"),
        *("started_on", "ended_on"),
    }
    needed = always | read | divided | {"age_at_start", "planned_end_on", "referred_on"}

    assert set(SNAPSHOT["participations"]) <= needed


def test_made_columns_and_filters_on_mentions_compile():
    shape = Shape(("start_year", "age_group"), frozenset(["referrer", "next_step"]))
    statement = compiled("grouped", "participations.new", shape)

    assert "EXTRACT(year" in statement
    assert '"referrers"' in statement
    assert '"next_steps"' in statement

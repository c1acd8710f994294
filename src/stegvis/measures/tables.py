"""The tables that figures are computed from: their columns, as data and as Ibis tables.

The first group is what a snapshot holds (one Parquet file per table). `scope` and `filters` are
written anew for each question, so that one compiled statement serves every place, period and
filter: Ibis writes parameters into the statement itself, which would compile each anew.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

Columns = Mapping[str, str]

_STATE: Columns = {"row": "int32", "moment": "string", "code": "string", "percent": "float64"}

SNAPSHOT: Mapping[str, Columns] = {
    "participations": {
        "row": "int32",
        "person": "int32",
        "identified": "boolean",
        # The person has more participations here than this one; in a year that this one touches.
        "recurs": "boolean",
        "recurs_in_year": "boolean",
        "intervention": "string",
        "site": "string",
        "kind": "string",
        "gender": "string",
        "age_at_start": "int32",
        "origin": "string",
        "municipality": "string",
        "started_on": "date",
        "ended_on": "date",
        "planned_end_on": "date",
        "completed": "string",
        "exit_reason": "string",
        "next_intervention": "string",
        "education": "string",
        "time_in_support": "string",
        "employment_form": "string",
        "referrer_formal": "string",
        "referrer_combination": "string",
        "referrer_party": "string",
        "referred_on": "date",
        "agreement": "string",
        "hours_start": "float64",
        "hours_end": "float64",
        "support_start_known": "boolean",
        "support_end_known": "boolean",
        "occupation_start_known": "boolean",
        "occupation_end_known": "boolean",
    },
    "referrers": {"row": "int32", "code": "string"},
    "target_groups": {"row": "int32", "code": "string"},
    # `repeated`: the same step stands with another state as well.
    "next_steps": {"row": "int32", "code": "string", "state": "string", "repeated": "boolean"},
    "support": _STATE,
    "occupation": _STATE,
    # What is written of follow-ups; whether one is due follows from the exit.
    "follow_ups": {
        "row": "int32",
        "months": "string",
        "reached": "boolean",
        "occupied": "boolean",
        "plan": "string",
    },
    "left_alone": {"row": "int32"},
    "head_counts": {
        "intervention": "string",
        "year": "int32",
        "gender": "string",
        "kind": "string",
        "carried_in": "int32",
        "new": "int32",
        "ended": "int32",
    },
    "forms": {
        "form": "int32",
        "intervention": "string",
        "instrument": "string",
        "collected_from": "date",
        "collected_to": "date",
        "gender": "string",
        "occasion": "string",
        "count": "int32",
        "version": "string",
        "respondent": "string",
    },
    # `listed` is the value where the item knows it, as for the answers below.
    "form_answers": {
        "form": "int32",
        "item": "string",
        "value": "string",
        "listed": "string",
        "positive": "boolean",
    },
    # One row for each item that a participant, or somebody about her, has answered. `turn` counts
    # the person's responses in the order of their days. `value` is empty where the answer is none
    # that the item knows; `positive` and `grade` (hundredths of a step, higher is better) are
    # null where the instrument does not say.
    "answers": {
        "row": "int32",
        "turn": "int32",
        "instrument": "string",
        "version": "string",
        "occasion": "string",
        "respondent": "string",
        "answered_on": "date",
        "item": "string",
        "value": "string",
        "positive": "boolean",
        "grade": "int32",
    },
    "unanswered": {
        "row": "int32",
        "instrument": "string",
        "version": "string",
        "occasion": "string",
        "due_on": "date",
        "reason": "string",
    },
    # That somebody was asked with an unlinked form, as the staff ticked it.
    "asked": {
        "row": "int32",
        "instrument": "string",
        "year": "int32",
        "occasion": "string",
        "outcome": "string",
    },
    "uses": {
        "intervention": "string",
        "instrument": "string",
        "version": "string",
        "shows_first": "boolean",
    },
    "interventions": {
        "intervention": "string",
        "part_of": "string",
        "starts_on": "date",
        "ends_on": "date",
        "name": "string",
    },
}

# What one question asks of each intervention, one row for each piece of the period it asks about:
# `piece` is the number of the place and time that its rows are reported under; exits are counted
# from `ended_from` to `ended_to`, never past the day of computation (a later end is planned).
# `in_year`: all these days of the piece lie in one calendar year.
SCOPE: Columns = {
    "intervention": "string",
    "piece": "int32",
    "first_day": "date",
    "last_day": "date",
    "ended_from": "date",
    "ended_to": "date",
    "in_year": "boolean",
}
FILTERS: Columns = {"dimension": "string", "value": "string"}

_ALL: Mapping[str, Columns] = {**SNAPSHOT, "scope": SCOPE, "filters": FILTERS}
_IN_DUCKDB = {
    "int32": "INTEGER",
    "float64": "DOUBLE",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


@cache
def table(name: str, *columns: str) -> "ir.Table":
    """The table called `name`, without rows: a name for expressions to build on.

    With `columns`, only those: each column that nothing needs makes every statement slower to
    compile.
    """
    # Costs 0.2 s, which a command that computes nothing should not pay.
    import ibis  # noqa: PLC0415

    kept = {column: _ALL[name][column] for column in columns or _ALL[name]}
    return ibis.table(kept, name=name)


def columns_in_duckdb(name: str) -> dict[str, str]:
    """Column names and DuckDB types of the table called `name`, in order."""
    return {column: _IN_DUCKDB[kind] for column, kind in _ALL[name].items()}

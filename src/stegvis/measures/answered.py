"""Answers that belong to persons, as rows: one by one, in pairs, and occasions without any.

A pair is a person's first and last answer to one item of one version of an instrument, by the same
respondent: two versions are never compared. It stands where and when she answered last.
"""

from typing import TYPE_CHECKING

from stegvis.measures.tables import table
from stegvis.surveys.choices import WAS_ASKED

if TYPE_CHECKING:
    import ibis.expr.types as ir

# What an answer says besides what its participation does.
COLUMNS = frozenset(
    {
        "instrument", "version", "occasion", "respondent", "answered_on", "item", "value", "asked",
        "positive", "grade", "reason", "due_on", "first_grade", "last_grade", "first_positive",
        "last_positive", "first_asked", "again_asked",
    }
)  # fmt: skip
# What a value of the dimension `item` says, in this order.
ITEM, SEPARATOR = ("respondent", "instrument", "version", "item"), "|"
_SAME = ("person", "instrument", "version", "respondent", "item")


def one_by_one(people: "ir.Table") -> "ir.Table":
    """The answers to items, each with what `people` holds of its participation."""
    return _with(people, _named(table("answers").drop("turn")))


def unanswered(people: "ir.Table") -> "ir.Table":
    """The occasions that passed without an answer, each with its participation."""
    return _with(people, table("unanswered"))


def in_pairs(people: "ir.Table") -> "ir.Table":
    """The pairs, each with the participation in which the last answer was given."""
    answers = _by_person()
    turn = answers.turn
    pairs = answers.aggregate(
        by=_SAME,
        row=answers["row"].argmax(turn),
        answered_on=answers.answered_on.argmax(turn),
        first_grade=answers.grade.argmin(turn),
        last_grade=answers.grade.argmax(turn),
        first_positive=answers.positive.argmin(turn),
        last_positive=answers.positive.argmax(turn),
        answers=answers.count(),
    )
    return _with(people, _named(pairs.filter(pairs.answers > 1).drop("person", "answers")))


def with_ticks(people: "ir.Table") -> "ir.Table":
    """The participations, with the year in which each was `first_asked` and `again_asked`."""
    ticks = table("asked")
    put = ticks.filter(ticks.outcome.isin(WAS_ASKED))
    years = put.aggregate(
        by=put["row"].name("of"),
        first_asked=put.year.min(),
        again_asked=put.year.min(where=put.occasion == "again"),
    )
    return people.left_join(years, people["row"] == years.of).drop("of")


def paired() -> "ir.Table":
    """The participations with an answer that is part of a pair: `row`, `instrument`, `version`."""
    answers = _by_person()
    several = answers.group_by(_SAME).mutate(answers=answers.count())
    found = several.filter(several.answers > 1)
    return found.select("row", "instrument", "version").distinct()


def _named(rows: "ir.Table") -> "ir.Table":
    """With `asked`: who answered which item of which version, in one value."""
    parts = [rows[column] for column in ITEM]
    named = parts[0]
    for part in parts[1:]:
        named = named + SEPARATOR + part
    return rows.mutate(asked=named)


def _by_person() -> "ir.Table":
    """The answers that say something, with the person of each."""
    answers = table("answers")
    return answers.filter(answers["value"] != "").join(
        table("participations", "row", "person"), "row"
    )


def _with(people: "ir.Table", rows: "ir.Table") -> "ir.Table":
    rows = rows.rename(of="row")
    return people.join(rows, people["row"] == rows.of).drop("of")

"""What is mentioned of a counted row, none or several times: one logical table per source.

A source is what dimensions and sides name; several are one table of the snapshot seen from one
moment. Each has the key of its row and the columns that its dimensions read.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from stegvis.measures import answered
from stegvis.measures.tables import table

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _at(name: str, moment: str) -> "ir.Table":
    """The states of `moment`; `extent` in hundredths of a per cent, which add up exactly."""
    states = table(name)
    chosen = states.filter(states.moment == moment)
    return chosen.select("row", "code", extent=(chosen.percent * 100).round().cast("int64"))


def _support_change() -> "ir.Table":
    """Each source at the exit as one more, each at the start as one less."""
    signed = [
        states.select("row", "code").distinct().mutate(sign=sign)
        for states, sign in ((_at("support", "end"), 1), (_at("support", "start"), -1))
    ]
    return signed[0].union(signed[1])


SOURCES: Mapping[str, Callable[[], "ir.Table"]] = {
    "referrers": lambda: table("referrers"),
    "target_groups": lambda: table("target_groups"),
    "next_steps": lambda: table("next_steps"),
    "support_start": lambda: _at("support", "start"),
    "support_end": lambda: _at("support", "end"),
    "support_change": _support_change,
    "occupation_start": lambda: _at("occupation", "start"),
    "occupation_end": lambda: _at("occupation", "end"),
    "answers": lambda: table("form_answers").rename(row="form"),
    "paired": answered.paired,
}

# What tells the mentions of a row apart where the snapshot holds each of them once.
_KEYS: Mapping[str, frozenset[str]] = {
    "next_steps": frozenset({"code", "state"}),
    **dict.fromkeys(
        (
            *("referrers", "target_groups"),
            *("support_start", "support_end", "occupation_start", "occupation_end"),
        ),
        frozenset({"code"}),
    ),
}


def mentions(source: str) -> "ir.Table":
    """The mentions of `source`, keyed by `row`."""
    return SOURCES[source]()


def once(found: "ir.Table", source: str, columns: Collection[str]) -> "ir.Table":
    """`row` and `columns` of what was `found` in `source`, nothing twice.

    Comparing all mentions takes longer than counting them, and is left out where they differ.
    """
    chosen = found.select("row", *columns)
    differ = source in _KEYS and _KEYS[source] <= frozenset(columns)
    return chosen if differ else chosen.distinct()

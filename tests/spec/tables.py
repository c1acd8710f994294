"""Reading small tables of text: the world of a specification and the figures it expects.

Columns are divided by `|`; an empty cell keeps the column's default, which for dates and states
is "not known". Lists are divided by commas, what belongs to an item follows a colon.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from tests.measures.world import (
    Answer,
    Asked,
    Forms,
    HeadCount,
    Intervention,
    Participation,
    Unanswered,
    Use,
    World,
)

Row = TypeVar("Row", Participation, Forms, HeadCount, Intervention, Answer, Unanswered, Asked, Use)


def cells(text: str) -> list[dict[str, str]]:
    """The rows of a table of text, by the names in its first line."""
    lines = [line.strip() for line in text.strip().splitlines()]
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(head, row, strict=True)) for row in rows]


def world(
    participations: str = "",
    *,
    forms: str = "",
    head_counts: str = "",
    interventions: str = "",
    answers: str = "",
    unanswered: str = "",
    asked: str = "",
    uses: str = "",
) -> World:
    """The world that the tables describe; interventions that are only named are whole ones."""
    people = tuple(_participations(participations))
    collected, heads = tuple(_rows(forms, Forms)), tuple(_rows(head_counts, HeadCount))
    places = tuple(_rows(interventions, Intervention))
    named = {row.intervention for row in (*people, *collected, *heads) if row.intervention}
    unlisted = sorted(named.difference(place.slug for place in places))
    return World(
        people,
        collected,
        heads,
        (*places, *map(Intervention, unlisted)),
        answers=tuple(_rows(answers, Answer)),
        unanswered=tuple(_rows(unanswered, Unanswered)),
        asked=tuple(_rows(asked, Asked)),
        uses=tuple(_rows(uses, Use)),
    )


def expected(text: str) -> list[dict[str, Any]]:
    """The figures that a table expects: groups as text, numbers exactly, `-` for none."""
    return [{name: _number(name, cell) for name, cell in row.items()} for row in cells(text)]


def _participations(text: str) -> list[Participation]:
    """Rows without a number are numbered; rows without a person are persons of their own."""
    found = []
    for number, row in enumerate(cells(text), start=1) if text else ():
        numbered = {"row": str(number), "person": str(100 + number)} | row
        found.append(_row(numbered, Participation))
    return found


def _rows(text: str, kind: type[Row]) -> list[Row]:
    return [_row(row, kind) for row in cells(text)] if text else []


def _row(row: Mapping[str, str], kind: type[Row]) -> Row:
    types = {field.name: str(field.type) for field in fields(kind)}
    unknown = row.keys() - types.keys()
    assert not unknown, f"No column is called {unknown}; there are {list(types)}."
    given = {name: _READ[types[name]](cell) for name, cell in row.items() if cell}
    return kind(**given)


def _pairs(cell: str) -> tuple[tuple[str, str], ...]:
    parts = [item.strip().partition(":") for item in cell.split(",")]
    return tuple((code, value) for code, _, value in parts)


def _states(cell: str) -> tuple[tuple[str, float | None], ...]:
    return tuple((code, float(value) if value else None) for code, value in _pairs(cell))


_READ: Mapping[str, Callable[[str], Any]] = {
    "<class 'str'>": lambda cell: "" if cell == "-" else cell,
    "<class 'int'>": int,
    "int | None": int,
    "<class 'bool'>": lambda cell: cell == "yes",
    "float | None": float,
    "<class 'datetime.date'>": date.fromisoformat,
    "datetime.date | None": date.fromisoformat,
    "tuple[str, ...]": lambda cell: tuple(item.strip() for item in cell.split(",")),
    "tuple[tuple[str, str], ...]": _pairs,
    "tuple[tuple[str, float | None], ...] | None": _states,
}
NUMBERS = ("value", "numerator", "denominator", "left_out", "persons", "at_least", "at_most")


def _number(name: str, cell: str) -> Fraction | str | None:
    if name not in NUMBERS:
        return cell
    return None if cell == "-" else Fraction(cell)

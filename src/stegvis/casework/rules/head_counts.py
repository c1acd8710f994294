"""How those without a record of their own stand in the counts of the years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.rules.participations import Problem


@dataclass(frozen=True)
class Year:
    """How many were carried into a calendar year, are new in it and have ended in it."""

    year: int
    carried_in: int
    new: int
    ended: int


@dataclass(frozen=True)
class Spell:
    """From the calendar year of the start to that of the exit; no last while it runs."""

    first: int
    last: int | None


def years_of(spell: Spell, *, today: date) -> Iterator[Year]:
    """One row a year: new in the first, carried into the others, ended in the last.

    Whoever still takes part is carried to the year of `today` and no further: each January the
    staff say who remained.
    """
    last = spell.last or max(spell.first, today.year)
    for year in range(spell.first, last + 1):
        first = year == spell.first
        yield Year(year, int(not first), int(first), int(year == spell.last))


def problems_of_remaining(
    stayed: int, counted: Year, *, gender: str, kind: str
) -> Iterator[Problem]:
    """Why an answer to "how many remain?" cannot be right."""
    if stayed > counted.carried_in:
        yield Problem(
            field_of(gender, kind),
            # Translators: «Högst %(most)s följde med från förra året; den som är ny läggs till
            # för sig.»
            _("At most %(most)s came along from last year; whoever is new is added apart.")
            % {"most": counted.carried_in},
        )
    elif counted.ended > stayed + counted.new:
        yield Problem(
            field_of(gender, kind),
            # Translators: «%(ended)s har redan avslutats i år, så minst %(least)s följde med.»
            _("%(ended)s have ended already this year, so at least %(least)s came along.")
            % {"ended": counted.ended, "least": counted.ended - counted.new},
        )


def field_of(gender: str, kind: str) -> str:
    """The name of the field in which the answer is given."""
    return f"{gender}-{kind}"

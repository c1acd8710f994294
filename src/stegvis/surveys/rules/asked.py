"""When somebody is to be asked with an unlinked form, and which ticks can stand together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stegvis.surveys.choices import WAS_ASKED

FIRST, AGAIN = "first", "again"
TIME_TO_ASK = timedelta(days=28)  # from the start until the tick is missed
OVER_SIX_MONTHS = timedelta(days=183)
FEWEST_FOR_SUMS = 20  # current, below which no sum of ticks is shown


@dataclass(frozen=True, order=True)
class Tick:
    """How asking went in a year, the first time or again."""

    year: int
    occasion: str
    outcome: str

    @property
    def was_asked(self) -> bool:
        return self.outcome in WAS_ASKED


@dataclass(frozen=True)
class Taking:
    """What the rule needs to know of one participation."""

    started_on: date
    ended_on: date | None


def lacks_first(ticks: Collection[Tick]) -> bool:
    """Whether somebody is said to have been asked again who was not asked before.

    >>> lacks_first([Tick(2022, FIRST, "not_suitable"), Tick(2022, AGAIN, "asked")])
    True
    """
    firsts = [each.year for each in ticks if each.occasion == FIRST and each.was_asked]
    return any(
        not any(year <= each.year for year in firsts)
        for each in ticks
        if each.occasion == AGAIN and each.was_asked
    )


def years(taking: Taking, *, today: date) -> range:
    """The years for which a tick can be set: those of the participation, none to come."""
    return range(taking.started_on.year, min(taking.ended_on or today, today).year + 1)


def due_on(
    taking: Taking, ticks: Iterable[Tick], *, used_from: date, today: date
) -> tuple[str, date] | None:
    """What is to be asked next, and when the tick is due; None where nothing waits this year.

    The first time within four weeks of the start, again after six months. Whoever declined, or
    whom it did not suit, is left alone for the rest of the year.
    """
    said = list(ticks)
    if taking.ended_on is not None or taking.started_on > today:
        return None
    asked = {each.occasion for each in said if each.was_asked}
    occasion = AGAIN if FIRST in asked else FIRST
    tried = {each.year for each in said if each.occasion == occasion}
    if occasion in asked or today.year in tried:
        return None
    begun = max(taking.started_on, used_from, *(date(year + 1, 1, 1) for year in tried))
    wait = TIME_TO_ASK
    if occasion == AGAIN:
        begun, wait = max(begun, taking.started_on + OVER_SIX_MONTHS), timedelta(0)
    return occasion, begun + wait

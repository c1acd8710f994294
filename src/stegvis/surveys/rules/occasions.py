"""On which days a participation is measured with an instrument, and where each occasion stands.

Nobody creates occasions: they follow from the intervention's plan and the participation's days.
Facts in, answer out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stegvis.casework.rules.follow_ups import NOT_FOLLOWED, months_after

START, ONGOING, EXIT, FOLLOW_UP = "start", "ongoing", "exit", "follow_up"
LEAD = timedelta(days=14)  # one may be made so long before its day
GRACE = timedelta(days=7)  # and is late so long after
# How long an answer still says how it was then.
OPEN_FOR = {
    START: timedelta(days=42),
    ONGOING: timedelta(days=42),
    EXIT: timedelta(days=42),
    FOLLOW_UP: timedelta(days=91),
}
LONGEST = 120  # measurements of one participation with one instrument


@dataclass(frozen=True)
class Use:
    """What the plan says of one instrument; days outside `used_from`-`used_to` have no occasion."""

    instrument: int
    code: str
    used_from: date
    used_to: date | None = None
    at_start: bool = True
    every_months: int | None = None
    at_exit: bool = True
    months_after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Taking:
    """A participation, as far as measuring it goes; `refuses` to be contacted after the exit."""

    kind: str
    started_on: date
    planned_end_on: date | None = None
    ended_on: date | None = None
    exit_reason: str = ""
    voided: bool = False
    refuses: bool = False


@dataclass(frozen=True)
class Answered:
    """An answer that exists: of which instrument (its code), on which occasion and day."""

    code: str
    occasion: str
    on: date


@dataclass(frozen=True)
class Passed:
    """An occasion that the staff have said has no answer, and why."""

    instrument: int
    occasion: str
    due_on: date
    reason: str


class Standing(StrEnum):
    """Where an occasion stands on a day."""

    COMING = "coming"
    OPEN = "open"
    LATE = "late"
    ANSWERED = "answered"
    PASSED = "passed"
    MISSED = "missed"


@dataclass(frozen=True)
class Due:
    """One occasion by itself: its day, and from when until when an answer belongs to it.

    `months` since the start, or since the exit for a follow-up. `certain` is False for an exit
    that is only planned: it is never late, and comes again when the plan was not kept.
    """

    use: Use
    occasion: str
    months: int
    due_on: date
    opens_on: date
    closes_on: date
    certain: bool = True


@dataclass(frozen=True)
class Occasion:
    """An occasion with what is known of it on a day."""

    due: Due
    standing: Standing
    answered_on: date | None = None
    reason: str = ""

    @property
    def waits(self) -> bool:
        return self.standing in (Standing.OPEN, Standing.LATE)


def dues(use: Use, taking: Taking) -> tuple[Due, ...]:
    """Every occasion of `use`, the earliest first; none for who is not enrolled."""
    if taking.voided or taking.kind != "enrolled":
        return ()
    found = (*_start(use, taking), *_ongoing(use, taking), *_exit(use, taking))
    every = sorted((*found, *_after(use, taking)), key=lambda due: due.due_on)
    return tuple(due for due in every if _in_use(use, due.due_on))


def occasions(
    use: Use,
    taking: Taking,
    *,
    answered: Iterable[Answered] = (),
    passed: Iterable[Passed] = (),
    today: date,
) -> tuple[Occasion, ...]:
    """Every occasion of `use` and where it stands on `today`."""
    every = dues(use, taking)
    answers = {
        _belongs(every, each.occasion, each.on): each for each in answered if each.code == use.code
    }
    reasons = {
        _belongs(every, each.occasion, each.due_on): each
        for each in passed
        if each.instrument == use.instrument
    }
    return tuple(_occasion(due, answers.get(due), reasons.get(due), today=today) for due in every)


def _occasion(due: Due, answer: Answered | None, reason: Passed | None, *, today: date) -> Occasion:
    if answer:
        return Occasion(due, Standing.ANSWERED, answered_on=answer.on)
    if reason:
        return Occasion(due, Standing.PASSED, reason=reason.reason)
    return Occasion(due, _standing(due, today))


def _standing(due: Due, today: date) -> Standing:
    if today < due.opens_on:
        return Standing.COMING
    if today >= due.closes_on:
        return Standing.MISSED
    if today <= due.due_on + GRACE:
        return Standing.OPEN
    return Standing.LATE if due.certain else Standing.COMING


def _belongs(every: Iterable[Due], occasion: str, on: date) -> Due | None:
    """Which occasion an answer of a day is of: the latest of its kind that was open by then.

    One that comes before all of its kind is the first one's.
    """
    same = [due for due in every if due.occasion == occasion]
    open_by_then = [due for due in same if due.opens_on <= on]
    found = open_by_then or same[:1]
    return found[-1] if found else None


def _in_use(use: Use, day: date) -> bool:
    return use.used_from <= day and (use.used_to is None or day <= use.used_to)


def _start(use: Use, taking: Taking) -> Iterator[Due]:
    if use.at_start:
        yield _due(use, START, 0, taking.started_on, closes=taking.ended_on)


def _ongoing(use: Use, taking: Taking) -> Iterator[Due]:
    """Every so many months until the exit; the exit itself takes the last one's place."""
    if not use.every_months:
        return
    for number in range(1, LONGEST + 1):
        months = number * use.every_months
        day = months_after(taking.started_on, months)
        if taking.ended_on and day >= taking.ended_on - LEAD:
            return
        if taking.ended_on is None and _is_far(day, taking, use):
            return
        after = months_after(taking.started_on, months + use.every_months)
        closes = min(after - LEAD, taking.ended_on or date.max)
        yield _due(use, ONGOING, months, day, closes=closes)


def _is_far(day: date, taking: Taking, use: Use) -> bool:
    """Beyond the planned end; without one, beyond ten years."""
    end = taking.planned_end_on or months_after(taking.started_on, LONGEST)
    if use.used_to:
        end = min(end, use.used_to)
    # Who stays longer than planned is measured on: the end of the plan is no exit.
    return day > max(end, taking.started_on) + timedelta(days=366)


def _exit(use: Use, taking: Taking) -> Iterator[Due]:
    if not use.at_exit or taking.exit_reason in NOT_FOLLOWED:
        return
    if taking.ended_on:
        yield _due(use, EXIT, 0, taking.ended_on)
    elif taking.planned_end_on:
        due = _due(use, EXIT, 0, taking.planned_end_on)
        # As long as she has not left, she can still be asked before she does.
        yield Due(use, EXIT, 0, due.due_on, due.opens_on, date.max, certain=False)


def _after(use: Use, taking: Taking) -> Iterator[Due]:
    if taking.ended_on is None or taking.refuses or taking.exit_reason in NOT_FOLLOWED:
        return
    ordered = sorted(use.months_after)
    for months, later in zip(ordered, [*ordered, None][1:], strict=True):
        day = months_after(taking.ended_on, months)
        closes = months_after(taking.ended_on, later) - LEAD if later else None
        yield _due(use, FOLLOW_UP, months, day, closes=closes)


def _due(use: Use, occasion: str, months: int, day: date, *, closes: date | None = None) -> Due:
    """An occasion that is open from LEAD before its day; a start from its day."""
    opens = day if occasion == START else day - LEAD
    last = day + OPEN_FOR[occasion]
    return Due(use, occasion, months, day, opens, min(last, closes) if closes else last)

"""Follow-ups 6 and 12 months after an exit: when they are due, and which wait.

Nobody creates them: they follow from the exit. A transfer continues elsewhere, and who withdrew
her consent is left alone; neither is followed up (design, section 7; domain, section 1.10).
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from stegvis.casework.rules.participations import Problem

MONTHS = (6, 12)
AROUND = 3  # a follow-up within so many months of an interval is that interval's
LEAD = timedelta(days=14)  # one may be made so long before its day
LAST = 18  # months after the exit; whoever has not been heard by then is not asked any more
NOT_FOLLOWED = ("transferred", "deceased", "consent_withdrawn", "misregistered")


@dataclass(frozen=True)
class Exit:
    """How a participation ended, as far as following it up goes; None while it runs."""

    kind: str
    ended_on: date | None
    exit_reason: str
    voided: bool = False
    refuses: bool = False
    """Whether she has taken back her consent to be contacted after the exit."""


@dataclass(frozen=True)
class Heard:
    """A follow-up that something is written of; `reached` is None while someone may still try."""

    due_on: date
    reached: bool | None


class Standing(StrEnum):
    """Where a follow-up stands on a day."""

    COMING = "coming"
    OPEN = "open"
    LATE = "late"
    MADE = "made"
    NOT_REACHED = "not_reached"
    MISSED = "missed"


@dataclass(frozen=True)
class FollowUp:
    """One interval after the exit, what is known of it, and where it stands."""

    months: int
    due_on: date
    standing: Standing
    heard: Heard | None = None

    @property
    def waits(self) -> bool:
        return self.standing in (Standing.OPEN, Standing.LATE)


def months_after(day: date, months: int) -> date:
    """The same day `months` later; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def is_followed(left: Exit) -> bool:
    """Whether an exit is followed up at all: only enrolled persons, whose outcome counts."""
    return (
        left.ended_on is not None
        and left.kind == "enrolled"
        and not left.voided
        and not left.refuses
        and left.exit_reason not in NOT_FOLLOWED
    )


def interval_of(due_on: date, *, ended_on: date) -> int | None:
    """Which interval a written follow-up belongs to, also when the exit was corrected later."""
    for months in MONTHS:
        first, last = (months_after(ended_on, months + by) for by in (-AROUND, AROUND))
        if first <= due_on < last:
            return months
    return None


def follow_ups(left: Exit, *, heard: tuple[Heard, ...] = (), today: date) -> tuple[FollowUp, ...]:
    """Every interval of an exit that is followed up, the earlier first."""
    if left.ended_on is None or not is_followed(left):
        return ()
    return tuple(_follow_up(left.ended_on, months, heard, today) for months in MONTHS)


def _follow_up(ended_on: date, months: int, heard: tuple[Heard, ...], today: date) -> FollowUp:
    own = [each for each in heard if interval_of(each.due_on, ended_on=ended_on) == months]
    known = max(own, key=lambda each: each.due_on, default=None)
    due_on = known.due_on if known else months_after(ended_on, months)
    return FollowUp(months, due_on, _standing(ended_on, months, due_on, known, today), known)


def _standing(
    ended_on: date, months: int, due_on: date, known: Heard | None, today: date
) -> Standing:
    if known and known.reached is not None:
        return Standing.MADE if known.reached else Standing.NOT_REACHED
    if today < due_on - LEAD:
        return Standing.COMING
    if today >= _closes(ended_on, months):
        return Standing.MISSED
    return Standing.LATE if today > due_on else Standing.OPEN


def _closes(ended_on: date, months: int) -> date:
    """When the next interval takes over; after the last one, half a year."""
    later = [each for each in MONTHS if each > months]
    return months_after(ended_on, later[0]) - LEAD if later else months_after(ended_on, LAST)


def exits_that_may_wait(*, today: date) -> tuple[date, date]:
    """Between which days an exit must lie for any follow-up of it to wait on `today`."""
    return months_after(today, -LAST), months_after(today + LEAD, -MONTHS[0]) + timedelta(days=3)


@dataclass(frozen=True)
class Attempt:
    """One attempt as it is written down; `answered` tells whether any answer stands beside it."""

    tried_on: date
    result: str
    answered: bool


def problems(attempt: Attempt, *, left: Exit, today: date) -> tuple[Problem, ...]:
    """Everything that must be changed before the attempt can be stored."""
    return tuple(_problems(attempt, left, today))


def _problems(attempt: Attempt, left: Exit, today: date) -> Iterator[Problem]:
    if not is_followed(left):
        # Translators: «Det här deltagandet följs inte upp: det pågår, är överfört
        # eller saknar samtycke till kontakt.»
        message = _(
            "This participation is not followed up: it runs, was transferred, or there is no "
            "consent to contact."
        )
        yield Problem("", message)
    if attempt.tried_on > today:
        # Translators: «Dagen har inte kommit än; skriv dagen då ni försökte.»
        message = _("The day has not come yet; write the day on which you tried.")
        yield Problem("tried_on", message)
    elif left.ended_on and attempt.tried_on <= left.ended_on:
        # Translators: «Dagen är före avslutet; kontrollera vilken dag som är fel.»
        message = _("The day is before the exit; check which day is wrong.")
        yield Problem("tried_on", message)
    if attempt.answered and attempt.result != "reached":
        # Translators: «Det finns svar nedan. Välj att ni fick kontakt, eller ta bort svaren.»
        message = _("There are answers below. Choose that you reached her, or take them away.")
        yield Problem("result", message)
